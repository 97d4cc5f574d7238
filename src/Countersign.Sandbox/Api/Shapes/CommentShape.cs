using System.Text.Json.Nodes;
using Countersign.Sandbox.Comments;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Shapes;

/// <summary>Comments, reactions and the issue behind a pull request as GitHub shows them.</summary>
internal static class CommentShape
{
    public static JsonObject EventDetails(SandboxRepository repository, Comment comment, object? more) => Details.With(
        more, ("issue", Issue(repository.PullRequest(comment.Number))), ("comment", Of(repository, comment)));

    public static object Of(SandboxRepository repository, Comment comment)
    {
        var forge = repository.Forge;
        var url = forge.Api($"repos/{repository.FullName}/issues/comments/{comment.Id}");
        return new
        {
            id = comment.Id,
            node_id = NodeId.Of("IssueComment", comment.Id),
            url,
            html_url = forge.Web($"{repository.FullName}/pull/{comment.Number}#issuecomment-{comment.Id}"),
            issue_url = forge.Api($"repos/{repository.FullName}/issues/{comment.Number}"),
            user = AccountShape.Of(forge, comment.Author),
            body = comment.Body,
            created_at = comment.CreatedAt,
            updated_at = comment.UpdatedAt,
            author_association = "COLLABORATOR",
            performed_via_github_app = (object?)null,
            reactions = Summary(url, comment),
        };
    }

    public static object Reaction(ForgeState forge, Reaction reaction) => new
    {
        id = reaction.Id,
        node_id = NodeId.Of("Reaction", reaction.Id),
        user = AccountShape.Of(forge, reaction.Author),
        content = reaction.Content,
        created_at = reaction.CreatedAt,
    };

    public static object Issue(SandboxPullRequest pull) => new
    {
        id = pull.Id,
        node_id = NodeId.Of("Issue", pull.Id),
        number = pull.Number,
        url = pull.Forge.Api($"repos/{pull.Repository.FullName}/issues/{pull.Number}"),
        html_url = pull.Forge.Web($"{pull.Repository.FullName}/pull/{pull.Number}"),
        comments_url = pull.Forge.Api($"repos/{pull.Repository.FullName}/issues/{pull.Number}/comments"),
        events_url = pull.Forge.Api($"repos/{pull.Repository.FullName}/issues/{pull.Number}/events"),
        title = pull.Title,
        body = pull.Body,
        state = pull.State == PullRequestState.Open ? "open" : "closed",
        user = AccountShape.Of(pull.Forge, pull.Author),
        comments = pull.Comments.Count,
        locked = false,
        labels = Array.Empty<object>(),
        assignees = Array.Empty<object>(),
        created_at = pull.CreatedAt,
        updated_at = pull.UpdatedAt,
        closed_at = pull.ClosedAt,
        draft = pull.Draft,
        pull_request = new
        {
            url = pull.Forge.Api($"repos/{pull.Repository.FullName}/pulls/{pull.Number}"),
            html_url = pull.Forge.Web($"{pull.Repository.FullName}/pull/{pull.Number}"),
            merged_at = pull.MergedAt,
        },
    };

    private static Dictionary<string, object> Summary(string url, Comment comment)
    {
        var summary = new Dictionary<string, object> { ["url"] = $"{url}/reactions", ["total_count"] = comment.Reactions.Count };
        foreach (var content in Comments.Reaction.Known) summary[content] = comment.Reactions.Count(reaction => reaction.Content == content);
        return summary;
    }
}
