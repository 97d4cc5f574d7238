using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Repositories;
using Countersign.Sandbox.Reviews;

namespace Countersign.Sandbox.PullRequests;

/// <summary>Open, merged, or closed without a merge.</summary>
public enum PullRequestState
{
    /// <summary>Open, draft or not.</summary>
    Open,

    /// <summary>Closed without a merge.</summary>
    Closed,

    /// <summary>Merged; <see cref="SandboxPullRequest.MergeCommitSha"/> is on the base.</summary>
    Merged,
}

/// <summary>A pull request, and what people do to it.</summary>
public sealed partial class SandboxPullRequest
{
    internal SandboxPullRequest(SandboxRepository repository, int number, Actor author, string title, string body)
    {
        (Repository, Number, Author, Title, Body) = (repository, number, author, title, body);
        (Id, CreatedAt, UpdatedAt) = (Forge.NextId(), Forge.Now(), Forge.Now());
    }

    /// <summary>The repository it is opened in.</summary>
    public SandboxRepository Repository { get; }

    /// <summary>The number in addresses.</summary>
    public int Number { get; }

    /// <summary>Who opened it.</summary>
    public Actor Author { get; }

    /// <summary>The title.</summary>
    public string Title { get; internal set; }

    /// <summary>The description, Markdown.</summary>
    public string Body { get; internal set; }

    /// <summary>Open, closed or merged.</summary>
    public PullRequestState State { get; private set; }

    /// <summary>Whether it is a draft, which cannot be merged.</summary>
    public bool Draft { get; internal set; }

    /// <summary>The branch to be merged.</summary>
    public required string HeadBranch { get; init; }

    /// <summary>The repository of that branch: a fork, or <see cref="Repository"/>.</summary>
    public required SandboxRepository HeadRepository { get; init; }

    /// <summary>The commit to be merged.</summary>
    public required string HeadSha { get; set; }

    /// <summary>The branch to merge into.</summary>
    public required string BaseBranch { get; set; }

    /// <summary>Tip of the base when the head was last pushed: <c>base.sha</c> does not follow the base branch.</summary>
    public required string BaseSha { get; set; }

    /// <summary>Open: the test merge, null when it conflicts. Merged: the commit on the base.</summary>
    public string? MergeCommitSha { get; private set; }

    /// <summary>Who merged it.</summary>
    public Actor? MergedBy { get; private set; }

    /// <summary>When it was merged; the only sign of a merge that Octokit looks at.</summary>
    public DateTimeOffset? MergedAt { get; private set; }

    /// <summary>Its reviews, oldest first.</summary>
    public IReadOnlyList<Review> Reviews => ReviewList;

    /// <summary>Its comments, oldest first.</summary>
    public IReadOnlyList<Comments.Comment> Comments =>
        [.. Repository.CommentList.Where(comment => comment.Number == Number)];

    internal long Id { get; }

    internal ForgeState Forge => Repository.Forge;

    internal List<Review> ReviewList { get; } = [];

    internal List<TimelineEvent> Timeline { get; } = [];

    internal Actor LastPusher { get; init; } = null!;

    internal Actor HeadPusher { get => field ?? LastPusher; private set; }

    internal DateTimeOffset CreatedAt { get; }

    internal DateTimeOffset UpdatedAt { get; private set; }

    internal DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Tip of the base just before the merge; what the files of a merged pull request are compared with.</summary>
    internal string? BaseBeforeMerge { get; private set; }

    /// <summary>What reads saw before the last change; answered while the switch for stale reads is on.</summary>
    internal PullRequestSnapshot? Before { get; private set; }

    internal string Label => $"{HeadRepository.Owner.Login}:{HeadBranch}";

    /// <summary>The commit that the difference shown starts from.</summary>
    internal string ComparedWith
    {
        get
        {
            var baseTip = BaseBeforeMerge ?? Repository.Git.Read.Branch(BaseBranch) ?? BaseSha;
            return Repository.Git.Read.MergeBase(baseTip, HeadSha) ?? baseTip;
        }
    }

    /// <summary>Comments and reviews count as updates, too.</summary>
    internal void Touch() => UpdatedAt = Forge.Now();

    internal void Emit(string action, Actor sender, object? more = null)
    {
        Touch();
        Repository.Emit("pull_request", action, sender, Api.Shapes.PullRequestShape.EventDetails(this, more));
    }

    internal void Note(string name, Actor actor, string? commit = null) =>
        Timeline.Add(new TimelineEvent(Forge.NextId(), name, actor, commit, Forge.Now()));

    internal void RememberBefore() =>
        Before = new PullRequestSnapshot(HeadSha, [.. ReviewList.Select(review => review.Copy())], Forge.Options.Time.GetUtcNow());
}

/// <summary>Something that happened, for the timeline.</summary>
internal sealed record TimelineEvent(long Id, string Name, Actor Actor, string? Commit, DateTimeOffset At);

/// <summary>What a reader saw before a change.</summary>
internal sealed record PullRequestSnapshot(string HeadSha, ImmutableArray<Review> Reviews, DateTimeOffset ReplacedAt);
