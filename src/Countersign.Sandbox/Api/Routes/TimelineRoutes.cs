using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.PullRequests;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>What happened to a pull request. <c>head_ref_force_pushed</c> is the server's own record of a head move.</summary>
internal static class TimelineRoutes
{
    public static void Map(ApiRoutes api)
    {
        api.Get("repos/{owner}/{repo}/issues/{number:int}/timeline", Timeline);
        api.Get("repos/{owner}/{repo}/issues/{number:int}/events", Events);
    }

    private static ApiAnswer Events(ApiCall call)
    {
        var pull = call.PullRequest(Needs.ReadIssues);
        return call.Page(pull.Timeline.Where(entry => entry.Name != "reviewed"), entry => Shape(pull, entry));
    }

    private static ApiAnswer Timeline(ApiCall call)
    {
        var pull = call.PullRequest(Needs.ReadIssues);
        var entries = pull.Timeline.Select(entry => (entry.At, Shape: Shape(pull, entry)))
            .Concat(pull.Comments.Select(comment => (At: comment.CreatedAt, Shape: (object)Comment(pull, comment))));
        return call.Page(entries.OrderBy(entry => entry.At), entry => entry.Shape);
    }

    private static System.Text.Json.Nodes.JsonObject Comment(SandboxPullRequest pull, Comments.Comment comment) =>
        Details.With(CommentShape.Of(pull.Repository, comment), ("event", "commented"), ("actor", AccountShape.Of(pull.Forge, comment.Author)));

    private static object Shape(SandboxPullRequest pull, TimelineEvent entry) => new
    {
        id = entry.Id,
        node_id = NodeId.Of("Event", entry.Id),
        url = pull.Forge.Api($"repos/{pull.Repository.FullName}/issues/events/{entry.Id}"),
        actor = AccountShape.Of(pull.Forge, entry.Actor),
        user = AccountShape.Of(pull.Forge, entry.Actor),
        @event = entry.Name,
        commit_id = entry.Commit,
        commit_url = entry.Commit is null ? null : pull.Forge.Api($"repos/{pull.Repository.FullName}/commits/{entry.Commit}"),
        created_at = entry.At,
        submitted_at = entry.At,
    };
}
