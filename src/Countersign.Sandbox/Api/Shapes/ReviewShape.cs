using System.Text.Json.Nodes;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Reviews;

namespace Countersign.Sandbox.Api.Shapes;

/// <summary>Reviews as GitHub shows them: states in capitals in the API, in small letters in events.</summary>
internal static class ReviewShape
{
    public static JsonObject EventDetails(SandboxPullRequest pull, Review review, object? more) => Details.With(
        more,
        ("review", Of(pull, review, State(review.State).ToLowerInvariant())),
        ("pull_request", PullRequestShape.Of(pull)));

    public static object Of(SandboxPullRequest pull, Review review) => Of(pull, review, State(review.State));

    private static object Of(SandboxPullRequest pull, Review review, string state)
    {
        var web = pull.Forge.Web($"{pull.Repository.FullName}/pull/{pull.Number}#pullrequestreview-{review.Id}");
        var api = pull.Forge.Api($"repos/{pull.Repository.FullName}/pulls/{pull.Number}");
        return new
        {
            id = review.Id,
            node_id = NodeId.Of("PullRequestReview", review.Id),
            user = AccountShape.Of(pull.Forge, review.Author),
            body = review.Body,
            state,
            commit_id = review.CommitId,
            submitted_at = review.State == ReviewState.Pending ? (DateTimeOffset?)null : review.SubmittedAt,
            author_association = "COLLABORATOR",
            html_url = web,
            pull_request_url = api,
            _links = new { html = new { href = web }, pull_request = new { href = api } },
        };
    }

    private static string State(ReviewState state) => state switch
    {
        ReviewState.Pending => "PENDING",
        ReviewState.Commented => "COMMENTED",
        ReviewState.Approved => "APPROVED",
        ReviewState.ChangesRequested => "CHANGES_REQUESTED",
        _ => "DISMISSED",
    };
}
