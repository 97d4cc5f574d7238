using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>
/// CREATE, ALTER and TRUNCATE TABLE. Every ALTER TABLE takes a Sch-M lock, for which it waits for all users of the table and which all
/// later users wait for (Microsoft's page "ALTER TABLE", section "Locks and ALTER TABLE").
/// </summary>
internal static class Tables
{
    internal const string SchemaLock = "Sch-M";

    internal static bool Read(TSqlStatement statement, StatementFacts facts)
    {
        switch (statement)
        {
            case CreateTableStatement create:
                Create(create, facts);
                return true;
            case TruncateTableStatement truncate:
                Truncate(truncate, facts);
                return true;
            case AlterTableStatement alter:
                if (Names.IsTemporary(alter.SchemaObjectName)) facts.Temporary(alter.SchemaObjectName);
                else if (Names.Write(alter.SchemaObjectName, facts) is { } table) Alter(alter, table, facts);
                return true;
            default:
                return false;
        }
    }

    private static void Create(CreateTableStatement create, StatementFacts facts)
    {
        Queries.Read(create.SelectStatement, facts);
        if (Names.IsTemporary(create.SchemaObjectName)) facts.Temporary(create.SchemaObjectName);
        if (Names.Write(create.SchemaObjectName, facts) is not { } table) return;
        facts.Creates(table, "table");
        facts.UndoneBy($"DROP TABLE {Names.Quote(table)};");
        Names.WantSchema(create.SchemaObjectName, facts);
        if (create.Definition is not { } definition) return;
        Queries.ReadStored(definition, facts);
        foreach (var key in AllConstraints(definition).OfType<ForeignKeyConstraintDefinition>()) References(key, table, facts);
        ColumnRemarks.On(definition, table, facts);
        if (!HasKey(definition))
            facts.Remark(SqlServerHabitRules.NoKey, Severity.Notice, create.SchemaObjectName, $"`{table}` has no primary key and no clustered index");
    }

    private static void Truncate(TruncateTableStatement truncate, StatementFacts facts)
    {
        if (Names.IsTemporary(truncate.TableName)) facts.Temporary(truncate.TableName);
        if (Names.Write(truncate.TableName, facts) is not { } table) return;
        var what = truncate.PartitionRanges.Count > 0 ? "every row of some partitions" : "every row";
        facts.Add(new Effect.DestroysData(table, what));
        facts.Locks(table, SchemaLock);
        facts.CannotBeUndone("the rows are gone");
        facts.RemarkOn(table, SqlServerDataRules.Truncates, Severity.Error, truncate, $"{what} of `{table}` is gone, and no trigger sees it");
    }

    private static void Alter(AlterTableStatement alter, ObjectName table, StatementFacts facts)
    {
        Names.WantSchema(alter.SchemaObjectName, facts);
        facts.Locks(table, SchemaLock);
        switch (alter)
        {
            case AlterTableAddTableElementStatement add:
                TableAdditions.Read(add, table, facts);
                break;
            case AlterTableAlterColumnStatement column:
                TableChanges.Column(column, table, facts);
                break;
            case AlterTableDropTableElementStatement drop:
                TableChanges.Drop(drop, table, facts);
                break;
            case AlterTableConstraintModificationStatement constraint:
                TableChanges.Constraint(constraint, table, facts);
                break;
            case AlterTableTriggerModificationStatement { TriggerEnforcement: TriggerEnforcement.Disable } trigger:
                facts.Alters(table, "disables triggers");
                facts.RemarkOn(table, SqlServerDataRules.DisablesTriggers, Severity.Warning, trigger, $"triggers of `{table}` do not run from now on");
                break;
            case AlterTableRebuildStatement rebuild:
                facts.Alters(table, "is rebuilt");
                Indexes.Rebuild(table, rebuild, rebuild.IndexOptions, facts);
                break;
            case AlterTableSwitchStatement move:
                TableChanges.Switch(move, table, facts);
                break;
            default:
                facts.Alters(table, OneLine(facts.Text.Of(alter)));
                break;
        }
    }

    /// <summary>A foreign key locks the table that it refers to as well.</summary>
    internal static void References(ForeignKeyConstraintDefinition key, ObjectName table, StatementFacts facts)
    {
        if (Names.Read(key.ReferenceTableName, facts) is { } other && other != table) facts.Locks(other, SchemaLock);
    }

    internal static IEnumerable<ConstraintDefinition> AllConstraints(TableDefinition definition) => definition.ColumnDefinitions
        .SelectMany(c => c.DefaultConstraint is null ? c.Constraints : c.Constraints.Append(c.DefaultConstraint))
        .Concat(definition.TableConstraints);

    internal static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd(';');
        return line.Length <= 120 ? line : line[..120] + "…";
    }

    private static bool HasKey(TableDefinition definition) =>
        AllConstraints(definition).Any(c => c is UniqueConstraintDefinition { IsPrimaryKey: true } or UniqueConstraintDefinition { Clustered: true })
        || definition.Indexes.Concat(definition.ColumnDefinitions.Select(c => c.Index).OfType<IndexDefinition>())
            .Any(i => i.IndexType?.IndexTypeKind is IndexTypeKind.Clustered or IndexTypeKind.ClusteredColumnStore);
}
