namespace Countersign.Analysis.Rules;

/// <summary>Remarks on T-SQL that loses data or the checks on it.</summary>
public static class SqlServerDataRules
{
    /// <summary>ADD column NOT NULL without a default.</summary>
    public static Rule NotNullWithoutDefault { get; } = new("MS010", "A new column that must not be null has a default",
        "The server has no value for the rows that are there, so the statement fails as soon as there is one. On an empty "
        + "database, as in most tests, it works.",
        "add a DEFAULT constraint, or add the column without NOT NULL, fill it, and then make it NOT NULL");

    /// <summary>DROP TABLE, DROP COLUMN.</summary>
    public static Rule LosesData { get; } = new("MS011", "What is dropped was emptied of meaning first",
        "The rows or values are gone with the commit, and only a restore of the whole database brings them back. Code "
        + "that is still running and names them fails.",
        "deploy code that does not use it first; keep a copy or rename it for some time");

    /// <summary>UPDATE or DELETE of all rows.</summary>
    public static Rule EveryRow { get; } = new("MS012", "UPDATE and DELETE say which rows they mean",
        "Without WHERE, or with one that names no column, every row is changed in one transaction. At about 5,000 locks "
        + "the server takes the whole table instead (lock escalation), and the log holds every row until the end.",
        "add a WHERE, and change many rows with TOP in batches; if every row is meant, say so in a comment for whoever "
        + "signs");

    /// <summary>TRUNCATE TABLE.</summary>
    public static Rule Truncates { get; } = new("MS013", "TRUNCATE is a decision",
        "Every row is gone, no trigger runs, the identity starts again, and Sch-M keeps everybody out.",
        "delete in batches what has to go");

    /// <summary>sp_rename, ALTER SCHEMA TRANSFER.</summary>
    public static Rule Renames { get; } = new("MS014", "A name that running code uses is not taken away",
        "The server changes the name and nothing that uses it: procedures and views keep the old one and fail when they "
        + "run, and so does code that is still running. A transfer drops the rights on the object as well.",
        "add the new column, or a synonym or view with the old name; move the code; drop the old name later");

    /// <summary>DISABLE TRIGGER.</summary>
    public static Rule DisablesTriggers { get; } = new("MS015", "Triggers stay on",
        "What a trigger audits or copies is missing for the rows written meanwhile, and it stays off until somebody turns "
        + "it on.",
        "enable it in the same script; better, let the trigger tell by itself what to leave alone");

    /// <summary>NOCHECK CONSTRAINT.</summary>
    public static Rule StopsChecking { get; } = new("MS016", "Constraints stay on",
        "Rows that break the constraint get in, by the application too, and nothing finds them until it is checked again.",
        "leave it on; where rows must be loaded out of order, turn it on with `WITH CHECK CHECK CONSTRAINT` in the same "
        + "script");

    /// <summary>ALTER INDEX DISABLE.</summary>
    public static Rule DisablesIndex { get; } = new("MS017", "An index is dropped or kept, not disabled",
        "A disabled index is gone until it is rebuilt, and a unique one checks nothing. With a disabled clustered index "
        + "nobody can read the table.",
        "drop the index, or rebuild it in the same script");

    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        NotNullWithoutDefault, LosesData, EveryRow, Truncates, Renames, DisablesTriggers, StopsChecking,
        DisablesIndex
    ];
}
