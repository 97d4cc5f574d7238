using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>
/// Indexes and statistics. Offline, a clustered index is built under Sch-M and a nonclustered one under S, which stops writes;
/// online, others go on but for an instant at start and end (Microsoft's page "How online index operations work").
/// </summary>
internal static class Indexes
{
    internal static bool Read(TSqlStatement statement, StatementFacts facts)
    {
        switch (statement)
        {
            case CreateIndexStatement create:
                Create(create.Name, create.OnName, create.IndexOptions, create.Clustered == true, facts);
                return true;
            case CreateColumnStoreIndexStatement create:
                Create(create.Name, create.OnName, create.IndexOptions, create.Clustered == true, facts);
                return true;
            case AlterIndexStatement alter:
                Alter(alter, facts);
                return true;
            case IndexStatement other:
                Create(other.Name, other.OnName, other.IndexOptions, true, facts);
                return true;
            case CreateSpatialIndexStatement spatial:
                Create(spatial.Name, spatial.Object, [], true, facts);
                return true;
            case DropIndexStatement drop:
                foreach (var clause in drop.DropIndexClauses) Drop(clause, drop, facts);
                return true;
            case CreateStatisticsStatement create:
                if (Names.Write(create.OnName, facts) is { } measured) facts.Alters(measured, $"adds statistics {create.Name?.Value}");
                return true;
            case UpdateStatisticsStatement update:
                if (Names.Write(update.SchemaObjectName, facts) is { } known)
                {
                    facts.Alters(known, "updates statistics");
                    facts.Scans(known, "rows are sampled");
                }

                facts.UndoneBy("");
                return true;
            default:
                return false;
        }
    }

    private static void Create(Identifier? name, SchemaObjectName on, IList<IndexOption> options, bool isClustered, StatementFacts facts)
    {
        if (Names.IsTemporary(on)) facts.Temporary(on);
        if (Names.Write(on, facts) is not { } table) return;
        Names.WantSchema(on, facts);
        var index = new ObjectName(table.Schema, name?.Value ?? "");
        facts.Creates(index, isClustered ? "clustered index" : "index");
        if (options.Any(o => o.OptionKind == IndexOptionKind.DropExisting && o is IndexStateOption { OptionState: OptionState.On }))
            facts.CannotBeUndone("the index of that name that was there is gone");
        facts.UndoneBy($"DROP INDEX {Names.Quote(index.Name)} ON {Names.Quote(table)};");
        if (IsOn(options, IndexOptionKind.Resumable)) facts.RunsAlone();
        facts.Scans(table, "every row is read into the index");
        if (isClustered) facts.Rewrites(table, "the rows are stored in the order of the index");
        if (IsOn(options, IndexOptionKind.Online)) return;
        facts.Locks(table, isClustered ? Tables.SchemaLock : "S");
        facts.RemarkOn(table, SqlServerLockRules.IndexOffline, Severity.Warning, facts.Statement,
            $"{(isClustered ? "nobody can use" : "writes wait for")} `{table}` while the index is built", Online(facts));
    }

    /// <summary>The index behind a constraint or an inline definition.</summary>
    internal static void Build(ObjectName table, TSqlFragment at, IList<IndexOption> options, StatementFacts facts)
    {
        facts.Scans(table, "every row is read into the index");
        if (!IsOn(options, IndexOptionKind.Online))
            facts.RemarkOn(table, SqlServerLockRules.KeyOffline, Severity.Warning, at, $"nobody can use `{table}` while the index of the key is built");
    }

    internal static void Rebuild(ObjectName table, TSqlFragment at, IList<IndexOption> options, StatementFacts facts)
    {
        facts.Rewrites(table, "it is stored anew");
        facts.UndoneBy("");
        if (IsOn(options, IndexOptionKind.Resumable)) facts.RunsAlone();
        if (IsOn(options, IndexOptionKind.Online)) return;
        facts.Locks(table, Tables.SchemaLock);
        facts.RemarkOn(table, SqlServerLockRules.RebuildOffline, Severity.Warning, at, $"nobody can use `{table}` while it is rebuilt", Online(facts));
    }

    private static void Alter(AlterIndexStatement alter, StatementFacts facts)
    {
        if (Names.Write(alter.OnName, facts) is not { } table) return;
        var name = alter.All ? "every index" : $"index {alter.Name?.Value}";
        facts.Alters(table, $"{name}: {alter.AlterIndexType.ToString().ToLowerInvariant()}");
        switch (alter.AlterIndexType)
        {
            case AlterIndexType.Rebuild:
                Rebuild(table, alter, alter.IndexOptions, facts);
                break;
            case AlterIndexType.Reorganize:
                facts.Scans(table, $"the pages of {name} are put in order");
                facts.UndoneBy("");
                break;
            case AlterIndexType.Disable:
                facts.Locks(table, Tables.SchemaLock);
                facts.UndoneBy($"ALTER INDEX {(alter.All ? "ALL" : Names.Quote(alter.Name!.Value))} ON {Names.Quote(table)} REBUILD;");
                facts.RemarkOn(table, SqlServerDataRules.DisablesIndex, Severity.Warning, alter,
                    $"{name} of `{table}` is gone until it is rebuilt; without its clustered index nobody can read the table");
                break;
        }
    }

    private static void Drop(DropIndexClauseBase clause, DropIndexStatement drop, StatementFacts facts)
    {
        var (name, on) = clause switch
        {
            DropIndexClause now => (now.Index.Value, now.Object),
            BackwardsCompatibleDropIndexClause { Index: var old } => (old.ChildIdentifier.Value, old),
            _ => ("", null),
        };
        if (on is null)
        {
            facts.Opaque("an index is dropped in a form that is not known");
            return;
        }

        if (Names.Write(on, facts) is not { } table) return;
        facts.Drops(new(table.Schema, name), "index");
        facts.Locks(table, Tables.SchemaLock);
        facts.CannotBeUndone("the statement does not say what the index was");
        if (!drop.IsIfExists)
            facts.RemarkOn(table, SqlServerHabitRules.NoIfExists, Severity.Notice, clause, $"`{name}` is not there on every database, perhaps");
    }

    private static bool IsOn(IList<IndexOption> options, IndexOptionKind kind) =>
        options.Any(o => o is IndexStateOption { OptionState: OptionState.On } && o.OptionKind == kind);

    /// <summary>The statement with ONLINE = ON, where it has no options yet and ends with its columns or its REBUILD.</summary>
    private static string? Online(StatementFacts facts) => facts.Statement is
        CreateIndexStatement { IndexOptions.Count: 0, OnFileGroupOrPartitionScheme: null, FileStreamOn: null }
        or AlterIndexStatement { IndexOptions.Count: 0, Partition: null }
            ? $"{facts.Text.Of(facts.Statement).TrimEnd(';', ' ', '\t', '\r', '\n')} WITH (ONLINE = ON);"
            : null;
}
