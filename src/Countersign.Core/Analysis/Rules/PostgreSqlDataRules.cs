namespace Countersign.Analysis.Rules;

/// <summary>
/// Remarks on PostgreSQL statements that lose data, change every row, or break code that is running. Locks and scans are those of the chapters "Explicit Locking" and "ALTER TABLE" of
/// PostgreSQL's documentation.
/// </summary>
public static class PostgreSqlDataRules
{
    /// <summary>DROP TABLE, DROP COLUMN.</summary>
    public static Rule LosesData { get; } = new("PG003", "A table or column is dropped only after nothing needs it any more",
        "The values are gone with the commit; only a backup brings them back. Code that is still running and names the table "
        + "or column fails.",
        "deploy code that does not use it first, and make sure that a backup holds what may be needed again");

    /// <summary>ALTER COLUMN … TYPE.</summary>
    public static Rule TypeRewrites { get; } = new("PG004", "A column keeps its type while code uses it",
        "Most changes of type write the table and its indexes anew under ACCESS EXCLUSIVE: nobody reads or writes the table "
        + "meanwhile. A few, such as a longer varchar, do not; which, depends on the type that is there.",
        "add a column of the new type, fill it in batches, move the code, and drop the old column later");

    /// <summary>ADD COLUMN with a value for each row.</summary>
    public static Rule AddColumnRewrites { get; } = new("PG005", "A new column needs no value of its own in each row",
        "A constant default is stored once. A volatile default, an identity, a serial or a stored generated column is computed "
        + "for every row, and the table is written anew under ACCESS EXCLUSIVE.",
        "add the column without it, set the default for new rows, and fill the old ones in batches");

    /// <summary>RENAME, SET SCHEMA.</summary>
    public static Rule TakesName { get; } = new("PG008", "A name that running code uses is not taken away",
        "The old name is gone with the commit; code that still uses it fails until it is deployed, and the new code failed before.",
        "add the new column or a view with the new name, move the code, and drop the old name later");

    /// <summary>UPDATE or DELETE of all rows.</summary>
    public static Rule EveryRow { get; } = new("PG009", "UPDATE and DELETE say which rows they mean",
        "Without WHERE, or with one that is always true, every row is changed and stays locked until the script commits.",
        "add a WHERE; if every row is meant, say so in a comment for whoever signs");

    /// <summary>TRUNCATE.</summary>
    public static Rule Truncates { get; } = new("PG011", "TRUNCATE is a decision",
        "Every row is gone, delete triggers do not fire, and ACCESS EXCLUSIVE keeps out even readers.",
        "make sure that a backup holds what may be needed again, or delete the rows that are meant");

    /// <summary>ADD COLUMN … NOT NULL without a default.</summary>
    public static Rule NotNullWithoutDefault { get; } = new("PG012", "A new column that must not be null has a default",
        "PostgreSQL has no value to put into the rows that are there, so the statement fails as soon as there is one. On an "
        + "empty copy of the schema, as in most tests, it works.",
        "add `DEFAULT …`, or add the column without NOT NULL, fill it, and then set it NOT NULL");

    /// <summary>DROP NOT NULL.</summary>
    public static Rule LetsBeNull { get; } = new("PG023", "NOT NULL is dropped only after readers expect nulls",
        "Code that is running relies on a value in every row. The first null breaks it, perhaps long after the deployment.",
        "deploy code that handles nulls first");

    /// <summary>DROP DATABASE.</summary>
    public static Rule DropsDatabase { get; } = new("PG024", "A database is not dropped by a migration",
        "Everything in it is gone, outside of any transaction, and only a backup brings it back.",
        "have an administrator do it by hand");

    /// <summary>TRUNCATE … CASCADE.</summary>
    public static Rule TruncatesMore { get; } = new("PG025", "TRUNCATE names every table that it empties",
        "CASCADE empties every table that refers to the named ones, and those that refer to them. The statement does not say which.",
        "name the tables, without CASCADE");

    /// <summary>A name of more than 63 bytes.</summary>
    public static Rule CutsName { get; } = new("PG035", "A name has at most 63 bytes",
        "PostgreSQL cuts longer names without an error. Two names may become one, and the object is not called what was reviewed.",
        "shorten the name");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        LosesData, TypeRewrites, AddColumnRewrites, TakesName, EveryRow, Truncates, NotNullWithoutDefault, LetsBeNull,
        DropsDatabase, TruncatesMore, CutsName,
    ];
}
