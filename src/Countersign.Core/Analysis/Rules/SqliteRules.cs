namespace Countersign.Analysis.Rules;

/// <summary>Remarks on SQLite statements that may run but are likely to hurt.</summary>
public static class SqliteRules
{
    /// <summary>ADD COLUMN … NOT NULL without a default.</summary>
    public static Rule NotNullWithoutDefault { get; } = new("SQ001", "A new column that must not be null has a default",
        "SQLite has no value to put into the rows that are there, so the statement fails as soon as there is one. On an empty "
        + "copy of the schema, as in most tests, it works.",
        "add `DEFAULT …`, or add the column without NOT NULL, fill it, and then `ALTER COLUMN … SET NOT NULL`");

    /// <summary>DROP COLUMN.</summary>
    public static Rule DropsColumn { get; } = new("SQ002", "A column is dropped only after nothing uses it any more",
        "SQLite writes every row of the table again without the column, and holds the file's only write lock meanwhile. Code "
        + "that is still running and names the column fails.",
        "deploy code that does not use the column first; on a large table choose a quiet hour");

    /// <summary>CREATE INDEX on a table that was there before.</summary>
    public static Rule IndexScans { get; } = new("SQ003", "An index on a large table is built in a quiet hour",
        "Building it reads every row. SQLite has one write lock for the whole file, so every other writer waits until the script "
        + "commits.",
        "put it in a script of its own and deploy that in a window");

    /// <summary>UPDATE or DELETE of all rows.</summary>
    public static Rule EveryRow { get; } = new("SQ004", "UPDATE and DELETE say which rows they mean",
        "Without WHERE, or with one that names no column, every row is changed.",
        "add a WHERE; if every row is meant, say so in a comment for whoever signs");

    /// <summary>RENAME.</summary>
    public static Rule Renames { get; } = new("SQ005", "A name that running code uses is not taken away",
        "The old name is gone with the commit; code that still uses it fails until it is deployed, and the new code failed before.",
        "add the new column or a view with the new name, move the code, and drop the old name later");

    /// <summary>DROP TABLE that cascades.</summary>
    public static Rule DropCascades { get; } = new("SQ006", "Dropping a table does not reach into others",
        "While foreign keys are enforced, DROP TABLE first deletes the table's rows, and that cascades: rebuilding a table "
        + "(create new, copy, drop old, rename) empties the tables that refer to it.",
        "begin the script with `PRAGMA foreign_keys = off;` when the table is built again; they are checked before it commits");

    /// <summary>INSERT OR REPLACE.</summary>
    public static Rule Replaces { get; } = new("SQ007", "A row is updated, not replaced",
        "REPLACE deletes the conflicting rows and inserts a new one: columns that the statement does not name lose their "
        + "values, foreign keys cascade, and delete triggers do not fire.",
        "use `INSERT … ON CONFLICT (…) DO UPDATE SET …`");

    /// <summary>VACUUM.</summary>
    public static Rule Vacuums { get; } = new("SQ008", "VACUUM is a decision",
        "It writes the whole file again under an exclusive lock and needs up to twice its size on disk.",
        "run it in a window, after checking the free space");

    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } =
        [NotNullWithoutDefault, DropsColumn, IndexScans, EveryRow, Renames, DropCascades, Replaces, Vacuums];
}
