using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>Procedures of the system that change the schema, called with plain texts.</summary>
internal static class FoldedCalls
{
    /// <summary>They look, or refresh what is worked out from definitions.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "sp_refreshview", "sp_refreshsqlmodule", "sp_recompile", "sp_updatestats", "sp_help", "sp_helptext", "sp_helpindex", "sp_spaceused",
        "sp_getapplock", "sp_releaseapplock",
    };

    internal static bool Take(TSqlStatement statement, Fold fold)
    {
        if (statement is not ExecuteStatement { ExecuteSpecification: { } call }) return false;
        if (call.ExecutableEntity is not ExecutableProcedureReference { ProcedureReference.ProcedureReference.Name: { } name } procedure)
        {
            fold.Cannot(statement, "dynamic SQL may do anything");
            return true;
        }

        var given = new GivenTexts(procedure.Parameters, fold);
        var called = name.BaseIdentifier.Value.ToLowerInvariant();
        switch (called)
        {
            case "sp_rename":
                FoldedRenames.Take(given, statement, fold);
                break;
            case "sp_addextendedproperty" or "sp_updateextendedproperty" or "sp_dropextendedproperty":
                Property(called, given, statement, fold);
                break;
            case "sp_addrolemember" or "sp_droprolemember" when given.Text(0, "@rolename") is { } role && given.Text(1, "@membername") is { } member:
                FoldedPrincipals.Join(role, member, called == "sp_addrolemember", fold);
                break;
            default:
                if (!Harmless.Contains(called)) fold.Cannot(statement, $"what procedure `{name.BaseIdentifier.Value}` does to the schema is not known");
                break;
        }

        return true;
    }

    private static void Property(string called, GivenTexts given, TSqlStatement at, Fold fold)
    {
        var isDrop = called == "sp_dropextendedproperty";
        var levels = Enumerable.Range(0, 3).Select(i => (
            Kind: given.Text((isDrop ? 1 : 2) + (2 * i), $"@level{i}type"), Name: given.Text((isDrop ? 2 : 3) + (2 * i), $"@level{i}name"),
            Has: given.Has((isDrop ? 1 : 2) + (2 * i), $"@level{i}type"))).ToList();
        var value = isDrop ? "NULL" : given.Sql(1, "@value");
        if (given.Text(0, "@name") is not { } name || value is null || levels.Exists(l => l.Has && (l.Kind is null || l.Name is null)))
        {
            fold.Cannot(at, $"{called} is not told by plain texts what to do");
            return;
        }

        var property = new FoldedProperty(name, [.. levels.Where(l => l.Has).Select(l => (l.Kind!.ToUpperInvariant(), l.Name!))], value);
        var isKnown = fold.Database.Properties.RemoveAll(p => p.IsAbout(property)) > 0;
        if (isKnown == (called == "sp_addextendedproperty")) fold.Cannot(at, isKnown ? $"property `{name}` is there already" : $"no script before adds property `{name}`");
        if (!isDrop) fold.Database.Properties.Add(property);
    }
}

/// <summary>Arguments of a call where they are plain texts, or variables that hold one.</summary>
internal sealed class GivenTexts(IList<ExecuteParameter> parameters, Fold fold)
{
    /// <summary>NULL counts as not given.</summary>
    internal bool Has(int at, string name) => Find(at, name) is { } value && value is not NullLiteral;

    internal string? Text(int at, string name) => Find(at, name) switch
    {
        StringLiteral literal => literal.Value,
        IdentifierLiteral word => word.Value,
        VariableReference variable => fold.Variables.GetValueOrDefault(variable.Name),
        _ => null,
    };

    /// <summary>A constant as SQL.</summary>
    internal string? Sql(int at, string name) => Find(at, name) switch
    {
        null => "NULL",
        IdentifierLiteral word => FoldedProperty.Text(word.Value),
        Literal literal => fold.Of(literal),
        VariableReference variable when fold.Variables.TryGetValue(variable.Name, out var text) => FoldedProperty.Text(text),
        _ => null,
    };

    private ScalarExpression? Find(int at, string name) =>
        (parameters.FirstOrDefault(p => p.Variable is { } v && v.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? (at < parameters.Count && parameters[at].Variable is null ? parameters[at] : null))?.ParameterValue;
}
