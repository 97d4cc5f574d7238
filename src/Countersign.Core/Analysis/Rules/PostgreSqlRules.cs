using Countersign.Statements;

namespace Countersign.Analysis.Rules;

/// <summary>
/// Remarks on PostgreSQL statements that may run but are likely to hurt. Locks and scans are those of the chapters
/// "Explicit Locking" and "ALTER TABLE" of PostgreSQL's documentation.
/// </summary>
public static class PostgreSqlRules
{
    private const string Apart = $"in a script that starts with `{Script.NoTransactionDirective}`";

    /// <summary>CREATE INDEX.</summary>
    public static Rule IndexBlocksWrites { get; } = new("PG001", "An index is built concurrently",
        "CREATE INDEX reads the whole table, and every INSERT, UPDATE and DELETE on it waits until the script commits.",
        $"use `CREATE INDEX CONCURRENTLY` {Apart}");

    /// <summary>SET NOT NULL.</summary>
    public static Rule NotNullScans { get; } = new("PG002", "A column becomes NOT NULL only after that was proven",
        "SET NOT NULL reads every row under ACCESS EXCLUSIVE, which even readers wait for. A CHECK that is already valid and "
        + "says the same makes the scan needless; validating one keeps out neither readers nor writers.",
        $"add `CHECK (… IS NOT NULL) NOT VALID`, validate it, and then SET NOT NULL, each on its own {Apart}");

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

    /// <summary>ADD FOREIGN KEY.</summary>
    public static Rule ForeignKeyScans { get; } = new("PG006", "A foreign key is added NOT VALID and validated later",
        "Adding it checks every row while writes to both tables wait. NOT VALID holds for new rows at once, and VALIDATE "
        + "CONSTRAINT reads the old ones beside other work.",
        "add the constraint with `NOT VALID`, and `VALIDATE CONSTRAINT` in a script after it");

    /// <summary>ADD CHECK.</summary>
    public static Rule CheckScans { get; } = new("PG007", "A CHECK is added NOT VALID and validated later",
        "Adding it checks every row under ACCESS EXCLUSIVE, which even readers wait for. NOT VALID holds for new rows at once, "
        + "and VALIDATE CONSTRAINT reads the old ones beside other work.",
        "add the constraint with `NOT VALID`, and `VALIDATE CONSTRAINT` in a script after it");

    /// <summary>RENAME, SET SCHEMA.</summary>
    public static Rule TakesName { get; } = new("PG008", "A name that running code uses is not taken away",
        "The old name is gone with the commit; code that still uses it fails until it is deployed, and the new code failed before.",
        "add the new column or a view with the new name, move the code, and drop the old name later");

    /// <summary>UPDATE or DELETE of all rows.</summary>
    public static Rule EveryRow { get; } = new("PG009", "UPDATE and DELETE say which rows they mean",
        "Without WHERE, or with one that is always true, every row is changed and stays locked until the script commits.",
        "add a WHERE; if every row is meant, say so in a comment for whoever signs");

    /// <summary>ADD UNIQUE, ADD PRIMARY KEY.</summary>
    public static Rule ConstraintBuildsIndex { get; } = new("PG010", "A UNIQUE or PRIMARY KEY constraint takes an index that is there",
        "Adding it builds its index under ACCESS EXCLUSIVE: nobody reads or writes the table meanwhile.",
        $"use `CREATE UNIQUE INDEX CONCURRENTLY` {Apart}, and then add the constraint `USING INDEX`");

    /// <summary>TRUNCATE.</summary>
    public static Rule Truncates { get; } = new("PG011", "TRUNCATE is a decision",
        "Every row is gone, delete triggers do not fire, and ACCESS EXCLUSIVE keeps out even readers.",
        "make sure that a backup holds what may be needed again, or delete the rows that are meant");

    /// <summary>ADD COLUMN … NOT NULL without a default.</summary>
    public static Rule NotNullWithoutDefault { get; } = new("PG012", "A new column that must not be null has a default",
        "PostgreSQL has no value to put into the rows that are there, so the statement fails as soon as there is one. On an "
        + "empty copy of the schema, as in most tests, it works.",
        "add `DEFAULT …`, or add the column without NOT NULL, fill it, and then set it NOT NULL");

    /// <summary>DROP INDEX.</summary>
    public static Rule DropIndexBlocks { get; } = new("PG013", "An index is dropped concurrently",
        "DROP INDEX takes ACCESS EXCLUSIVE on the table: it waits for every query that is running, and all later ones wait behind it.",
        $"use `DROP INDEX CONCURRENTLY` {Apart}");

    /// <summary>VACUUM FULL, CLUSTER.</summary>
    public static Rule CopiesTable { get; } = new("PG014", "A table is not copied while it is in use",
        "VACUUM FULL and CLUSTER write the table and its indexes anew under ACCESS EXCLUSIVE, and need the space for both.",
        "use plain `VACUUM`, or run it in a window after checking the free space");

    /// <summary>REINDEX.</summary>
    public static Rule ReindexBlocks { get; } = new("PG016", "An index is rebuilt concurrently",
        "REINDEX keeps writers from the table until it is done, and every query that could use the index.",
        $"use `REINDEX … CONCURRENTLY` {Apart}");

    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        IndexBlocksWrites, NotNullScans, LosesData, TypeRewrites, AddColumnRewrites, ForeignKeyScans, CheckScans, TakesName,
        EveryRow, ConstraintBuildsIndex, Truncates, NotNullWithoutDefault, DropIndexBlocks, CopiesTable, ReindexBlocks,
    ];
}
