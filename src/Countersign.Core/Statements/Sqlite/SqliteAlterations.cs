using static Countersign.Statements.Sqlite.SqliteMeaning;

namespace Countersign.Statements.Sqlite;

/// <summary>
/// What ALTER TABLE does, by its grammar (https://sqlite.org/lang_altertable.html), and how it is undone.
/// </summary>
internal static class SqliteAlterations
{
    internal static (ImmutableArray<Effect> Effects, Reversal Reversal) Of(SqliteStatement statement)
    {
        var (table, at) = statement.Subject();
        return (statement.Word(at), statement.Word(at + 1)) switch
        {
            ("RENAME", "TO") when At(statement, at + 2) is { } to => RenameTable(table, to),
            ("RENAME", "COLUMN") => RenameColumn(statement, table, at + 2),
            ("RENAME", _) => RenameColumn(statement, table, at + 1),
            ("ADD", "CONSTRAINT") when At(statement, at + 2) is { } name => AddConstraint(table, name),
            ("ADD", "CHECK") => AddCheck(table),
            ("ADD", "COLUMN") when At(statement, at + 2) is { } column => AddColumn(statement, table, column),
            ("ADD", _) when At(statement, at + 1) is { } column => AddColumn(statement, table, column),
            ("DROP", "CONSTRAINT") when At(statement, at + 2) is { } name => DropConstraint(table, name),
            ("DROP", "COLUMN") when At(statement, at + 2) is { } column => DropColumn(statement, table, column),
            ("DROP", _) when At(statement, at + 1) is { } column => DropColumn(statement, table, column),
            ("ALTER", "COLUMN") when At(statement, at + 2) is { } column => NotNull(statement, table, column, at + 3),
            ("ALTER", _) when At(statement, at + 1) is { } column => NotNull(statement, table, column, at + 2),
            _ => ([new Effect.Opaque($"this form of ALTER TABLE on `{table}` is not known")], Unknown),
        };
    }

    private static Reversal Unknown { get; } = new Reversal.Irreversible("its effects are not known");

    private static string? At(SqliteStatement statement, int index) =>
        index < statement.Tokens.Length && statement.Tokens[index].CanName ? statement.Tokens[index].Value : null;

    private static (ImmutableArray<Effect>, Reversal) RenameTable(string table, string to) => (
        [new Effect.Alters(Name(table), $"renames it to {to}"), new Effect.Creates(Name(to), "table (by renaming)")],
        new Reversal.By($"ALTER TABLE {Quote(to)} RENAME TO {Quote(table)};"));

    private static (ImmutableArray<Effect>, Reversal) RenameColumn(SqliteStatement statement, string table, int at) =>
        At(statement, at) is { } column && statement.Word(at + 1) is "TO" && At(statement, at + 2) is { } to
            ? ([new Effect.Alters(Name(table), $"renames column {column} to {to}")],
               new Reversal.By($"ALTER TABLE {Quote(table)} RENAME COLUMN {Quote(to)} TO {Quote(column)};"))
            : ([new Effect.Opaque($"this form of RENAME on `{table}` is not known")], Unknown);

    /// <summary>A CHECK, a foreign key with a default, or a NOT NULL makes SQLite look at the rows there are.</summary>
    private static (ImmutableArray<Effect>, Reversal) AddColumn(SqliteStatement statement, string table, string column)
    {
        var looks = statement.Actions.Any(a => a.Code is SqliteActionCode.Read
            && (a.Table == table || a.Table == "pragma_quick_check"));
        return (
        [
            new Effect.Alters(Name(table), $"adds column {column}"),
            .. looks
                ? [new Effect.Scans(Name(table), "its rows are checked against the new column's constraints")]
                : ImmutableArray<Effect>.Empty,
        ], new Reversal.By($"ALTER TABLE {Quote(table)} DROP COLUMN {Quote(column)};"));
    }

    private static (ImmutableArray<Effect>, Reversal) DropColumn(SqliteStatement statement, string table, string column) => (
    [
        new Effect.Alters(Name(table), $"drops column {column}"),
        new Effect.DestroysData(Name(table), $"drops column {column}"),
        new Effect.Rewrites(Name(table), "every row is written again without the column"),
        .. SqliteRowChanges.Cascades(statement, table),
    ], new Reversal.Irreversible($"the values of `{table}.{column}` would be gone"));

    private static (ImmutableArray<Effect>, Reversal) AddConstraint(string table, string name) => (
        [new Effect.Alters(Name(table), $"adds constraint {name}"), Checked(table)],
        new Reversal.By($"ALTER TABLE {Quote(table)} DROP CONSTRAINT {Quote(name)};"));

    private static (ImmutableArray<Effect>, Reversal) AddCheck(string table) => (
        [new Effect.Alters(Name(table), "adds a constraint without a name"), Checked(table)],
        new Reversal.Irreversible("a constraint without a name cannot be dropped; give it one"));

    private static (ImmutableArray<Effect>, Reversal) DropConstraint(string table, string name) => (
        [new Effect.Alters(Name(table), $"drops constraint {name}")],
        new Reversal.Irreversible($"rows that violate `{name}` may come in before it is restored"));

    private static (ImmutableArray<Effect>, Reversal) NotNull(SqliteStatement statement, string table, string column, int at)
    {
        var back = $"ALTER TABLE {Quote(table)} ALTER COLUMN {Quote(column)}";
        return (statement.Word(at), statement.Word(at + 1)) switch
        {
            ("SET", "NOT") => ([new Effect.Alters(Name(table), $"makes column {column} not null"), Checked(table)],
                new Reversal.By($"{back} DROP NOT NULL;")),
            ("DROP", "NOT") => ([new Effect.Alters(Name(table), $"lets column {column} be null")],
                new Reversal.Irreversible("nulls may come in before the constraint is restored")),
            _ => ([new Effect.Opaque($"this form of ALTER COLUMN on `{table}` is not known")], Unknown),
        };
    }

    private static Effect.Scans Checked(string table) => new(Name(table), "every row is checked");
}
