namespace Countersign.Analysis.Rules;

/// <summary>Remarks on T-SQL that makes others wait.</summary>
public static class SqlServerLockRules
{
    /// <summary>CREATE INDEX without ONLINE.</summary>
    public static Rule IndexOffline { get; } = new("MS001", "An index on a table in use is built online",
        "Without `ONLINE = ON` a nonclustered index is built under a shared table lock, which stops every write, and a "
        + "clustered one under Sch-M, which stops everybody. It lasts as long as the table is large.",
        "add `WITH (ONLINE = ON)` where the edition has it (Enterprise, Azure); elsewhere run it in a window");

    /// <summary>REBUILD without ONLINE.</summary>
    public static Rule RebuildOffline { get; } = new("MS002", "An index or table in use is rebuilt online",
        "Offline, a rebuild holds Sch-M: nobody reads or writes until it is done.",
        "add `WITH (ONLINE = ON)`, or REORGANIZE, which always lets others work");

    /// <summary>ADD column with a default.</summary>
    public static Rule FillsColumn { get; } = new("MS003", "A new column with a default is cheap only in some editions",
        "Enterprise and Azure keep a default that is the same for all rows in the catalogue. Other editions, and every "
        + "edition for `NEWID()` and the like, write each row under Sch-M, and log it.",
        "add the column without NOT NULL, fill it in batches, then make it NOT NULL; or do it in a window");

    /// <summary>ALTER COLUMN.</summary>
    public static Rule AlterColumnBlocks { get; } = new("MS004", "A column is not converted under a lock that everybody waits for",
        "Unless the old type is stored alike, ALTER COLUMN writes every row, and for NOT NULL it reads every row, under "
        + "Sch-M.",
        "add a new column, copy in batches and switch; or add `WITH (ONLINE = ON)`; a longer varchar alone is quick");

    /// <summary>ADD FOREIGN KEY or CHECK.</summary>
    public static Rule ChecksRows { get; } = new("MS005", "A constraint is added first and proved later",
        "Adding a foreign key or CHECK reads every row while Sch-M keeps everybody out, from the referenced table too.",
        "add it `WITH NOCHECK`, and in a later script run `WITH CHECK CHECK CONSTRAINT`");

    /// <summary>WITH NOCHECK that stays.</summary>
    public static Rule NotTrusted { get; } = new("MS006", "A constraint that was not checked is checked some time",
        "After WITH NOCHECK the constraint is not trusted (`sys.foreign_keys.is_not_trusted`): rows that break it may be "
        + "there, and the optimizer does not use it. CHECK CONSTRAINT without WITH CHECK leaves it so.",
        "follow with `ALTER TABLE … WITH CHECK CHECK CONSTRAINT …` in a quiet hour");

    /// <summary>ADD PRIMARY KEY or UNIQUE.</summary>
    public static Rule KeyOffline { get; } = new("MS007", "The index of a key is built online",
        "Adding a primary key or unique constraint builds an index under Sch-M; a clustered one moves every row.",
        "add `WITH (ONLINE = ON)` to the constraint, or run it in a window");

    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        IndexOffline, RebuildOffline, FillsColumn, AlterColumnBlocks, ChecksRows, NotTrusted, KeyOffline
    ];
}
