namespace Countersign.Analysis.Rules;

/// <summary>
/// Remarks that only running a PostgreSQL statement can give: it ran on a throwaway copy of production's schema, which holds none
/// of production's rows.
/// </summary>
public static class RehearsalRules
{
    /// <summary>The server refused the statement, or it was stopped.</summary>
    public static Rule Fails { get; } = new("PG101", "A statement runs on a copy of production's schema",
        "What the copy's server refuses, production's would refuse as well: an object is missing or is there already, a name means "
        + "something else, a right is lacking. The message is the server's own. A statement that never ends or fills the disk is "
        + "stopped, and counts as refused.",
        "correct the statement, or the state that it expects; the statements after it were not rehearsed");

    /// <summary>More was observed than the parse tree tells.</summary>
    public static Rule DoesMore { get; } = new("PG102", "A statement does what reading it says",
        "Triggers, rules, views, cascades, functions and dynamic SQL do things that the text does not show. The rehearsal saw "
        + "them; a reviewer who reads the statement alone would not.",
        "write what happens as a statement of its own, or sign with the observed effects in mind");

    /// <summary>The size of a relation times the strength of the lock.</summary>
    public static Rule HoldsLarge { get; } = new("PG103", "A large relation is not rewritten or read through under a lock that others wait for",
        "The work takes as long as the relation is large, and everybody who needs a conflicting lock waits for its end, with "
        + "everybody else behind them. Sizes are the estimates of production's catalogue.",
        "take the safer form that the finding of the statement's own rule shows, or run it in a window");

    /// <summary>Up, down and up again did not restore the schema.</summary>
    public static Rule ReversalFails { get; } = new("PG104", "A reversal was proved",
        "The statements that should undo this one were run on the copy after it. They failed, or the schema afterwards was not the "
        + "one before. A reversal that does not work is worse than none, because people rely on it.",
        "treat the statement as irreversible, or write its reversal by hand and test it");

    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } = [Fails, DoesMore, HoldsLarge, ReversalFails];
}
