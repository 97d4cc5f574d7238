namespace Countersign.Analysis.Rules;

/// <summary>What refuses a PostgreSQL script, whoever would sign it.</summary>
public static class PostgreSqlReadingRules
{
    /// <summary>Syntax.</summary>
    public static Rule Syntax { get; } = new("PG901", "A script is PostgreSQL of the server's major version",
        "The script is read by the parser of the target's own major version. What that parser does not accept, the server "
        + "would not either; and the same text can mean different things to two majors (`SELECT 1_000`).",
        "correct it, or set `server_version` of the target to the server's major");

    /// <summary>Depth, size, time.</summary>
    public static Rule Limits { get; } = new("PG902", "A script can be read within limits",
        "Text that is nested too deeply or is too large can bring a parser down. Then nothing is known about it, and what "
        + "cannot be read does not run (INV-15, INV-37).",
        "split the script, or write it flatter");

    /// <summary>psql.</summary>
    public static Rule ClientLanguage { get; } = new("PG903", "A script holds no language of a client",
        "Backslash commands, variables and the data after `COPY … FROM STDIN` are for psql. They can run programs and read "
        + "files where psql runs (CVE-2025-8714), and the server never sees them as they stand (INV-13).",
        "write it as SQL; rows as INSERT");

    /// <summary>BEGIN, COMMIT …</summary>
    public static Rule Transaction { get; } = new("PG904", "A script does not control its transaction",
        "Countersign runs a script in one transaction that ends with its own marker. A COMMIT in between would make the first "
        + "half permanent whatever happens to the second (INV-28).",
        $"remove it; a script runs in one transaction, or each statement alone under `{Statements.Script.NoTransactionDirective}`");

    /// <summary>SET, RESET, DISCARD, LISTEN …</summary>
    public static Rule Session { get; } = new("PG905", "A script does not change how later statements are read",
        "`search_path` decides which object a name means, `standard_conforming_strings` where a string ends, `role` whose "
        + "rights count. A change would make the statements below other ones than those under review (INV-14, INV-28).",
        "remove it, or set what the target needs in the policy");

    /// <summary>ALTER ROLE … SET, ALTER DATABASE … SET.</summary>
    public static Rule LaterSessions { get; } = new("PG906", "A script does not change the settings that later sessions start with",
        "`ALTER ROLE … SET` and `ALTER DATABASE … SET` outlive the deployment: the next one, and the application, would run "
        + "under them (INV-28).",
        "have an administrator change it outside of migrations");

    /// <summary>VACUUM, CREATE INDEX CONCURRENTLY …</summary>
    public static Rule Alone { get; } = new("PG907", "What cannot run inside a transaction stands in a script that says so",
        "The server refuses some commands in a transaction block. Under the directive each statement of a script commits "
        + "alone, so a failure leaves the ones before it in place; that is worth a conscious decision.",
        $"put it into a script of its own that starts with `{Statements.Script.NoTransactionDirective}`");

    /// <summary>Advisory locks.</summary>
    public static Rule LockRelease { get; } = new("PG908", "A script does not release advisory locks",
        "A session's advisory lock keeps a second deployment away. `pg_advisory_unlock_all()` would let it in (INV-27, INV-28).",
        "remove it; locks of a transaction end with it");

    /// <summary>CREATE INDEX CONCURRENTLY without a name.</summary>
    public static Rule NamedIndex { get; } = new("PG909", "An index that is built concurrently has a name",
        "A crash can leave such an index invalid. It is found again by its name alone; without one, nothing could tell "
        + "whether it is whole (INV-26).",
        "name the index");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } =
        [Syntax, Limits, ClientLanguage, Transaction, Session, LaterSessions, Alone, LockRelease, NamedIndex];
}
