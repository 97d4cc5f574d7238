using System.Text;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>Pull requests: read, open, edit, merge.</summary>
internal static class PullRequestRoutes
{
    private const int CommitLimit = 250;

    public static void Map(ApiRoutes api)
    {
        api.Get("repos/{owner}/{repo}/pulls", List);
        api.Post("repos/{owner}/{repo}/pulls", Open);
        api.Get("repos/{owner}/{repo}/pulls/{number:int}", One);
        api.Patch("repos/{owner}/{repo}/pulls/{number:int}", Edit);
        api.Get("repos/{owner}/{repo}/pulls/{number:int}/commits", Commits);
        api.Get("repos/{owner}/{repo}/pulls/{number:int}/files", Files);
        api.Get("repos/{owner}/{repo}/pulls/{number:int}/merge", IsMerged);
        api.Put("repos/{owner}/{repo}/pulls/{number:int}/merge", Merge);
        api.Put("repos/{owner}/{repo}/pulls/{number:int}/update-branch", UpdateBranch);
        api.Get("repos/{owner}/{repo}/pulls/{number:int}/requested_reviewers", call =>
        {
            call.PullRequest(Needs.ReadPulls);
            return ApiAnswer.Json(new { users = Array.Empty<object>(), teams = Array.Empty<object>() });
        });
    }

    private static ApiAnswer List(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadPulls);
        var (state, head, @base) = (call.Query("state") ?? "open", call.Query("head"), call.Query("base"));
        var pulls = repository.PullRequests.Where(pull =>
            (state == "all" || (state == "open") == (pull.State == PullRequestState.Open))
            && (head is null || pull.Label == head)
            && (@base is null || pull.BaseBranch == @base));
        var byUpdate = call.Query("sort") == "updated";
        var sorted = pulls.OrderBy(pull => byUpdate ? pull.UpdatedAt : pull.CreatedAt).ThenBy(pull => pull.Number);
        var descending = (call.Query("direction") ?? (call.Query("sort") is null or "created" ? "desc" : "asc")) == "desc";
        return call.Page(descending ? sorted.Reverse() : sorted, pull => PullRequestShape.Of(pull));
    }

    private static ApiAnswer One(ApiCall call)
    {
        var pull = call.PullRequest(Needs.ReadPulls);
        if (call.Accept.Contains("diff", StringComparison.Ordinal))
        {
            var patch = pull.Repository.Git.Read.Diff(pull.ComparedWith, pull.HeadSha).Content;
            return new ApiAnswer(200, Encoding.UTF8.GetBytes(patch), "application/vnd.github.v3.diff; charset=utf-8");
        }

        var stale = call.Forge.Switches.TakeStale(pull, call.Forge.Options.Time.GetUtcNow());
        return ApiAnswer.Json(PullRequestShape.Full(pull, call.Forge.Switches.TakeMergeableUnknown(), stale?.HeadSha));
    }

    private static ApiAnswer Open(ApiCall call)
    {
        var repository = call.Repository(Needs.WritePulls);
        var (head, from) = (call.RequiredText("PullRequest", "head"), repository);
        if (head.Split(':', 2) is [var owner, var branch])
        {
            from = call.Forge.Repositories.Find(candidate => candidate.Owner.Login == owner && (candidate == repository || candidate.ForkOf == repository))
                ?? throw RefusedException.Invalid("PullRequest", "head", "", "invalid");
            head = branch;
        }

        var pull = repository.OpenPullRequest(
            call.Actor, head, call.RequiredText("PullRequest", "base"), call.RequiredText("PullRequest", "title"),
            call.Text("body") ?? string.Empty, call.Flag("draft") ?? false, from);
        return ApiAnswer.Created(PullRequestShape.Full(pull));
    }

    private static ApiAnswer Edit(ApiCall call)
    {
        var pull = call.PullRequest(Needs.WritePulls);
        if (call.Text("title") is not null || call.Text("body") is not null) pull.Edit(call.Actor, call.Text("title"), call.Text("body"));
        if (call.Text("base") is { } @base && @base != pull.BaseBranch) pull.Retarget(call.Actor, @base);
        if (call.Text("state") is "closed") pull.Close(call.Actor);
        if (call.Text("state") is "open" && pull.State == PullRequestState.Closed) pull.Reopen(call.Actor);
        return ApiAnswer.Json(PullRequestShape.Full(pull));
    }

    private static ApiAnswer Commits(ApiCall call)
    {
        var pull = call.PullRequest(Needs.ReadPulls);
        var commits = pull.Repository.Git.Read.Commits(pull.ComparedWith, pull.HeadSha).Take(CommitLimit);
        return call.Page(commits, commit => GitShape.Commit(pull.Repository, commit));
    }

    private static ApiAnswer Files(ApiCall call)
    {
        var pull = call.PullRequest(Needs.ReadPulls);
        var files = pull.Repository.Git.Read.Diff(pull.ComparedWith, pull.HeadSha).Take(call.Forge.Switches.FilesCap);
        return call.Page(files, file => GitShape.File(pull.Repository, pull.HeadSha, file));
    }

    private static ApiAnswer IsMerged(ApiCall call) =>
        call.PullRequest(Needs.ReadPulls).State == PullRequestState.Merged ? ApiAnswer.Empty() : throw RefusedException.NotFound();

    private static ApiAnswer Merge(ApiCall call)
    {
        var pull = call.PullRequest(Needs.Merge);
        var method = (call.Text("merge_method") ?? "merge") switch
        {
            "merge" => MergeMethod.Merge,
            "squash" => MergeMethod.Squash,
            "rebase" => MergeMethod.Rebase,
            var other => throw RefusedException.Invalid("PullRequest", "merge_method", $"`{other}` is not a merge method", "invalid"),
        };
        // Over the API an admin goes past protection that does not include admins, without being asked.
        var bypass = pull.Repository.RoleOf(call.Actor) == Role.Admin;
        var sha = pull.MergeWith(call.Actor, method, call.Text("sha"), bypass, call.Text("commit_title"), call.Text("commit_message"));
        return ApiAnswer.Json(new { sha, merged = true, message = "Pull Request successfully merged" });
    }

    private static ApiAnswer UpdateBranch(ApiCall call)
    {
        var pull = call.PullRequest(Needs.WritePulls);
        if (call.Text("expected_head_sha") is { } expected && expected != pull.HeadSha)
        {
            throw RefusedException.Unprocessable("expected head sha didn't match current head ref.");
        }

        pull.UpdateBranch(call.Actor);
        return ApiAnswer.Json(new { message = "Updating pull request branch.", url = "" }, 202);
    }
}
