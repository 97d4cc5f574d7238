using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>EXECUTE: some procedures of the server are known; all other code is not (INV-15).</summary>
internal static class Calls
{
    internal static void Read(ExecuteSpecification call, StatementFacts facts)
    {
        if (call.ExecuteContext is not null)
            facts.Refuse(SqlServerReadingRules.Session, call, "EXECUTE … AS runs under other rights than the deployment's");
        if (call.LinkedServer is { } server)
        {
            facts.UnknownCode($"runs code on `{server.Value}`, another server");
            facts.Remark(SqlServerRightRules.OtherServer, Severity.Error, call, $"`{server.Value}` is another server");
            return;
        }

        switch (call.ExecutableEntity)
        {
            case ExecutableStringList:
                Dynamic(call, facts);
                break;
            case ExecutableProcedureReference { ProcedureReference.ProcedureReference.Name: { } name } procedure:
                Procedure(name, procedure, call, facts);
                break;
            default:
                facts.UnknownCode("runs a procedure whose name is in a variable");
                break;
        }
    }

    private static void Dynamic(TSqlFragment at, StatementFacts facts)
    {
        facts.UnknownCode("runs SQL that is put together as it runs");
        facts.Remark(SqlServerRightRules.DynamicSql, Severity.Warning, at, "what runs here is not in the script");
    }

    private static void Procedure(SchemaObjectName name, ExecutableProcedureReference call, TSqlFragment at, StatementFacts facts)
    {
        var word = name.BaseIdentifier.Value.ToLowerInvariant();
        if (word.StartsWith("xp_", StringComparison.Ordinal) || word.StartsWith("sp_oa", StringComparison.Ordinal))
        {
            facts.UnknownCode($"runs `{word}`, which reaches outside of the database");
            facts.Remark(SqlServerRightRules.OperatingSystem, Severity.Error, at, $"`{word}` runs outside of the database");
            return;
        }

        if (word == "sp_executesql") Dynamic(at, facts);
        else if (facts.IsStored || name.DatabaseIdentifier is not null || name.SchemaIdentifier?.Value is not (null or "sys") || !System(word, call, at, facts))
            Unknown(name, facts);
    }

    private static void Unknown(SchemaObjectName name, StatementFacts facts)
    {
        if (name.DatabaseIdentifier is null) facts.Touch(Names.Plain(name));
        facts.UnknownCode($"runs procedure `{string.Join('.', name.Identifiers.Select(i => i.Value))}`");
    }

    /// <summary>Procedures of the server itself; false for one that is not known. Their names come before any other of that name.</summary>
    private static bool System(string word, ExecutableProcedureReference call, TSqlFragment at, StatementFacts facts)
    {
        var given = new Arguments(call);
        switch (word)
        {
            case "sp_rename":
                Renames.Read(given, at, facts);
                return true;
            case "sp_addextendedproperty" or "sp_updateextendedproperty" or "sp_dropextendedproperty":
                facts.Alters(new(given.Text(3, "@level0name"), given.Text(5, "@level1name") ?? "database"), "describes it by an extended property");
                return true;
            case "sp_addrolemember" or "sp_droprolemember" when given.Text(0, "@rolename") is { } role && given.Text(1, "@membername") is { } member:
                Rights.Membership(role, member, word == "sp_addrolemember", at, facts);
                return true;
            case "sp_refreshview" or "sp_refreshsqlmodule" or "sp_recompile" when (given.Text(0, "@viewname") ?? given.Text(0, "@name")) is { } module
                && Renames.Split(module) is { } parts:
                facts.Alters(parts, "reads its definition again");
                return true;
            case "sp_configure":
                facts.Opaque("changes the server, not only this database");
                facts.Remark(SqlServerRightRules.ChangesServer, Severity.Error, at, "`sp_configure` is for every database of the server");
                return true;
            default:
                return false;
        }
    }
}

/// <summary>The arguments of a call, by position or name.</summary>
internal sealed class Arguments(ExecutableProcedureReference call)
{
    /// <summary>The value when it is a text written out; else null.</summary>
    internal string? Text(int position, string name)
    {
        var found = call.Parameters.FirstOrDefault(p => name.Equals(p.Variable?.Name, StringComparison.OrdinalIgnoreCase))
            ?? (position < call.Parameters.Count && call.Parameters[position].Variable is null ? call.Parameters[position] : null);
        return found?.ParameterValue switch
        {
            StringLiteral text => text.Value,
            IdentifierLiteral word => word.Value,
            _ => null,
        };
    }

    /// <summary>Whether there is an argument at all, written out or not.</summary>
    internal bool Has(int position, string name) => position < call.Parameters.Count
        || call.Parameters.Any(p => name.Equals(p.Variable?.Name, StringComparison.OrdinalIgnoreCase));
}
