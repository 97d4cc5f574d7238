using static Countersign.Statements.Sqlite.SqliteMeaning;

namespace Countersign.Statements.Sqlite;

/// <summary>What CREATE statements do, and how each is undone.</summary>
internal static class SqliteCreations
{
    /// <summary>Modules that come with SQLite and keep all they store in the same file.</summary>
    internal static readonly ImmutableHashSet<string> KnownModules = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase,
        "fts3", "fts4", "fts5", "rtree", "rtree_i32", "geopoly");

    internal static (ImmutableArray<Effect> Effects, Reversal Reversal) Of(SqliteStatement statement)
    {
        var (name, _) = statement.Subject();
        var type = statement.Kind[(statement.Kind.LastIndexOf(' ') + 1)..].ToLowerInvariant();
        ImmutableArray<Effect> effects = statement.Kind switch
        {
            "CREATE TABLE" => Table(statement, name),
            "CREATE VIRTUAL TABLE" => [VirtualTable(statement, name)],
            "CREATE INDEX" => Index(statement, name),
            "CREATE VIEW" => [new Effect.Creates(Name(name), "view")],
            _ => Trigger(statement, name),
        };
        return (effects, Undo(statement, type, name));
    }

    private static Reversal Undo(SqliteStatement statement, string type, string name) =>
        statement.Before.Find(type, name) is null
            ? new Reversal.By($"DROP {type.ToUpperInvariant()} {Quote(name)};")
            : new Reversal.Irreversible(
                $"{type} `{name}` exists already: the statement changes nothing, and undoing it would remove what was there");

    private static ImmutableArray<Effect> Table(SqliteStatement statement, string name)
    {
        var copies = statement.IndexAtTop(0, "SELECT", "WITH", "VALUES") > 0;
        var effects = ImmutableArray.Create<Effect>(new Effect.Creates(Name(name), "table"));
        return copies
            ? [.. effects, new Effect.WritesRows(Name(name), "insert"), .. SqliteRowChanges.Reads(statement)]
            : effects;
    }

    private static Effect VirtualTable(SqliteStatement statement, string name)
    {
        var module = statement.First(SqliteActionCode.CreateVirtualTable)?.Second ?? "";
        return KnownModules.Contains(module)
            ? new Effect.Creates(Name(name), $"virtual table ({module.ToLowerInvariant()})")
            : new Effect.Opaque($"virtual table `{name}` is made by module `{module}`, which may do anything");
    }

    private static ImmutableArray<Effect> Index(SqliteStatement statement, string name)
    {
        var on = statement.IndexAtTop(0, "ON");
        var table = Name(statement.Tokens[on + 1].Value);
        return
        [
            new Effect.Creates(Name(name), "index"),
            new Effect.Scans(table, "building the index reads every row"),
        ];
    }

    private static ImmutableArray<Effect> Trigger(SqliteStatement statement, string name)
    {
        var table = statement.First(SqliteActionCode.CreateTrigger)?.Second ?? "";
        return
        [
            new Effect.Creates(Name(name), "trigger"),
            new Effect.Alters(Name(table), $"adds trigger {name}"),
            new Effect.RunsCode($"trigger {name} will run on changes of {table}"),
        ];
    }
}
