namespace Countersign.Analysis.Rules;

/// <summary>What refuses a T-SQL script, whoever would sign it.</summary>
public static class SqlServerReadingRules
{
    /// <summary>Syntax.</summary>
    public static Rule Syntax { get; } = new("MS901", "A script is T-SQL of the database's compatibility level",
        "The script is read by Microsoft's own parser, ScriptDom, at the target's compatibility level. After an error "
        + "that parser may leave out the batches that follow, so none of the script counts as read (INV-15).",
        "correct it, or set `compatibility_level` of the target to the database's");

    /// <summary>Depth, size, time.</summary>
    public static Rule Limits { get; } = new("MS902", "A script can be read within limits",
        "Text that is nested too deeply exhausts the parser's stack, which ends a process; text that is too large "
        + "exhausts its memory. So it is not given to the parser, and what cannot be read does not run (INV-15, INV-37).",
        "split the script, or write it flatter");

    /// <summary>sqlcmd.</summary>
    public static Rule ClientLanguage { get; } = new("MS903", "A script holds no language of a client",
        "`:r`, `:setvar`, `!!` and `$(name)` are for sqlcmd. They read files and run programs where sqlcmd runs, and the "
        + "server never sees them as they stand (INV-13).",
        "write what they stand for");

    /// <summary>BEGIN TRANSACTION, COMMIT …</summary>
    public static Rule Transaction { get; } = new("MS904", "A script does not control its transaction",
        "Countersign runs a script in one transaction that ends with its own marker. A COMMIT in between would make the "
        + "first half permanent whatever happens to the second (INV-28).",
        $"remove it; a script runs in one transaction, or each batch alone under `{Statements.Script.NoTransactionDirective}`");

    /// <summary>SET, USE, EXECUTE AS …</summary>
    public static Rule Session { get; } = new("MS905", "A script does not change how later statements are read",
        "QUOTED_IDENTIFIER decides what a word in double quotes is, DATEFORMAT which day `01/02/2030` is, PARSEONLY "
        + "whether anything runs, USE in which database, EXECUTE AS with whose rights. A change would make the statements "
        + "below other ones than those under review (INV-14, INV-28). Saying what the session has already is allowed.",
        "remove it");

    /// <summary>BACKUP, ALTER DATABASE …</summary>
    public static Rule Alone { get; } = new("MS907", "What cannot run inside a transaction stands in a script that says so",
        "The server refuses some commands in a transaction. Under the directive each batch of a script commits alone, so "
        + "a failure leaves the ones before it in place; that is worth a conscious decision.",
        $"put it into a script of its own that starts with `{Statements.Script.NoTransactionDirective}`");

    /// <summary>A procedure called without EXECUTE.</summary>
    public static Rule ImplicitCall { get; } = new("MS908", "A procedure is called with EXECUTE",
        "The first word of a batch may be the name of a procedure, so a misspelt command is not a syntax error: `SELEC 2` "
        + "runs a procedure called SELEC.",
        "correct the command, or write EXECUTE before the name");

    /// <summary>GO.</summary>
    public static Rule Separator { get; } = new("MS909", "GO stands alone on its line, without a number",
        "GO is no T-SQL; every tool splits by it in its own way. What tools disagree on would be another script for a "
        + "reader than for whoever runs it, and `GO 5` runs a batch five times.",
        "put GO on a line of its own; write a repeated batch as a loop");

    /// <summary>Another database.</summary>
    public static Rule OneDatabase { get; } = new("MS910", "A script changes one database, its target",
        "The rights, the history and the sign-offs are those of the target. A name with another database in front, even "
        + "if it is the target's own, says something that only the server can check.",
        "leave the database out of the name, or make the other database a target");

    /// <summary>Our own schema.</summary>
    public static Rule Markers { get; } = new("MS911", "A script keeps out of the schema `countersign`",
        "There the target says which scripts it has, and which executor may commit. The executing login has no rights in "
        + "it, so a script that names it would fail half way at best (INV-26).",
        "remove it; history is declared with `countersign target baseline`");

    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        Syntax, Limits, ClientLanguage, Transaction, Session, Alone, ImplicitCall, Separator, OneDatabase, Markers
    ];
}
