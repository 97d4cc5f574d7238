using Countersign.Statements;

namespace Countersign.Analysis.Rules;

/// <summary>
/// Remarks on PostgreSQL statements that wait, keep others waiting, or work long meanwhile. Locks and scans are those of the chapters "Explicit Locking" and "ALTER TABLE" of
/// PostgreSQL's documentation.
/// </summary>
public static class PostgreSqlLockRules
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

    /// <summary>ADD UNIQUE, ADD PRIMARY KEY.</summary>
    public static Rule ConstraintBuildsIndex { get; } = new("PG010", "A UNIQUE or PRIMARY KEY constraint takes an index that is there",
        "Adding it builds its index under ACCESS EXCLUSIVE: nobody reads or writes the table meanwhile.",
        $"use `CREATE UNIQUE INDEX CONCURRENTLY` {Apart}, and then add the constraint `USING INDEX`");

    /// <summary>DROP INDEX.</summary>
    public static Rule DropIndexBlocks { get; } = new("PG013", "An index is dropped concurrently",
        "DROP INDEX takes ACCESS EXCLUSIVE on the table: it waits for every query that is running, and all later ones wait behind it.",
        $"use `DROP INDEX CONCURRENTLY` {Apart}");

    /// <summary>VACUUM FULL, CLUSTER.</summary>
    public static Rule CopiesTable { get; } = new("PG014", "A table is not copied while it is in use",
        "VACUUM FULL and CLUSTER write the table and its indexes anew under ACCESS EXCLUSIVE, and need the space for both.",
        "use plain `VACUUM`, or run it in a window after checking the free space");

    /// <summary>SET lock_timeout = 0.</summary>
    public static Rule WaitsForEver { get; } = new("PG015", "A script does not turn lock_timeout off",
        "Countersign sets a lock_timeout and tries again, because a statement that waits for a strong lock keeps everybody behind it "
        + "waiting too. With zero it would wait without end.",
        "remove it, or set a time that production can wait");

    /// <summary>REINDEX.</summary>
    public static Rule ReindexBlocks { get; } = new("PG016", "An index is rebuilt concurrently",
        "REINDEX keeps writers from the table until it is done, and every query that could use the index.",
        $"use `REINDEX … CONCURRENTLY` {Apart}");

    /// <summary>More work under ACCESS EXCLUSIVE.</summary>
    public static Rule WorksUnderLock { get; } = new("PG017", "Nothing slow follows a statement that keeps everybody out",
        "A script is one transaction, and its locks are held to the end. Once one of its statements has taken ACCESS EXCLUSIVE, not "
        + "even readers use that table until the last statement is done.",
        "put the slow statement first, or into a script of its own");

    /// <summary>ALTER TABLE again.</summary>
    public static Rule SeveralAlters { get; } = new("PG018", "Changes of one table stand in one ALTER TABLE",
        "Each ALTER TABLE that scans or rewrites goes through the table again; PostgreSQL does all changes of one statement in one go.",
        "write the changes as one ALTER TABLE, separated by commas");

    /// <summary>ADD EXCLUDE.</summary>
    public static Rule ExclusionBuildsIndex { get; } = new("PG019", "An exclusion constraint is made with its table",
        "Adding it builds its index under ACCESS EXCLUSIVE, and PostgreSQL has no way to build that index beforehand.",
        "add it in a window, or check the rule in a trigger until the table can be replaced");

    /// <summary>ADD PRIMARY KEY USING INDEX.</summary>
    public static Rule KeyMayBeNull { get; } = new("PG020", "The columns of a primary key are NOT NULL before it is added",
        "ADD PRIMARY KEY USING INDEX sets columns NOT NULL that are not, and for that reads every row under ACCESS EXCLUSIVE.",
        "make the columns NOT NULL first, as PG002 says");

    /// <summary>ADD … NOT VALID and VALIDATE in one transaction.</summary>
    public static Rule ValidatesUnderLock { get; } = new("PG021", "A constraint is validated in another transaction than it was added in",
        "The lock that adding the constraint took is held until the script commits, so validating it there reads every row under the "
        + "strong lock that NOT VALID was to avoid.",
        "validate it in a script of its own");

    /// <summary>CREATE INDEX CONCURRENTLY IF NOT EXISTS.</summary>
    public static Rule HidesInvalid { get; } = new("PG036", "An index that is built concurrently must not be there before",
        "A build that failed leaves an invalid index of that name. IF NOT EXISTS takes it for the index, and nothing is ever built. "
        + "Countersign finds out by itself whether the index is there and whole.",
        "remove IF NOT EXISTS");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        IndexBlocksWrites, NotNullScans, ForeignKeyScans, CheckScans, ConstraintBuildsIndex, DropIndexBlocks,
        CopiesTable, WaitsForEver, ReindexBlocks, WorksUnderLock, SeveralAlters, ExclusionBuildsIndex, KeyMayBeNull,
        ValidatesUnderLock, HidesInvalid,
    ];
}
