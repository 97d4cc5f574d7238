using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>DROP of what has a schema, or is one. What belongs to rights is read there.</summary>
internal static class Drops
{
    internal static bool Read(TSqlStatement statement, StatementFacts facts)
    {
        switch (statement)
        {
            case DropTriggerStatement { TriggerScope: not TriggerScope.Normal } trigger:
                var names = string.Join(", ", trigger.Objects.Select(o => o.BaseIdentifier.Value));
                facts.Grants(new(null, "database"), $"drops {names}, which watches definitions");
                return true;
            case DropTableStatement tables:
                foreach (var name in tables.Objects) Table(name, tables.IsIfExists, facts);
                return true;
            case DropObjectsStatement several when several is not DropSecurityPolicyStatement:
                foreach (var name in several.Objects) One(name, several.IsIfExists, facts);
                return true;
            case DropTypeStatement type:
                One(type.Name, type.IsIfExists, facts);
                return true;
            case DropXmlSchemaCollectionStatement collection:
                One(collection.Name, true, facts);
                return true;
            case DropQueueStatement queue:
                One(queue.Name, true, facts);
                return true;
            case DropSchemaStatement schema:
                facts.Drops(new(null, schema.Schema.BaseIdentifier.Value), "schema");
                if (!schema.IsIfExists) WantIfExists(schema, schema.Schema.BaseIdentifier.Value, facts);
                return true;
            case DropStatisticsStatement statistics:
                foreach (var name in statistics.Objects)
                    if (Names.Write(name, facts) is { } table) facts.Alters(table, $"drops statistics {name.ChildIdentifier?.Value}");
                return true;
            case DropPartitionFunctionStatement or DropPartitionSchemeStatement or DropFullTextStopListStatement or DropSearchPropertyListStatement:
                facts.Drops(new(null, ((DropUnownedObjectStatement)statement).Name.Value), facts.Kind["DROP ".Length..].ToLowerInvariant());
                return true;
            case DropFullTextCatalogStatement catalog:
                facts.Drops(new(null, catalog.Name.Value), "full-text catalog");
                facts.RunsAlone();
                return true;
            case DropFullTextIndexStatement index:
                if (Names.Write(index.TableName, facts) is { } indexed) facts.Alters(indexed, "drops its full-text index");
                facts.RunsAlone();
                return true;
            default:
                return false;
        }
    }

    private static void Table(SchemaObjectName name, bool isIfExists, StatementFacts facts)
    {
        if (Names.IsTemporary(name)) facts.Temporary(name);
        if (Names.Write(name, facts) is not { } table) return;
        Names.WantSchema(name, facts);
        facts.Drops(table, "table");
        facts.Add(new Effect.DestroysData(table, "drops the table"));
        facts.Locks(table, Tables.SchemaLock);
        facts.CannotBeUndone("the rows are gone");
        facts.RemarkOn(table, SqlServerDataRules.LosesData, Severity.Error, name, $"`{table}` and all its rows are gone");
        if (!isIfExists && !facts.Known.IsNew(table)) WantIfExists(name, table.ToString(), facts);
    }

    private static void One(SchemaObjectName name, bool isIfExists, StatementFacts facts)
    {
        if (Names.IsTemporary(name)) facts.Temporary(name);
        var what = facts.Kind["DROP ".Length..].ToLowerInvariant();
        // DROP SYNONYM is about the synonym, not about what it stands for.
        var dropped = what == "synonym" && name.DatabaseIdentifier is null ? Names.Plain(name) : Names.Write(name, facts);
        if (dropped is not { } found) return;
        Names.WantSchema(name, facts);
        facts.Drops(found, what);
        facts.CannotBeUndone($"the statement does not say what the {what} was");
        if (!isIfExists) WantIfExists(name, found.ToString(), facts);
    }

    private static void WantIfExists(TSqlFragment at, string name, StatementFacts facts) =>
        facts.Remark(SqlServerHabitRules.NoIfExists, Severity.Notice, at, $"`{name}` is not there on every database, perhaps");
}
