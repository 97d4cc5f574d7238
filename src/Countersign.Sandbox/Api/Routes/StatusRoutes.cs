using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Checks;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>Commit statuses.</summary>
internal static class StatusRoutes
{
    public static void Map(ApiRoutes api)
    {
        api.Post("repos/{owner}/{repo}/statuses/{sha}", Create);
        api.Get("repos/{owner}/{repo}/commits/{sha}/statuses", List);
        api.Get("repos/{owner}/{repo}/statuses/{sha}", List);
        api.Get("repos/{owner}/{repo}/commits/{sha}/status", Combined);
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var repository = call.Repository(Needs.WriteStatuses);
        var status = repository.ReportStatus(
            call.Actor, call.Route("sha"), call.Text("context") ?? "default", call.RequiredText("Status", "state"),
            call.Text("description"), call.Text("target_url"));
        return ApiAnswer.Created(StatusShape.Of(repository, status));
    }

    private static ApiAnswer List(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadStatuses);
        var sha = RepositoryRoutes.Resolve(repository, call.Route("sha"));
        return call.Page(
            repository.Statuses.Where(status => status.Sha == sha).Reverse(), status => StatusShape.Of(repository, status));
    }

    /// <summary>The latest of each context; no status at all counts as pending.</summary>
    private static ApiAnswer Combined(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadStatuses);
        var sha = RepositoryRoutes.Resolve(repository, call.Route("sha"));
        var latest = LatestOf(repository, sha).ToList();
        return call.Page(latest, status => StatusShape.Of(repository, status), (total, statuses) => new
        {
            state = Worst(latest),
            sha,
            total_count = total,
            statuses,
            repository = RepositoryShape.Of(repository),
            commit_url = call.Forge.Api($"repos/{repository.FullName}/commits/{sha}"),
            url = call.Forge.Api($"repos/{repository.FullName}/commits/{sha}/status"),
        });
    }

    public static IEnumerable<CommitStatus> LatestOf(SandboxRepository repository, string sha) => repository.Statuses
        .Where(status => status.Sha == sha)
        .GroupBy(status => status.Context, StringComparer.OrdinalIgnoreCase)
        .Select(group => group.Last());

    private static string Worst(List<CommitStatus> latest)
    {
        if (latest.Exists(status => status.State is "failure" or "error")) return "failure";
        return latest.Count == 0 || latest.Exists(status => status.State == "pending") ? "pending" : "success";
    }
}
