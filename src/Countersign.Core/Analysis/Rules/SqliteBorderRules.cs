namespace Countersign.Analysis.Rules;

/// <summary>
/// What no SQLite script may do, whoever signs it. The reader refuses by these rules and the executor enforces them
/// inside SQLite.
/// </summary>
public static class SqliteBorderRules
{
    /// <summary>ATTACH, DETACH, VACUUM INTO.</summary>
    public static Rule OtherFiles { get; } = new("SQ101", "A script keeps to the target's own file",
        "ATTACH and VACUUM INTO create or overwrite any file that the executor's account can write. Only one file was reviewed.",
        "keep to the target's own file; move data between files outside of migrations");

    /// <summary>load_extension and its like.</summary>
    public static Rule OutwardFunction { get; } = new("SQ102", "A script calls nothing that reaches out of the file",
        "`load_extension` runs native code inside the executor. A trigger or view that names such a function would run it later, "
        + "in whoever opens the file.", "remove the call");

    /// <summary>Pragmas that are not on the list.</summary>
    public static Rule Pragma { get; } = new("SQ103", "A script uses only pragmas that are known to be safe",
        "Pragmas switch off what protects the file (`writable_schema`, `journal_mode`, `synchronous`) or change how later "
        + "statements are read (`recursive_triggers`, `case_sensitive_like`). Allowed are those that only read, "
        + "`user_version = …`, `application_id = …`, `defer_foreign_keys = …`, `optimize`, and a leading `foreign_keys = off`.",
        "remove it; settings of the file or the session are the operator's");

    /// <summary>BEGIN, COMMIT, ROLLBACK, SAVEPOINT.</summary>
    public static Rule Transaction { get; } = new("SQ104", "The transaction belongs to the executor",
        "A script runs in one transaction whose last row is the marker that proves that it committed. A COMMIT in the middle would "
        + "make half of it permanent without a marker.",
        "remove BEGIN, COMMIT, ROLLBACK and SAVEPOINT; a script runs in one transaction by itself");

    /// <summary>Temporary objects.</summary>
    public static Rule Temporary { get; } = new("SQ105", "A script makes no temporary objects",
        "SQLite looks for names among temporary objects first, so a temporary table takes the place of the real one that the "
        + "reviewer sees, and a temporary trigger runs on it unseen.",
        "use an ordinary table and drop it in the same script, or a common table expression");

    /// <summary>Names with our prefix.</summary>
    public static Rule OwnRecords { get; } = new("SQ106", "Names that begin with `countersign_` are the executor's",
        "They hold the markers and the list of applied scripts. SQLite has no rights that could protect them from a script.",
        "use another name");

    /// <summary>Commands of the sqlite3 shell.</summary>
    public static Rule ShellCommand { get; } = new("SQ108", "A script holds SQL, not commands of the sqlite3 shell",
        "Lines such as `.read` or `.import` are read by the shell alone; the executor sends statements.",
        "remove the line; only statements run");

    /// <summary>Does not compile.</summary>
    public static Rule Compiles { get; } = new("SQ109", "SQLite can compile every statement",
        "A statement that does not compile on the schema which the scripts before it build would fail in production, or mean "
        + "something else there. What cannot be read is never safe.",
        "correct it; names are resolved against the schema that the scripts before it build");

    /// <summary>Too much to read.</summary>
    public static Rule Work { get; } = new("SQ110", "A statement takes little work to read",
        "Definitions are run on a copy of the schema without rows, with bounds on work and memory. What exceeds them there, where "
        + "there is nothing to do, is made to.",
        "split it, or write the rows as plain INSERTs");

    /// <summary>Bound parameters.</summary>
    public static Rule Parameter { get; } = new("SQ111", "A statement has no parameters",
        "Nothing gives `?1` or `:name` a value when a script runs; SQLite would take NULL.", "write the value itself");

    /// <summary>VACUUM in a transaction.</summary>
    public static Rule RunsAlone { get; } = new("SQ112", "VACUUM stands in a script without transaction",
        "SQLite refuses it inside a transaction, so the whole script would fail.",
        $"move it to a script of its own that begins with `{Statements.Script.NoTransactionDirective}`");

    /// <summary>foreign_keys = off, too late.</summary>
    public static Rule ForeignKeysFirst { get; } = new("SQ113", "`foreign_keys = off` is the first statement of its script",
        "Inside a transaction SQLite ignores it silently: a table that is then dropped and built again takes the rows that "
        + "refer to it along. As the first statement of a transactional script it is sent before the transaction begins.",
        "make it the first statement of a transactional script; foreign keys are checked before it commits, and on again after it");

    /// <summary>The schema cannot be built.</summary>
    public static Rule History { get; } = new("SQ115", "The scripts on the base branch build the schema",
        "What a statement touches is known from the schema that the earlier scripts build. When one of them fails, nothing can be "
        + "told about the change.",
        "repair that script, or add what was done by hand as a script and declare it a baseline");

    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        OtherFiles, OutwardFunction, Pragma, Transaction, Temporary, OwnRecords, ShellCommand, Compiles, Work, Parameter,
        RunsAlone, ForeignKeysFirst, History,
    ];
}
