using System.Text.Json;
using Countersign.Changes;
using Countersign.SignOffs;

namespace Countersign.Forges.GitHub.Webhooks;

/// <summary>
/// What a webhook delivery says, as far as it matters. Closed. Only fields that are used are read, and all of them may be
/// missing: models of whole payloads lose real deliveries whenever GitHub changes a field that nobody reads. It is a hint
/// (INV-02); the one fact kept from it is which commit a review was given on, because GitHub later tells another.
/// </summary>
public abstract record GitHubDelivery
{
    private GitHubDelivery() { }

    /// <summary>Something happened to a pull request.</summary>
    /// <param name="Installation">The app's installation; null where a repository's own webhook delivers.</param>
    public sealed record ChangeHint(RepositoryRef Repository, int Number, long? Installation) : GitHubDelivery
    {
        /// <summary>Whether it says that the pull request has landed; also a hint.</summary>
        public bool IsMerged { get; init; }

        /// <summary>Whether somebody asked for the check anew: GitHub has then taken back what it showed of it.</summary>
        public bool IsCheckAskedFor { get; init; }

        /// <summary>
        /// Who brought the head where it is, when that is what happened; else null. GitHub tells it nowhere else for a fork,
        /// and a pusher never signs, whoever the commits claim to be by (INV-18).
        /// </summary>
        public Person? Pusher { get; init; }
    }

    /// <summary>A review was submitted on this commit. Evidence, since the delivery is signed (INV-01).</summary>
    /// <param name="BaseRef">The branch it would have landed on, without `refs/heads/`.</param>
    public sealed record ReviewSubmitted(
        ChangeHint Change, long ReviewId, CommitId Commit, string BaseRef, ReviewState State, DateTimeOffset SubmittedAt, Person By) : GitHubDelivery;

    /// <summary>A merge queue wants the check on a commit that merges one or more pull requests.</summary>
    /// <param name="HeadRef">Full name, `refs/heads/gh-readonly-queue/…`; names the last pull request of the group.</param>
    /// <param name="BaseRef">Full name of the branch it will become.</param>
    public sealed record MergeGroup(
        RepositoryRef Repository, CommitId Head, CommitId Base, string HeadRef, string BaseRef, long? Installation) : GitHubDelivery;

    /// <summary>A branch moved.</summary>
    /// <param name="Branch">Without `refs/heads/`.</param>
    /// <param name="Before">Null when it was created.</param>
    /// <param name="After">Null when it was deleted.</param>
    /// <param name="Forced">True when the move was no fast-forward, as GitHub says.</param>
    public sealed record PushToBranch(
        RepositoryRef Repository, string Branch, CommitId? Before, CommitId? After, bool Forced, long? Installation) : GitHubDelivery
    {
        /// <summary>Whether it is the repository's default branch.</summary>
        public bool IsDefaultBranch { get; init; }
    }

    /// <summary>Where the app is installed, what a repository is called, or how a branch is protected changed: list and check again.</summary>
    /// <param name="Repository">The one it is about; null when it is about an installation.</param>
    public sealed record RepositoriesChanged(RepositoryRef? Repository, long? Installation) : GitHubDelivery;

    /// <summary>GitHub tries the address.</summary>
    public sealed record Ping : GitHubDelivery;

    /// <summary>Nothing to do, and why.</summary>
    public sealed record Ignored(string Because) : GitHubDelivery;

    /// <summary>Reads a delivery whose signature was checked. Never throws for what is in it.</summary>
    /// <param name="eventName">The `X-GitHub-Event` header.</param>
    /// <param name="body">The raw body, UTF-8.</param>
    public static GitHubDelivery Read(string eventName, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(eventName, new Payload(document.RootElement));
        }
        catch (JsonException)
        {
            return new Ignored("the body is not JSON");
        }
    }

    private static GitHubDelivery Read(string eventName, Payload payload) => eventName switch
    {
        "ping" => new Ping(),
        "pull_request" => Hint(payload, payload.Number("pull_request", "number") ?? payload.Number("number")) switch
        {
            ChangeHint hint when payload.Text("action") is "opened" or "synchronize" =>
                hint with { Pusher = payload.Person("sender") },
            var other => other,
        },
        "pull_request_review" => Review(payload),
        "issue_comment" => payload.Has("issue", "pull_request")
            ? Hint(payload, payload.Number("issue", "number"))
            : new Ignored("the comment is on an issue"),
        "check_run" or "check_suite" when payload.Text("action") is "rerequested" or "requested_action" =>
            Hint(payload, payload.FirstNumber(eventName, "pull_requests", "number")) switch
            {
                ChangeHint hint => hint with { IsCheckAskedFor = true },
                var other => other,
            },
        "merge_group" => Group(payload),
        "push" => Push(payload),
        "installation" or "installation_repositories" or "repository" or "branch_protection_rule" or "repository_ruleset" =>
            new RepositoriesChanged(payload.Repository(), payload.Number("installation", "id")),
        _ => new Ignored("this kind of event changes nothing that is read"),
    };

    private static GitHubDelivery Hint(Payload payload, long? number) =>
        payload.Repository() is { } repository && number is > 0 and <= int.MaxValue
            ? new ChangeHint(repository, (int)number, payload.Number("installation", "id"))
            {
                IsMerged = payload.Flag("pull_request", "merged") is true || payload.Has("pull_request", "merged_at")
                    || payload.Has("issue", "pull_request", "merged_at"),
            }
            : new Ignored("it names no repository and pull request");

    /// <summary>Only `submitted` is evidence; edits and dismissals are read from the API like everything else.</summary>
    private static GitHubDelivery Review(Payload payload)
    {
        var change = Hint(payload, payload.Number("pull_request", "number"));
        if (change is not ChangeHint hint || payload.Text("action") != "submitted") return change;
        return payload.Number("review", "id") is { } id && payload.Commit("review", "commit_id") is { } commit
            && payload.Text("pull_request", "base", "ref") is { Length: > 0 } baseRef
            && payload.Time("review", "submitted_at") is { } at && payload.Person("review", "user") is { } by
            && StateOf(payload.Text("review", "state")) is { } state
                ? new ReviewSubmitted(hint, id, commit, baseRef, state, at, by)
                : hint;
    }

    private static GitHubDelivery Group(Payload payload)
    {
        if (payload.Text("action") != "checks_requested") return new Ignored("the merge group asks for nothing");
        return payload.Repository() is { } repository
            && payload.Commit("merge_group", "head_sha") is { } head && payload.Commit("merge_group", "base_sha") is { } @base
            && payload.Text("merge_group", "head_ref") is { } headRef && payload.Text("merge_group", "base_ref") is { } baseRef
                ? new MergeGroup(repository, head, @base, headRef, baseRef, payload.Number("installation", "id"))
                : new Ignored("the merge group is incomplete");
    }

    private static GitHubDelivery Push(Payload payload)
    {
        const string Branches = "refs/heads/";
        if (payload.Text("ref") is not { } name || !name.StartsWith(Branches, StringComparison.Ordinal))
            return new Ignored("no branch was pushed to");
        return payload.Repository() is { } repository
            ? new PushToBranch(
                repository, name[Branches.Length..], payload.Commit("before"), payload.Commit("after"),
                payload.Flag("forced") ?? false, payload.Number("installation", "id"))
            {
                IsDefaultBranch = payload.Text("repository", "default_branch") == name[Branches.Length..],
            }
            : new Ignored("it names no repository");
    }

    /// <summary>Deliveries write states in lower case, the API in upper case.</summary>
    private static ReviewState? StateOf(string? state) => state?.ToUpperInvariant() switch
    {
        "APPROVED" => ReviewState.Approved,
        "CHANGES_REQUESTED" => ReviewState.ChangesRequested,
        "COMMENTED" => ReviewState.Commented,
        "DISMISSED" => ReviewState.Dismissed,
        _ => null,
    };
}
