using static Countersign.Statements.Sqlite.SqliteMeaning;

namespace Countersign.Statements.Sqlite;

/// <summary>What DROP statements do, and how each is undone.</summary>
internal static class SqliteRemovals
{
    internal static (ImmutableArray<Effect> Effects, Reversal Reversal) Of(SqliteStatement statement)
    {
        var (name, _) = statement.Subject();
        var type = statement.Word(1).ToLowerInvariant();
        return type is "table" ? Table(statement, name) : Definition(statement, type, name);
    }

    /// <summary>
    /// While foreign keys are enforced, dropping a table first deletes its rows, which cascades
    /// (https://sqlite.org/foreignkeys.html, section 5).
    /// </summary>
    private static (ImmutableArray<Effect>, Reversal) Table(SqliteStatement statement, string name) => (
    [
        new Effect.Drops(Name(name), "table"),
        new Effect.DestroysData(Name(name), "drops it with all its rows"),
        .. statement.Before.On(name, "index").Where(i => i.Sql is not null).Select(i => new Effect.Drops(Name(i.Name), "index")),
        .. statement.Before.On(name, "trigger").Select(t => new Effect.Drops(Name(t.Name), "trigger")),
        .. SqliteRowChanges.Cascades(statement, name),
    ], new Reversal.Irreversible($"the rows of `{name}` would be gone"));

    private static (ImmutableArray<Effect>, Reversal) Definition(SqliteStatement statement, string type, string name)
    {
        ImmutableArray<SqliteObject> triggers = type is "view" ? [.. statement.Before.On(name, "trigger")] : [];
        var dropped = statement.Before.Find(type, name);
        ImmutableArray<Effect> effects =
        [
            new Effect.Drops(Name(name), type),
            .. triggers.Select(t => new Effect.Drops(Name(t.Name), "trigger")),
            .. dropped is not null && type is not "view"
                ? [new Effect.Alters(Name(dropped.Table), $"removes {type} {name}")]
                : ImmutableArray<Effect>.Empty,
        ];
        return (effects, dropped?.Sql is null
            ? new Reversal.Irreversible($"{type} `{name}` is not in the schema that the scripts before this build")
            : new Reversal.By(string.Join('\n', triggers.Prepend(dropped).Select(o => o.Sql + ";"))));
    }
}
