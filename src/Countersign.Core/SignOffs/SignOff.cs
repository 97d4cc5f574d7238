using Countersign.Changes;
using Countersign.Policy;
using Countersign.Statements;

namespace Countersign.SignOffs;

/// <summary>Where a sign-off was given. Closed.</summary>
public abstract record SignOffSource
{
    private SignOffSource() { }

    /// <summary>An approving review with this id on the forge.</summary>
    public sealed record Review(long ReviewId) : SignOffSource;

    /// <summary>A `/countersign approve` comment with this id on the forge.</summary>
    public sealed record Command(long CommentId) : SignOffSource;

    /// <summary>The forge's id of the review or comment; unique within its kind only.</summary>
    internal long Id => this switch
    {
        Review r => r.ReviewId,
        Command c => c.CommentId,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>A statement as it stood in the plan that a person signed.</summary>
/// <param name="Number">Its number in that plan.</param>
/// <param name="Signed">False for a statement they saw but did not sign (`approve q2` names one of five).</param>
public sealed record SeenStatement(TargetName Target, int Number, Digest Statement, Digest Chain, bool Signed)
{
    /// <summary>What a rehearsal saw it do; null where there was none.</summary>
    public Digest? Impact { get; init; }

    /// <summary>Whether it would have committed by itself; null in plans that were kept before this was written down.</summary>
    public bool? RunsAlone { get; init; }

    /// <summary>
    /// Whether a statement of the same chain still does what was shown. What was not known then, or is not known now, is no
    /// difference: policy says whether a rehearsal is required.
    /// </summary>
    internal bool IsAsShown(Statement now) => !DoesSomethingElse(now) && !IsPlacedElse(now);

    /// <summary>Both were rehearsed, and not the same was seen.</summary>
    internal bool DoesSomethingElse(Statement now) => Impact is not null && now.Impact is not null && Impact != now.Impact;

    private bool IsPlacedElse(Statement now) => RunsAlone is not null && RunsAlone != now.RunsAlone;
}

/// <summary>
/// One person's act on statement digests. It covers a statement only while that statement's chain digest is among
/// <see cref="SignedChains"/> (INV-16) and it does what it did; <see cref="Seen"/> is kept to explain why one no longer counts.
/// </summary>
public sealed record SignOff(SignOffSource Source, Person By, DateTimeOffset At, ImmutableArray<SeenStatement> Seen)
{
    /// <summary>The chain digests it covers.</summary>
    public ImmutableHashSet<Digest> SignedChains { get; } = [.. Seen.Where(s => s.Signed).Select(s => s.Chain)];

    /// <summary>Whether it counts for a statement of the present plan.</summary>
    public bool Covers(Statement statement) => SignedAs(statement) is { } seen && seen.IsAsShown(statement);

    /// <summary>Whether it covers a statement of this target for what a rehearsal had seen it do.</summary>
    public bool IsOnWhatWasSeen(TargetPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Statements.Any(s => Covers(s) && SignedAs(s)!.Impact is not null);
    }

    /// <summary>A signed statement of the same chain, whatever it does now; null when there is none.</summary>
    internal SeenStatement? SignedAs(Statement statement) =>
        SignedChains.Contains(statement.Chain) ? Seen.First(s => s.Signed && s.Chain == statement.Chain) : null;
}

/// <summary>A sign-off that cannot be bound to any plan, and why; shown, never counted.</summary>
public sealed record UnboundSignOff(SignOffSource Source, Person By, DateTimeOffset At, string Because);

/// <summary>A review that asks for changes and still stands. It holds the change back until its author withdraws it.</summary>
public sealed record Objection(long ReviewId, Person By, DateTimeOffset At);

/// <summary>What the forge says of a person at decision time (INV-19). Absent for a person means "not known", which never counts.</summary>
/// <param name="Teams">Slugs of those asked-for teams of the organisation that the person is in.</param>
public sealed record Authority(Person Person, RepositoryRole Role, ImmutableHashSet<string> Teams);

/// <summary>Everybody whose hands were on the change: they never sign it (INV-18).</summary>
/// <param name="People">Author, pushers, commit authors, committers and co-authors, as far as they map to accounts.</param>
/// <param name="Unknown">Commit identities that map to no account; any one blocks.</param>
public sealed record Contributors(ImmutableArray<Person> People, ImmutableArray<UnknownIdentity> Unknown)
{
    /// <summary>Whether this account had a hand in the change.</summary>
    public bool Includes(UserId id) => People.Any(p => p.Id == id);
}

/// <summary>A name and e-mail in a commit that the forge maps to no account.</summary>
public sealed record UnknownIdentity(CommitId Commit, string NameAndEmail);
