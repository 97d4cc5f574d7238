using static Countersign.Statements.Sqlite.SqliteMeaning;

namespace Countersign.Statements.Sqlite;

/// <summary>
/// What INSERT, UPDATE, DELETE and REPLACE do: to their table, and through triggers and foreign keys to others.
/// </summary>
internal static class SqliteRowChanges
{
    private static readonly ImmutableArray<string> ConstantWords =
        ["TRUE", "FALSE", "NULL", "NOT", "AND", "OR", "IS", "BETWEEN", "IN", "LIKE"];

    internal static (ImmutableArray<Effect> Effects, Reversal Reversal) Of(SqliteStatement statement)
    {
        var target = statement.First(SqliteActionCode.Insert, SqliteActionCode.Update, SqliteActionCode.Delete)?.First ?? "";
        var replaces = statement.Kind is "REPLACE" || IsInsertOrReplace(statement);
        ImmutableArray<Effect> effects =
        [
            .. Written(statement, a => a.Source is null && Same(a.Table, target)),
            .. replaces ? [new Effect.WritesRows(Name(target), "replace")] : ImmutableArray<Effect>.Empty,
            .. statement.Kind is "DELETE" && TakesEveryRow(statement)
                ? [new Effect.DestroysData(Name(target), "deletes every row")]
                : ImmutableArray<Effect>.Empty,
            .. Cascades(statement, target),
            .. Fired(statement),
            .. Unreadable(statement),
            .. Reads(statement).Where(r => !Same(r.Object.Name, target)),
        ];
        return (effects, new Reversal.Irreversible("the statement alone does not tell what the rows were before"));
    }

    /// <summary>What it reads, but SQLite's own tables and those that a virtual table keeps its content in.</summary>
    internal static ImmutableArray<Effect.Reads> Reads(SqliteStatement statement) =>
    [
        .. statement.Actions.Where(a => a.Code is SqliteActionCode.Read && !a.IsOnOwnTable)
            .Select(a => a.Table!).Where(t => !IsShadow(statement, t))
            .Distinct(StringComparer.OrdinalIgnoreCase).Select(t => new Effect.Reads(Name(t))),
    ];

    /// <summary>Rows of other tables that foreign keys of the statement's table delete or update.</summary>
    internal static ImmutableArray<Effect> Cascades(SqliteStatement statement, string target) =>
        Written(statement, a => a.Source is null && !Same(a.Table, target));

    /// <summary>True for UPDATE and DELETE whose WHERE is absent or names no column.</summary>
    internal static bool TakesEveryRow(SqliteStatement statement)
    {
        var verb = statement.MainVerb();
        var where = statement.IndexAtTop(verb, "WHERE");
        if (where < 0) return true;
        var end = statement.IndexAtTop(where, "RETURNING", "ORDER", "LIMIT");
        var condition = statement.Tokens[(where + 1)..(end < 0 ? statement.Tokens.Length : end)];
        return condition.All(t => t.Kind is SqliteTokenKind.Mark or SqliteTokenKind.Literal or SqliteTokenKind.Text
            || ConstantWords.Any(t.Is));
    }

    private static bool IsShadow(SqliteStatement statement, string table) =>
        table.LastIndexOf('_') is var at and > 0 && statement.Before.Find("table", table[..at])?.Module is not null;

    private static bool IsInsertOrReplace(SqliteStatement statement) =>
        statement.MainVerb() is var verb and >= 0 && statement.Word(verb + 1) is "OR" && statement.Word(verb + 2) is "REPLACE";

    private static ImmutableArray<Effect> Written(SqliteStatement statement, Func<SqliteAction, bool> which) =>
    [
        .. statement.Actions.Where(a => !a.IsOnOwnTable || statement.Kind is "INSERT" or "UPDATE" or "DELETE" or "REPLACE")
            .Where(which).Select(Write).OfType<Effect>().Distinct(),
    ];

    private static Effect.WritesRows? Write(SqliteAction action) => action.Code switch
    {
        SqliteActionCode.Insert => new(Name(action.First), "insert"),
        SqliteActionCode.Update => new(Name(action.First), "update"),
        SqliteActionCode.Delete => new(Name(action.First), "delete"),
        _ => null,
    };

    /// <summary>
    /// SQLite names the innermost trigger or view of an access; only the former are in the schema as triggers.
    /// </summary>
    private static IEnumerable<Effect> Fired(SqliteStatement statement)
    {
        var triggers = statement.Actions
            .Select(a => statement.Before.Find("trigger", a.Source)).OfType<SqliteObject>().Distinct();
        return triggers.Select(t => new Effect.RunsCode($"trigger {t.Name} of {t.Table} fires"))
            .Concat(Written(statement, a => a.Source is not null));
    }

    private static IEnumerable<Effect> Unreadable(SqliteStatement statement) =>
        statement.Actions.Where(a => a.Code is SqliteActionCode.Insert or SqliteActionCode.Update or SqliteActionCode.Delete)
            .Select(a => statement.Before.Find("table", a.Table)).OfType<SqliteObject>().Distinct()
            .Where(t => t.Module is { } module && !SqliteCreations.KnownModules.Contains(module))
            .Select(t => new Effect.Opaque($"`{t.Name}` is a virtual table: its module `{t.Module}` may do anything"));

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
