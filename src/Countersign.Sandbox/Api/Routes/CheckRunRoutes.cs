using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Checks;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>Check runs, which only apps make.</summary>
internal static class CheckRunRoutes
{
    private const string One = "repos/{owner}/{repo}/check-runs/{id:long}";

    public static void Map(ApiRoutes api)
    {
        api.Post("repos/{owner}/{repo}/check-runs", Create);
        api.Get(One, Get);
        api.Patch(One, Update);
        api.Get(One + "/annotations", Annotations);
        api.Get("repos/{owner}/{repo}/commits/{sha}/check-runs", ForCommit);
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var repository = call.Repository(Needs.WriteChecks);
        var sha = call.RequiredText("CheckRun", "head_sha");
        if (!repository.Git.Read.HasCommit(sha)) throw new RefusedException(422, $"No commit found for SHA: {sha}");
        var run = new CheckRun(call.Forge.NextId(), AppOf(call), call.RequiredText("CheckRun", "name"), sha, call.Forge.Now());
        CheckRunInput.Apply(call, run);
        repository.AddCheckRun(run);
        return ApiAnswer.Created(CheckShape.Of(repository, run));
    }

    private static ApiAnswer Get(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadChecks);
        return ApiAnswer.Json(CheckShape.Of(repository, Find(call, repository.CheckRuns)));
    }

    private static ApiAnswer Update(ApiCall call)
    {
        var repository = call.Repository(Needs.WriteChecks);
        var run = Find(call, repository.CheckRuns);
        if (run.App != AppOf(call)) throw RefusedException.Forbidden("Invalid app_id `" + AppOf(call).Id + "` - check run can only be modified by the GitHub App that created it.");
        var wasCompleted = run.Status == "completed";
        CheckRunInput.Apply(call, run);
        repository.CheckRunChanged(run, wasCompleted);
        return ApiAnswer.Json(CheckShape.Of(repository, run));
    }

    private static ApiAnswer Annotations(ApiCall call) =>
        call.Page(Find(call, call.Repository(Needs.ReadChecks).CheckRuns).Annotations, annotation => annotation.Raw);

    /// <summary><c>filter=latest</c>, the default, answers the newest run of each name and app.</summary>
    private static ApiAnswer ForCommit(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadChecks);
        var sha = RepositoryRoutes.Resolve(repository, call.Route("sha"));
        var runs = repository.CheckRuns.Where(run => run.HeadSha == sha);
        if (call.Query("filter") != "all") runs = runs.GroupBy(run => (run.App, run.Name)).Select(group => group.Last());
        if (call.Query("check_name") is { } name) runs = runs.Where(run => run.Name == name);
        if (call.Query("status") is { } status) runs = runs.Where(run => run.Status == status);
        if (call.Query("app_id") is { } app) runs = runs.Where(run => $"{run.App.Id}" == app);
        return call.Page(
            runs.Reverse(), run => CheckShape.Of(repository, run),
            (total, check_runs) => new { total_count = total, check_runs });
    }

    private static SandboxApp AppOf(ApiCall call) =>
        call.Caller.ActingApp ?? throw RefusedException.Forbidden("You must authenticate via a GitHub App.");

    private static CheckRun Find(ApiCall call, IEnumerable<CheckRun> runs) =>
        runs.FirstOrDefault(run => run.Id == call.Number("id")) ?? throw RefusedException.NotFound();
}
