using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Comments;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Reviews;

namespace Countersign.Sandbox.Control;

/// <summary>What people do to pull requests. Each act answers the pull request as it is afterwards.</summary>
internal static class PullRequestControls
{
    private static readonly Dictionary<string, Action<ControlCall, SandboxPullRequest, Actor>> Acts = new(StringComparer.Ordinal)
    {
        ["approve"] = (call, pull, actor) => pull.Approve(actor, call.OptionalText("body") ?? "", call.OptionalText("commit")),
        ["request-changes"] = (call, pull, actor) => pull.RequestChanges(actor, call.Text("body"), call.OptionalText("commit")),
        ["review"] = (call, pull, actor) => pull.ReviewWithComment(actor, call.Text("body"), call.OptionalText("commit")),
        ["dismiss"] = (call, pull, actor) => pull.Dismiss(actor, ReviewOf(call, pull), call.Text("message")),
        ["comment"] = (call, pull, actor) => pull.Comment(actor, call.Text("body")),
        ["edit-comment"] = (call, pull, actor) => pull.EditComment(actor, CommentOf(call, pull), call.Text("body")),
        ["delete-comment"] = (call, pull, actor) => pull.DeleteComment(actor, CommentOf(call, pull)),
        ["edit"] = (call, pull, actor) => pull.Edit(actor, call.OptionalText("title"), call.OptionalText("body")),
        ["retarget"] = (call, pull, actor) => pull.Retarget(actor, call.Text("base")),
        ["draft"] = (_, pull, actor) => pull.ConvertToDraft(actor),
        ["ready"] = (_, pull, actor) => pull.MarkReady(actor),
        ["push"] = (call, pull, actor) => pull.Push(actor, call.Commit()),
        ["force-push"] = (call, pull, actor) => pull.ForcePush(actor, call.Commit()),
        ["rebase"] = (_, pull, actor) => pull.Rebase(actor),
        ["update-branch"] = (_, pull, actor) => pull.UpdateBranch(actor),
        ["merge"] = (call, pull, actor) => pull.Merge(actor, call.Choice("method", MergeMethod.Merge), call.OptionalText("expected_head")),
        ["admin-merge"] = (call, pull, actor) => pull.AdminMerge(actor, call.Choice("method", MergeMethod.Merge)),
        ["enqueue"] = (_, pull, actor) => pull.Enqueue(actor),
        ["revert"] = (_, pull, actor) => pull.Revert(actor),
        ["close"] = (_, pull, actor) => pull.Close(actor),
        ["reopen"] = (_, pull, actor) => pull.Reopen(actor),
    };

    public static void Map(ControlRoutes control)
    {
        control.Post("repos/{owner}/{repo}/pulls", call => Shape(call.Repository.OpenPullRequest(
            call.Actor, call.Text("head"), call.OptionalText("base") ?? "main", call.Text("title"),
            call.OptionalText("body") ?? "", call.Flag("draft"))));
        control.Get("repos/{owner}/{repo}/pulls", call => call.Repository.PullRequests.Select(Shape).ToList());
        control.Get("repos/{owner}/{repo}/pulls/{number:int}", call => Shape(call.PullRequest));
        control.Post("repos/{owner}/{repo}/pulls/{number:int}/{act}", Act);
    }

    private static object Act(ControlCall call)
    {
        if (!Acts.TryGetValue(call.Route("act"), out var act))
        {
            throw new RefusedException(404, $"`{call.Route("act")}` is not one of {string.Join(", ", Acts.Keys)}");
        }

        var pull = call.PullRequest;
        act(call, pull, call.Actor);
        return Shape(pull);
    }

    private static Review ReviewOf(ControlCall call, SandboxPullRequest pull) =>
        pull.Reviews.FirstOrDefault(review => review.Id == call.Number("review")) ?? throw RefusedException.NotFound();

    private static Comment CommentOf(ControlCall call, SandboxPullRequest pull) =>
        pull.Comments.FirstOrDefault(comment => comment.Id == call.Number("comment")) ?? throw RefusedException.NotFound();

    private static object Shape(SandboxPullRequest pull) => new
    {
        number = pull.Number,
        title = pull.Title,
        state = pull.State.ToString().ToLowerInvariant(),
        draft = pull.Draft,
        head_branch = pull.HeadBranch,
        head_sha = pull.HeadSha,
        base_branch = pull.BaseBranch,
        merge_commit_sha = pull.MergeCommitSha,
        blockers = pull.MergeBlockers,
        reviews = pull.Reviews.Select(review => new { id = review.Id, author = review.Author.Login, state = $"{review.State}", commit = review.CommitId }),
        comments = pull.Comments.Select(comment => new { id = comment.Id, author = comment.Author.Login, body = comment.Body }),
        checks = pull.Repository.CheckRuns.Where(run => run.HeadSha == pull.HeadSha)
            .Select(run => new { id = run.Id, name = run.Name, status = run.Status, conclusion = run.Conclusion, title = run.Title }),
    };
}
