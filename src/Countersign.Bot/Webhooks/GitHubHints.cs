using System.Text.Json;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Changes;
using Octokit.Webhooks;

namespace Countersign.Bot.Webhooks;

/// <summary>
/// Reads hints from GitHub's messages. Every member is optional and everything unknown is skipped: a message that we
/// cannot use is no hint, never a fault, because the sweep finds what it meant.
/// </summary>
internal static class GitHubHints
{
    /// <summary>The hint in a message.</summary>
    public static DeliveryHint Read(Delivery delivery)
    {
        try
        {
            using var json = JsonDocument.Parse(delivery.Body, new JsonDocumentOptions { MaxDepth = 64 });
            return Read(delivery.Event, json.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return new DeliveryHint.Nothing(); // authenticated, but no JSON, or text that is no Unicode: nothing to look at
        }
    }

    private static DeliveryHint Read(string name, JsonElement root)
    {
        var action = root.At("action").Text();
        if (root.At("repository").At("id").Number() is not { } repository)
            return name is WebhookEventType.Installation or WebhookEventType.InstallationRepositories
                ? new DeliveryHint.Sweep()
                : new DeliveryHint.Nothing();
        return name switch
        {
            WebhookEventType.PullRequest or WebhookEventType.PullRequestReview => OfPullRequest(new(repository), name, action, root),
            WebhookEventType.IssueComment when root.At("issue").At("pull_request").ValueKind == JsonValueKind.Object =>
                OfComment(new(repository), root.At("issue")),
            WebhookEventType.CheckRun or WebhookEventType.CheckSuite when action is "rerequested" or "requested_action" =>
                OfCheck(new(repository), root.At(name)),
            WebhookEventType.MergeGroup when action is "checks_requested" => OfMergeGroup(new(repository), root.At("merge_group")),
            WebhookEventType.Push when IsDefaultBranch(root) => new DeliveryHint.Sweep(),
            WebhookEventType.Repository => new DeliveryHint.Sweep(),
            _ => new DeliveryHint.Nothing(),
        };
    }

    private static DeliveryHint OfPullRequest(RepositoryId repository, string name, string? action, JsonElement root)
    {
        var change = root.At("pull_request");
        var merged = change.At("merged").ValueKind == JsonValueKind.True || change.At("merged_at").ValueKind == JsonValueKind.String;
        return OfNumber(
            repository, change.At("number"), merged ? ChangeWork.Deploy : ChangeWork.Review,
            name == WebhookEventType.PullRequestReview && action == "submitted" ? Submitted(root.At("review"), change) : null);
    }

    private static DeliveryHint OfComment(RepositoryId repository, JsonElement issue)
    {
        var merged = issue.At("pull_request").At("merged_at").ValueKind == JsonValueKind.String;
        return OfNumber(repository, issue.At("number"), merged ? ChangeWork.Review | ChangeWork.Deploy : ChangeWork.Review, null);
    }

    /// <summary>Other bases are left to the schedule: pushes are frequent, and a sweep costs calls of the forge.</summary>
    private static bool IsDefaultBranch(JsonElement root) =>
        root.At("repository").At("default_branch").Text() is { } branch && root.At("ref").Text() == "refs/heads/" + branch;

    private static SubmittedReview? Submitted(JsonElement review, JsonElement change) =>
        review.At("id").Number() is { } id && Commit(review.At("commit_id")) is { } commit &&
        change.At("base").At("ref").Text() is { } baseRef
            ? new(id, commit, baseRef)
            : null;

    private static DeliveryHint OfCheck(RepositoryId repository, JsonElement check) =>
        check.At("pull_requests") is { ValueKind: JsonValueKind.Array } changes && changes.GetArrayLength() == 1
            ? OfNumber(repository, changes[0].At("number"), ChangeWork.Review, null)
            : new DeliveryHint.Sweep(); // forks' change requests are not named

    private static DeliveryHint OfMergeGroup(RepositoryId repository, JsonElement group) =>
        Commit(group.At("head_sha")) is { } head && group.At("head_ref").Text() is { } headRef && group.At("base_ref").Text() is { } baseRef
            ? new DeliveryHint.Queue(new(repository, head, headRef, baseRef))
            : new DeliveryHint.Nothing();

    private static DeliveryHint OfNumber(RepositoryId repository, JsonElement number, ChangeWork work, SubmittedReview? review) =>
        number.Number() is > 0 and <= int.MaxValue and var value
            ? new DeliveryHint.Change(new(repository, (int)value), work, review)
            : new DeliveryHint.Nothing();

    private static CommitId? Commit(JsonElement element) =>
        element.Text() is { Length: 40 or 64 } hex && hex.All(char.IsAsciiHexDigitLower) ? new CommitId(hex) : null;
}
