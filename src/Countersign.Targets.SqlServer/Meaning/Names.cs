using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>Turns names of the tree into names of objects, and objects into quoted names.</summary>
internal static class Names
{
    /// <summary>
    /// The object that is read; null for what is not the target's (a temporary table) or cannot be told (another server or database),
    /// which is then said in the facts.
    /// </summary>
    internal static ObjectName? Read(SchemaObjectName name, StatementFacts facts)
    {
        if (IsElsewhere(name, facts) || IsTemporary(name)) return null;
        var found = Plain(name);
        facts.Touch(found);
        if (facts.Known.BehindSynonym(found) is not { } real) return found;
        facts.Touch(real);
        return real;
    }

    /// <summary>The object that is written or defined; null as above. Outside of the database nothing may be written.</summary>
    internal static ObjectName? Write(SchemaObjectName name, StatementFacts facts)
    {
        if (name.ServerIdentifier is null && name.DatabaseIdentifier is { } database && !IsTemporary(name))
        {
            facts.Refuse(SqlServerReadingRules.OneDatabase, name, $"the statement changes `{database.Value}`, by name another database");
            return null;
        }

        return Read(name, facts);
    }

    /// <summary>The name alone, whatever it stands for.</summary>
    internal static ObjectName Plain(SchemaObjectName name) => new(name.SchemaIdentifier?.Value, name.BaseIdentifier?.Value ?? "");

    /// <summary>Says that an object made or changed here has no schema in its name.</summary>
    internal static void WantSchema(SchemaObjectName name, StatementFacts facts)
    {
        if (name.SchemaIdentifier is null && name.DatabaseIdentifier is null && !IsTemporary(name) && name.BaseIdentifier is { } bare)
            facts.Remark(SqlServerHabitRules.NoSchema, Severity.Notice, name, $"`{bare.Value}` is named without its schema");
    }

    internal static bool IsTemporary(SchemaObjectName name) =>
        name.ServerIdentifier is null && name.BaseIdentifier?.Value is ['#', ..] && name.DatabaseIdentifier?.Value is null or "tempdb";

    internal static string Quote(ObjectName name) => name.Schema is null ? Quote(name.Name) : $"{Quote(name.Schema)}.{Quote(name.Name)}";

    internal static string Quote(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    internal static string Text(string value) => $"N'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool IsElsewhere(SchemaObjectName name, StatementFacts facts)
    {
        if (name.ServerIdentifier is { } server)
        {
            facts.UnknownCode($"reaches `{server.Value}`, another server");
            facts.Remark(SqlServerRightRules.OtherServer, Severity.Error, name, $"`{server.Value}` is another server");
            return true;
        }

        if (name.DatabaseIdentifier is not { } database || IsTemporary(name)) return false;
        facts.UnknownCode($"reads `{database.Value}`, by name another database");
        return true;
    }
}
