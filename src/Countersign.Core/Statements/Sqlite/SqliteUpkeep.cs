using static Countersign.Statements.Sqlite.SqliteMeaning;

namespace Countersign.Statements.Sqlite;

/// <summary>What PRAGMA, VACUUM, REINDEX and ANALYZE do.</summary>
internal static class SqliteUpkeep
{
    private static readonly ObjectName File = new(null, "main");

    internal static (ImmutableArray<Effect> Effects, Reversal Reversal) Of(SqliteStatement statement) => statement.Kind switch
    {
        "VACUUM" => ([new Effect.Rewrites(File, "the whole file is written again")], Nothing),
        "REINDEX" => ([.. Reindexed(statement)], Nothing),
        "ANALYZE" => ([.. Analyzed(statement)], Nothing),
        _ => Pragma(statement),
    };

    private static ImmutableArray<Effect> Reindexed(SqliteStatement statement)
    {
        var indexes = Named(statement, SqliteActionCode.Reindex);
        ImmutableArray<Effect> effects =
        [
            .. indexes.Select(i => new Effect.Rewrites(
                Name(statement.Before.Find("index", i)?.Table ?? i), $"index {i} is built again")),
        ];
        return effects.IsEmpty ? [new Effect.Rewrites(File, "indexes are built again")] : effects;
    }

    private static IEnumerable<Effect> Analyzed(SqliteStatement statement)
    {
        var tables = Named(statement, SqliteActionCode.Analyze);
        return tables.Select(t => new Effect.Scans(Name(t), "statistics are gathered"))
            .Append<Effect>(new Effect.WritesRows(Name("sqlite_stat1"), "insert"));
    }

    /// <summary>
    /// Without our own tables and their indexes: REINDEX and ANALYZE of the whole file go over them too.
    /// </summary>
    private static IEnumerable<string?> Named(SqliteStatement statement, SqliteActionCode code) =>
        statement.Actions.Where(a => a.Code == code && a.First is { } name
                && !name.Contains(SqliteBoundary.OwnPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(a => a.First).Distinct().Order(StringComparer.Ordinal); // SQLite's own order is that of a hash table

    private static (ImmutableArray<Effect>, Reversal) Pragma(SqliteStatement statement)
    {
        var asked = statement.First(SqliteActionCode.Pragma);
        var pragma = asked?.First?.ToLowerInvariant() ?? "";
        return SqlitePragma.Of(pragma, asked?.Second) switch
        {
            SqlitePragma.Use.Reads => ([], Nothing),
            SqlitePragma.Use.WritesHeader => ([new Effect.Alters(File, $"sets {pragma} to {asked!.Second}")],
                new Reversal.Irreversible($"the scripts do not tell what {pragma} was before")),
            SqlitePragma.Use.DefersForeignKeys => (
                [new Effect.ChangesSession("foreign keys are checked only when the script commits")], Nothing),
            SqlitePragma.Use.SwitchesForeignKeysOff => (
                [new Effect.ChangesSession(
                    "foreign keys are not enforced while the script runs; all are checked before it commits")], Nothing),
            SqlitePragma.Use.Optimizes => ([new Effect.Scans(File, "statistics may be gathered")], Nothing),
            _ => ([new Effect.Opaque($"pragma `{pragma}` is not known")], Nothing),
        };
    }
}
