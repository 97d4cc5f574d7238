namespace Countersign.Analysis.Rules;

/// <summary>Remarks on T-SQL that widens rights or reaches outside of the database.</summary>
public static class SqlServerRightRules
{
    /// <summary>GRANT to public or guest.</summary>
    public static Rule ToPublic { get; } = new("MS020", "Rights are granted to roles with members",
        "Every login that can connect is in public, and whoever has none of its own is guest.",
        "grant to a role of the application");

    /// <summary>WITH GRANT OPTION.</summary>
    public static Rule GrantOption { get; } = new("MS021", "Rights cannot be passed on",
        "With WITH GRANT OPTION the list of who may do what is no longer in the hands of whoever reviews scripts.",
        "leave it out");

    /// <summary>GRANT CONTROL, ALTER, IMPERSONATE …</summary>
    public static Rule WideRight { get; } = new("MS022", "A right is as narrow as its use",
        "CONTROL implies every other right, ALTER on a schema lets its holder replace code that runs as somebody else, "
        + "IMPERSONATE makes one principal another.",
        "grant SELECT, INSERT, EXECUTE … on what is used");

    /// <summary>ADD MEMBER to a fixed role.</summary>
    public static Rule PowerfulRole { get; } = new("MS023", "Nobody becomes db_owner in passing",
        "Members of db_owner, db_securityadmin and their like can give themselves every right, in the ledger's own tables "
        + "too.",
        "make a role with the rights that are needed");

    /// <summary>xp_cmdshell, sp_OA…, assemblies.</summary>
    public static Rule OperatingSystem { get; } = new("MS024", "A script stays inside the database",
        "Extended procedures and assemblies run programs of the operating system with the service's rights. No "
        + "transaction takes that back, and nothing of it can be reviewed here.",
        "do it outside of the database");

    /// <summary>Linked servers, OPENROWSET.</summary>
    public static Rule OtherServer { get; } = new("MS025", "A script stays on its server",
        "What happens on the other side is not in the plan, not in the transaction (or in a distributed one, which can be "
        + "left in doubt), and runs with the rights of the link.",
        "make the other server a target of its own");

    /// <summary>EXEC (…), sp_executesql.</summary>
    public static Rule DynamicSql { get; } = new("MS026", "SQL is written down, not put together",
        "What runs is known only when it runs, so nobody can sign it; and what is pasted into it can be SQL again.",
        "write the statements out");

    /// <summary>EXECUTE AS in a module.</summary>
    public static Rule RunsAsOther { get; } = new("MS027", "Code runs with the rights of its caller",
        "A module WITH EXECUTE AS OWNER lends the owner's rights to everybody who may run it; a mistake in it is "
        + "everybody's.",
        "sign the module with a certificate that has the one right it needs");

    /// <summary>ON DATABASE, ON ALL SERVER.</summary>
    public static Rule DatabaseTrigger { get; } = new("MS028", "A trigger on definitions is a decision",
        "It runs with the rights of whoever next defines something: the executor of the next deployment, or an "
        + "administrator.",
        "leave it to an audit, which runs no code");

    /// <summary>TRUSTWORTHY, DB_CHAINING.</summary>
    public static Rule Trustworthy { get; } = new("MS029", "TRUSTWORTHY stays off",
        "With TRUSTWORTHY ON whoever owns the database, or may impersonate who does, can act on the whole server. "
        + "DB_CHAINING lets rights of one database count in another.",
        "sign modules with certificates instead");

    /// <summary>sp_configure, logins, BACKUP …</summary>
    public static Rule ChangesServer { get; } = new("MS030", "The server is not changed by a migration",
        "It is shared by all databases on it, and its settings are not in the history of one of them.",
        "have an administrator do it");

    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        ToPublic, GrantOption, WideRight, PowerfulRole, OperatingSystem, OtherServer, DynamicSql, RunsAsOther,
        DatabaseTrigger, Trustworthy, ChangesServer
    ];
}
