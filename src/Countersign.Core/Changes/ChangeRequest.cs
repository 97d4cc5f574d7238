namespace Countersign.Changes;

/// <summary>A pull request or merge request by its immutable name: the repository's id and the request's number.</summary>
public readonly record struct ChangeKey(RepositoryId Repository, int Number)
{
    /// <inheritdoc />
    public override string ToString() => $"{Repository}#{Number}";
}

/// <summary>An account on the forge. The id decides; the login is for display only (INV-04).</summary>
/// <param name="IsBot">True for apps, bots and machine accounts the forge marks as such; they never count (INV-18).</param>
public sealed record Person(UserId Id, string Login, bool IsBot)
{
    /// <summary>The login with an at sign, as people write it.</summary>
    public string Handle => "@" + Login;
}

/// <summary>Where a change request stands. Closed: nothing outside can add a case.</summary>
public abstract record ChangeState
{
    private ChangeState() { }

    /// <summary>Still under review.</summary>
    public sealed record Open : ChangeState;

    /// <summary>Landed as <paramref name="Commit"/> (merge commit, squashed commit, or last rebased commit).</summary>
    public sealed record Merged(CommitId Commit) : ChangeState;

    /// <summary>Closed without landing.</summary>
    public sealed record Closed : ChangeState;
}

/// <summary>The forge's present view of a change request.</summary>
/// <param name="RepositoryName">Owner and name, `owner/name`; display and addresses only.</param>
/// <param name="Head">The newest commit of the head branch.</param>
/// <param name="HeadRepository">Where the head branch lives; differs from the base repository for a fork (INV-05).</param>
/// <param name="BaseRef">The branch it would land on, without `refs/heads/`.</param>
/// <param name="DefaultBranch">The repository's own main branch. Only changes onto it are governed: the policy of any other is anybody's.</param>
/// <param name="BaseTip">The newest commit of that branch when it was read.</param>
public sealed record ChangeRequest(
    ChangeKey Key,
    string RepositoryName,
    string Title,
    Person Author,
    CommitId Head,
    RepositoryId HeadRepository,
    string BaseRef,
    string DefaultBranch,
    CommitId BaseTip,
    ChangeState State,
    bool IsDraft)
{
    /// <summary>True when it would land on the branch whose policy we trust.</summary>
    public bool IsGoverned => BaseRef == DefaultBranch;

    /// <summary>True when the head branch lives in another repository: static analysis only (INV-05).</summary>
    public bool IsFork => HeadRepository != Key.Repository;
}
