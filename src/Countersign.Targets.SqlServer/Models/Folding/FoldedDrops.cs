using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>DROP of whole objects.</summary>
internal static class FoldedDrops
{
    internal static bool Take(TSqlStatement statement, Fold fold)
    {
        switch (statement)
        {
            case DropTableStatement drop:
                foreach (var name in drop.Objects.Where(o => !FoldedTables.IsTemporary(o))) Table(ItemName.Of(name), drop.IsIfExists, name, fold);
                return true;
            case DropTriggerStatement { TriggerScope: TriggerScope.Database } drop:
                foreach (var name in drop.Objects) Module("DATABASE TRIGGER", ItemName.Alone(name.BaseIdentifier.Value), drop.IsIfExists, name, fold);
                return true;
            case DropObjectsStatement drop when KindOf(drop) is { } kind:
                foreach (var name in drop.Objects.Where(o => !FoldedTables.IsTemporary(o))) Module(kind, ItemName.Of(name), drop.IsIfExists, name, fold);
                return true;
            default:
                return false;
        }
    }

    internal static void Plain(string kind, ItemName name, bool isIfExists, TSqlFragment at, Fold fold)
    {
        if (!fold.Database.Plain.Remove((kind, name)))
        {
            if (!isIfExists) fold.Cannot(at, $"no script before makes {kind.ToLowerInvariant()} `{name}`");
            return;
        }

        fold.Database.Rights.RemoveAll(r => r.On.UsesItem(name) && (name.Schema.Length > 0 || r.On.Text.StartsWith($"{kind}::", StringComparison.Ordinal)));
        fold.Database.Properties.RemoveAll(p => name.Schema.Length > 0 ? p.IsOf(name) : p.Path is [var first, ..] && first.Kind == kind && ItemName.Same(first.Name, name.Name));
    }

    private static string? KindOf(DropObjectsStatement drop) => drop switch
    {
        DropViewStatement => "VIEW",
        DropProcedureStatement => "PROCEDURE",
        DropFunctionStatement => "FUNCTION",
        DropTriggerStatement { TriggerScope: TriggerScope.Normal } => "TRIGGER",
        _ => null,
    };

    private static void Table(ItemName name, bool isIfExists, TSqlFragment at, Fold fold)
    {
        var database = fold.Database;
        if (!database.Tables.ContainsKey(name))
        {
            if (!isIfExists) fold.Cannot(at, $"no script before makes table `{name}`");
            return;
        }

        if (database.Tables.Values.FirstOrDefault(t => t.Name != name && t.Constraints.Exists(c => c.Body.UsesItem(name))) is { } other)
            fold.Cannot(at, $"a foreign key of `{other.Name}` refers to `{name}`, so that the server would not drop it");
        database.Tables.Remove(name);
        database.RemoveBelongings(name);
    }

    private static void Module(string kind, ItemName name, bool isIfExists, TSqlFragment at, Fold fold)
    {
        if (fold.Database.Modules.TryGetValue(name, out var module) && module.Kind == kind)
        {
            fold.Database.Modules.Remove(name);
            if (module.Owner is { } owner) fold.Database.Properties.RemoveAll(p => p.IsOfChild(owner, "TRIGGER", name.Name));
            else fold.Database.RemoveBelongings(name);
        }
        else if (!isIfExists) fold.Cannot(at, $"no script before makes {kind.ToLowerInvariant()} `{name}`");
    }
}
