namespace Countersign.SignOffs;

/// <summary>What a person asks of the bot in a comment. Closed.</summary>
public abstract record Command
{
    private Command() { }

    /// <summary>`/countersign help`, or `/countersign` alone.</summary>
    public sealed record Help : Command;

    /// <summary>`/countersign plan`: read everything again and report.</summary>
    public sealed record Plan : Command;

    /// <summary>`/countersign approve q2 q5 DIGEST` or `approve all DIGEST`.</summary>
    /// <param name="DigestPrefix">At least <see cref="Statements.Digest.ShortestPrefix"/> lower-case hex digits of the plan's digest (INV-20).</param>
    public sealed record Approve(Chosen Statements, string DigestPrefix) : Command;

    /// <summary>`/countersign revoke q2` or `revoke all`: takes back what the same person signed.</summary>
    public sealed record Revoke(Chosen Statements) : Command;

    /// <summary>`/countersign explain q2`: who must sign it, and which rule says so.</summary>
    public sealed record Explain(int Statement) : Command;

    /// <summary>`/countersign deploy`: for targets with `deploy: on-command`.</summary>
    public sealed record Deploy : Command;

    /// <summary>`/countersign override DIGEST because REASON`: asks to go without sign-offs, in an emergency (INV-21).</summary>
    /// <param name="DigestPrefix">As for <see cref="Approve"/>.</param>
    /// <param name="Because">At least a few words; shown to everybody.</param>
    public sealed record Override(string DigestPrefix, string Because) : Command;

    /// <summary>`/countersign grant DIGEST`: agrees to an override that somebody else asked for.</summary>
    /// <param name="DigestPrefix">As for <see cref="Approve"/>.</param>
    public sealed record Grant(string DigestPrefix) : Command;

    /// <summary>`/countersign rollback`: open a change request with the reversal.</summary>
    public sealed record Rollback : Command;
}

/// <summary>Statements that a command names. Closed.</summary>
public abstract record Chosen
{
    private Chosen() { }

    /// <summary>`all`.</summary>
    public sealed record All : Chosen;

    /// <summary>`q1 q3-q5`: numbers of the plan in question.</summary>
    public sealed record Some(ImmutableSortedSet<int> Numbers) : Chosen;

    /// <summary>Whether the statement of this number is meant.</summary>
    public bool Includes(int number) => this is All || ((Some)this).Numbers.Contains(number);
}

/// <summary>What came of reading a comment. Closed.</summary>
public abstract record CommandText
{
    private CommandText() { }

    /// <summary>A command, well formed.</summary>
    public sealed record Understood(Command Command) : CommandText;

    /// <summary>Meant for others.</summary>
    public sealed record NotACommand : CommandText;

    /// <summary>Meant for us, but not to be acted on.</summary>
    /// <param name="Sentence">Why, and what to write instead. Holds the comment's text; not encoded for any output.</param>
    public sealed record Malformed(string Sentence) : CommandText;
}
