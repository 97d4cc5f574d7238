namespace Countersign.Statements.Sqlite;

/// <summary>What a statement is and does.</summary>
/// <param name="Reversal">What follows from the schema before; the reader rehearses it before it says so.</param>
/// <param name="MustRunAlone">True when SQLite refuses it inside a transaction.</param>
public sealed record SqliteMeaning(
    string Kind, ImmutableArray<ObjectName> Objects, ImmutableArray<Effect> Effects, Reversal Reversal, bool MustRunAlone)
{
    /// <summary>Says what <paramref name="statement"/> does from what SQLite's compiler said it touches.</summary>
    public static SqliteMeaning Of(SqliteStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var kind = statement.Kind;
        (ImmutableArray<Effect> effects, Reversal reversal) = kind switch
        {
            "CREATE TABLE" or "CREATE VIRTUAL TABLE" or "CREATE INDEX" or "CREATE VIEW" or "CREATE TRIGGER" =>
                SqliteCreations.Of(statement),
            "DROP TABLE" or "DROP INDEX" or "DROP VIEW" or "DROP TRIGGER" => SqliteRemovals.Of(statement),
            "ALTER TABLE" => SqliteAlterations.Of(statement),
            "INSERT" or "REPLACE" or "UPDATE" or "DELETE" => SqliteRowChanges.Of(statement),
            "SELECT" or "EXPLAIN" => ([.. SqliteRowChanges.Reads(statement)], Nothing),
            "PRAGMA" or "VACUUM" or "REINDEX" or "ANALYZE" => SqliteUpkeep.Of(statement),
            _ => ([], new Reversal.Irreversible($"`{kind}` is not a command that can be read")),
        };
        if (effects.IsEmpty && !(statement.IsReadOnly && kind is "SELECT" or "EXPLAIN" or "PRAGMA"))
            effects = [new Effect.Opaque($"SQLite does not say what `{kind}` touches")];
        effects = [.. effects.Distinct()];
        return new(kind, ObjectsOf(effects), effects, reversal, kind is "VACUUM");
    }

    /// <summary>For a statement that leaves nothing behind.</summary>
    internal static Reversal Nothing { get; } = new Reversal.Irreversible("it changes nothing that could be undone");

    /// <summary>A name of the file's only schema.</summary>
    internal static ObjectName Name(string? name) => new(null, name ?? "");

    /// <summary>A name as it can stand in any statement.</summary>
    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static ImmutableArray<ObjectName> ObjectsOf(ImmutableArray<Effect> effects) =>
    [
        .. effects.Select(e => e switch
        {
            Effect.Reads x => x.Object,
            Effect.Creates x => x.Object,
            Effect.Alters x => x.Object,
            Effect.Drops x => x.Object,
            Effect.DestroysData x => x.Object,
            Effect.Rewrites x => x.Object,
            Effect.Scans x => x.Object,
            Effect.Locks x => x.Object,
            Effect.WritesRows x => x.Object,
            Effect.Grants x => x.Object,
            _ => (ObjectName?)null,
        }).OfType<ObjectName>().Distinct(),
    ];
}
