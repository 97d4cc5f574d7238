using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>Views, procedures, functions and triggers. The server keeps their text and puts CREATE in the place of ALTER; so does this.</summary>
internal static class FoldedModules
{
    internal static bool Take(TSqlStatement statement, Fold fold)
    {
        switch (statement)
        {
            case ViewStatementBody view:
                Keep("VIEW", view.SchemaObjectName, null, view, fold);
                return true;
            case ProcedureStatementBody procedure:
                Keep("PROCEDURE", procedure.ProcedureReference.Name, null, procedure, fold);
                return true;
            case FunctionStatementBody function:
                Keep("FUNCTION", function.Name, null, function, fold);
                return true;
            case TriggerStatementBody { TriggerObject.TriggerScope: TriggerScope.Normal } trigger:
                Keep("TRIGGER", trigger.Name, trigger.TriggerObject.Name, trigger, fold);
                return true;
            case TriggerStatementBody { TriggerObject.TriggerScope: TriggerScope.Database } trigger:
                Keep("DATABASE TRIGGER", trigger.Name, null, trigger, fold);
                return true;
            case EnableDisableTriggerStatement { TriggerObject.TriggerScope: TriggerScope.Normal } change:
                var owner = ItemName.Of(change.TriggerObject.Name);
                Enable(change.All, change.TriggerNames.Select(n => ItemName.Of(n, owner.Schema)), owner, change.TriggerEnforcement == TriggerEnforcement.Enable, change, fold);
                return true;
            case EnableDisableTriggerStatement { TriggerObject.TriggerScope: TriggerScope.Database } change:
                Enable(change.All, change.TriggerNames.Select(n => ItemName.Alone(n.BaseIdentifier.Value)), null, change.TriggerEnforcement == TriggerEnforcement.Enable, change, fold);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A view that CREATE SCHEMA makes.</summary>
    internal static void KeepIn(string schema, ViewStatementBody view, Fold fold) => Keep("VIEW", view.SchemaObjectName, null, view, fold, schema);

    internal static void Enable(bool all, IEnumerable<ItemName> names, ItemName? owner, bool isOn, TSqlFragment at, Fold fold)
    {
        var modules = fold.Database.Modules;
        var meant = all ? [.. modules.Values.Where(m => owner is null ? m.Kind == "DATABASE TRIGGER" : m.Owner == owner).Select(m => m.Name)] : names.ToList();
        foreach (var name in meant)
            if (modules.TryGetValue(name, out var trigger)) modules[name] = trigger with { IsDisabled = !isOn };
            else fold.Cannot(at, $"no script before makes trigger `{name}`");
    }

    private static void Keep(string kind, SchemaObjectName called, SchemaObjectName? on, TSqlStatement statement, Fold fold, string schema = "dbo")
    {
        if (FoldedTables.IsTemporary(called)) return;
        ItemName? owner = on is null ? null : ItemName.Of(on);
        var name = kind == "DATABASE TRIGGER" ? ItemName.Alone(called.BaseIdentifier.Value) : ItemName.Of(called, owner?.Schema ?? schema);
        var (text, at) = AsCreate(statement, fold);
        var isAlter = statement.GetType().Name.StartsWith("Alter", StringComparison.Ordinal);
        var isEither = statement.GetType().Name.StartsWith("CreateOrAlter", StringComparison.Ordinal);
        var old = fold.Database.Modules.GetValueOrDefault(name);
        if (isAlter && old is null) fold.Cannot(statement, $"no script before makes {kind.ToLowerInvariant()} `{name}`");
        if (old is not null && old.Kind != kind) fold.Cannot(statement, $"`{name}` is a {old.Kind.ToLowerInvariant()}");
        if (!isAlter && !isEither && fold.Database.HasObject(name)) fold.Cannot(statement, $"`{name}` is there already");
        if (old is { IsDisabled: true }) fold.Cannot(statement, $"whether trigger `{name}`, which is disabled, stays so when it is altered is not known");
        if (old is { Kind: "VIEW" }) fold.Database.Indexes.RemoveAll(i => i.Owner == name); // the server drops them with ALTER VIEW
        List<(int, int, NameUse)> holes = [(called.StartOffset - at, called.FragmentLength, new NameUse.Item(name))];
        if (on is not null) holes.Add((on.StartOffset - at, on.FragmentLength, new NameUse.Item(owner!.Value)));
        fold.Database.Modules[name] = new(kind, name, Template.Of(text, [.. holes]), owner);
    }

    /// <summary>The statement with CREATE as its first word, and what has to be taken from an offset in the script to get one in it.</summary>
    private static (string Text, int Offset) AsCreate(TSqlStatement statement, Fold fold)
    {
        var first = statement.ScriptTokenStream[statement.FirstTokenIndex];
        if (first.TokenType == TSqlTokenType.Alter) return ("CREATE" + fold.Slice(first.Offset + first.Text.Length, End(statement)), statement.StartOffset - 1);
        for (var i = statement.FirstTokenIndex + 1; i < statement.LastTokenIndex; i++)
        {
            var token = statement.ScriptTokenStream[i];
            if (token.TokenType == TSqlTokenType.Alter)
                return ("CREATE" + fold.Slice(token.Offset + token.Text.Length, End(statement)), token.Offset + token.Text.Length - "CREATE".Length);
            if (token.TokenType is TSqlTokenType.View or TSqlTokenType.Procedure or TSqlTokenType.Proc or TSqlTokenType.Function or TSqlTokenType.Trigger) break;
        }

        return (fold.Of(statement), statement.StartOffset);
    }

    private static int End(TSqlStatement statement) => statement.StartOffset + statement.FragmentLength;
}
