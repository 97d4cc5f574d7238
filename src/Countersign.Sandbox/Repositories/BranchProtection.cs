namespace Countersign.Sandbox.Repositories;

/// <summary>
/// What must hold before a branch moves. Served as classic protection, or, with <see cref="AsRuleset"/>, as the
/// rules of a ruleset: GitHub lists the two in different places.
/// </summary>
public sealed record BranchProtection
{
    /// <summary>The checks that must be green on the head.</summary>
    public ImmutableArray<RequiredCheck> RequiredChecks { get; init; } = [];

    /// <summary>Whether the head must contain the tip of the base.</summary>
    public bool RequireUpToDate { get; init; }

    /// <summary>How many approvals by people with write access are needed.</summary>
    public int RequiredApprovals { get; init; }

    /// <summary>Whether a push that changes the difference dismisses approvals.</summary>
    public bool DismissStaleReviews { get; init; }

    /// <summary>Whether owners named in CODEOWNERS must approve.</summary>
    public bool RequireCodeOwnerReviews { get; init; }

    /// <summary>Whether somebody other than the last pusher must approve.</summary>
    public bool RequireLastPushApproval { get; init; }

    /// <summary>Whether admins are held to it too.</summary>
    public bool EnforceAdmins { get; init; }

    /// <summary>Whether pull requests are merged through the merge queue.</summary>
    public bool MergeQueue { get; init; }

    /// <summary>How the merge queue merges: merge, squash or rebase.</summary>
    public PullRequests.MergeMethod QueueMethod { get; init; } = PullRequests.MergeMethod.Merge;

    /// <summary>Whether it is a ruleset instead of classic protection.</summary>
    public bool AsRuleset { get; init; }
}

/// <summary>A check that must be green.</summary>
/// <param name="Context">The name of the check run or the context of the status.</param>
/// <param name="AppId">The only app whose result counts; null accepts anybody's.</param>
public sealed record RequiredCheck(string Context, long? AppId = null);
