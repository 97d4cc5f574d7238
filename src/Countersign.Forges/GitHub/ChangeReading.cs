using System.Globalization;
using Countersign.Changes;
using Countersign.Forges.GitHub.Answers;
using Countersign.SignOffs;

namespace Countersign.Forges.GitHub;

/// <summary>Reads everything about one pull request as it is at one moment.</summary>
internal sealed class ChangeReading(GitHubApi api, GitHubOptions options, RepositoryRef repository, int number)
{
    private const int Attempts = 3;
    private const string ForcePushed = "head_ref_force_pushed";

    private readonly string _repository = $"repositories/{repository.Id}";

    /// <summary>
    /// GitHub has no snapshot: the pull request is read again when all else is, and if it moved meanwhile, everything is.
    /// </summary>
    /// <exception cref="ForgeUnavailableException">When it keeps moving, or GitHub contradicts itself.</exception>
    internal async Task<ChangeFacts?> Read(CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await FindPull(cancellation) is not { } before)
            {
                // 404 also means "not yours to see": only a repository that we can see can be said not to have it.
                await api.Get<RepositoryAnswer>(_repository, cancellation);
                return null;
            }

            var facts = await ReadFacts(before, cancellation);
            if (facts is not null && await FindPull(cancellation) is { } after && IsSame(before, after)) return facts;
        }

        throw new ForgeUnavailableException(string.Create(CultureInfo.InvariantCulture,
            $"pull request #{number} changed each time it was read; it is read again later"));
    }

    private Task<PullAnswer?> FindPull(CancellationToken cancellation) =>
        api.Find<PullAnswer>(string.Create(CultureInfo.InvariantCulture, $"{_repository}/pulls/{number}"), cancellation);

    /// <summary>Null when the commits that GitHub lists are without the head that it names: one of them is an old answer.</summary>
    private async Task<ChangeFacts?> ReadFacts(PullAnswer pull, CancellationToken cancellation)
    {
        var change = await ReadRequest(pull, cancellation);
        var reviews = await api.List<ReviewAnswer>(string.Create(CultureInfo.InvariantCulture, $"{_repository}/pulls/{number}/reviews"), cancellation);
        var comments = await api.List<CommentAnswer>(string.Create(CultureInfo.InvariantCulture, $"{_repository}/issues/{number}/comments"), cancellation);
        var events = await api.List<EventAnswer>(string.Create(CultureInfo.InvariantCulture, $"{_repository}/issues/{number}/events"), cancellation);
        var moves = events.Where(e => e.Event is ForcePushed or "base_ref_changed" or "automatic_base_change_succeeded").ToImmutableArray();
        var contributors = new ContributorReading(api, options, _repository);
        var commits = await contributors.Commits(number, pull, cancellation);
        if (!commits.IsEmpty && !commits.Any(commit => commit.Sha == pull.Head?.Sha)) return null;
        return new(
            change,
            [.. reviews.Where(r => r.Id is not null).DistinctBy(r => r.Id).Select(Review).OfType<Review>().OrderBy(r => r.SubmittedAt)],
            [.. comments.Where(c => c.Id is not null).DistinctBy(c => c.Id).Select(Comment).OfType<Comment>().OrderBy(c => c.Id)],
            await contributors.Read(change, pull, commits, [.. moves.Where(e => e.Event == ForcePushed)], cancellation),
            [.. moves.Select(e => new ForcePush(e.CreatedAt ?? DateTimeOffset.MaxValue))], // a time unknown voids more, not less
            commits.Length)
        {
            LandedAt = pull.MergedAt,
        };
    }

    private async Task<ChangeRequest> ReadRequest(PullAnswer pull, CancellationToken cancellation)
    {
        if (pull is not { Head: { Sha: { } head }, Base: { Ref: { } baseRef, Sha: { } baseSha, Repo: { Id: { } id, DefaultBranch: { } defaultBranch } repo } } || id != repository.Id.Value)
            throw GitHubFaults.Unreadable("GET", string.Create(CultureInfo.InvariantCulture, $"{_repository}/pulls/{number}"));
        var tip = await api.Find<ReferenceAnswer>($"{_repository}/git/ref/heads/{EscapeReference(baseRef)}", cancellation);
        return new(
            new ChangeKey(repository.Id, number),
            $"{repo.Owner?.Login ?? repository.Owner}/{repo.Name ?? repository.Name}",
            pull.Title ?? "",
            Accounts.Read(pull.User) ?? Accounts.Ghost,
            new CommitId(head),
            new RepositoryId(pull.Head.Repo?.Id ?? 0), // a fork that was deleted is still a fork
            baseRef,
            defaultBranch,
            new CommitId(tip?.Object?.Sha ?? baseSha), // the base branch may be gone after a merge
            StateOf(pull),
            pull.Draft ?? false);
    }

    /// <summary>Merged is told by `merged_at` alone: `merge_commit_sha` of an open request names a test merge.</summary>
    private static ChangeState StateOf(PullAnswer pull) => pull switch
    {
        { MergedAt: not null, MergeCommitSha: { } landed } => new ChangeState.Merged(new CommitId(landed)),
        { MergedAt: not null } => throw new ForgeUnavailableException("GitHub does not name the commit of a merged pull request (yet)"),
        { State: "open" } => new ChangeState.Open(),
        _ => new ChangeState.Closed(),
    };

    private static bool IsSame(PullAnswer one, PullAnswer other) =>
        one.Head?.Sha == other.Head?.Sha && one.Base?.Ref == other.Base?.Ref
        && one.State == other.State && one.MergedAt == other.MergedAt && one.Draft == other.Draft;

    /// <summary>Null for a review that its author has not submitted.</summary>
    private static Review? Review(ReviewAnswer review)
    {
        var state = review.State?.ToUpperInvariant();
        if (state == "PENDING" || review.SubmittedAt is not { } at) return null;
        return new(
            review.Id!.Value,
            Accounts.Read(review.User) ?? Accounts.Ghost,
            state switch
            {
                "APPROVED" => ReviewState.Approved,
                "CHANGES_REQUESTED" => ReviewState.ChangesRequested,
                "DISMISSED" => ReviewState.Dismissed,
                _ => ReviewState.Commented,
            },
            review.CommitId is { Length: > 0 } commit ? new CommitId(commit) : null,
            at,
            review.Body ?? "");
    }

    private static Comment? Comment(CommentAnswer comment) => comment is { CreatedAt: { } created, UpdatedAt: { } updated }
        ? new(comment.Id!.Value, Accounts.Read(comment.User) ?? Accounts.Ghost, created, updated, comment.Body ?? "")
        : null;

    internal static string EscapeReference(string name) => string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
}
