using System.Text.Json;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Environments;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>
/// Deployments. The documented defaults bite here too: <c>auto_merge</c> is true, and all statuses of the commit
/// must be green unless <c>required_contexts</c> says otherwise.
/// </summary>
internal static class DeploymentRoutes
{
    private const string All = "repos/{owner}/{repo}/deployments";
    private const int DescriptionLimit = 140;

    private static readonly ImmutableHashSet<string> States =
        ["error", "failure", "inactive", "in_progress", "queued", "pending", "success"];

    public static void Map(ApiRoutes api)
    {
        api.Get(All, List);
        api.Post(All, Create);
        api.Get(All + "/{id:long}", Get);
        api.Get(All + "/{id:long}/statuses", Statuses);
        api.Post(All + "/{id:long}/statuses", AddStatus);
    }

    private static ApiAnswer List(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadDeployments);
        var (sha, @ref, environment, task) = (call.Query("sha"), call.Query("ref"), call.Query("environment"), call.Query("task"));
        var found = repository.Deployments.Where(one => (sha is null || one.Sha == sha) && (@ref is null || one.Ref == @ref)
            && (environment is null || one.Environment == environment) && (task is null || one.Task == task));
        return call.Page(found.Reverse(), one => StatusShape.Deployment(repository, one));
    }

    private static ApiAnswer Create(ApiCall call)
    {
        var repository = call.Repository(Needs.WriteDeployments);
        var @ref = call.RequiredText("Deployment", "ref");
        var sha = repository.Git.Read.Resolve(@ref) ?? throw new RefusedException(422, $"No ref found for: {@ref}");
        CheckDescription(call, "Deployment");
        if (AutoMerged(call, repository, @ref)) return ApiAnswer.Json(new { message = $"Auto-merged {repository.DefaultBranch} into {@ref} on deployment." }, 202);
        DemandContexts(call, repository, sha);
        var environment = call.Text("environment") ?? "production";
        var deployment = new DeploymentRecord(call.Forge.NextId(), call.Actor, sha, @ref, call.Text("task") ?? "deploy", environment, call.Forge.Now())
        {
            Description = call.Text("description"),
            Payload = call.Member("payload")?.Clone() ?? JsonSerializer.SerializeToElement(new { }),
        };
        repository.DeploymentList.Add(deployment);
        var shape = StatusShape.Deployment(repository, deployment);
        repository.Emit("deployment", "created", call.Actor, new { deployment = shape });
        return ApiAnswer.Created(shape);
    }

    /// <summary>A branch that lacks commits of the default branch gets them by a merge commit, instead of a deployment.</summary>
    private static bool AutoMerged(ApiCall call, SandboxRepository repository, string @ref)
    {
        if (call.Flag("auto_merge") is false || repository.Git.Read.Branch(@ref) is not { } tip) return false;
        var main = repository.Git.Read.Branch(repository.DefaultBranch)!;
        if (repository.Git.Read.IsAncestor(main, tip)) return false;
        var tree = repository.Git.Merge(tip, main) ?? throw new RefusedException(409, $"Conflict merging {repository.DefaultBranch} into {@ref}.");
        var who = GitStore.Sign(call.Actor.Identity, call.Forge.Now());
        var merged = repository.Git.Commit(tree, [tip, main], $"Merge branch '{repository.DefaultBranch}' into {@ref}", who, who);
        repository.MoveBranch(call.Actor, @ref, tip, merged);
        return true;
    }

    private static void DemandContexts(ApiCall call, SandboxRepository repository, string sha)
    {
        var latest = StatusRoutes.LatestOf(repository, sha).ToDictionary(status => status.Context, status => status.State, StringComparer.OrdinalIgnoreCase);
        var runs = repository.CheckRuns.Where(run => run.HeadSha == sha).GroupBy(run => run.Name).Select(group => group.Last());
        foreach (var run in runs) latest[run.Name] = run.Conclusion is "success" or "neutral" or "skipped" ? "success" : "failure";
        var required = call.Member("required_contexts") is { } given
            ? given.EnumerateArray().Select(context => context.GetString()!).ToList()
            : [.. latest.Keys];
        if (required.TrueForAll(context => latest.GetValueOrDefault(context) == "success")) return;
        throw new RefusedException(409, $"Conflict: Commit status checks failed for {sha}.");
    }

    private static ApiAnswer Get(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadDeployments);
        return ApiAnswer.Json(StatusShape.Deployment(repository, Find(call, repository)));
    }

    private static ApiAnswer Statuses(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadDeployments);
        var deployment = Find(call, repository);
        return call.Page(deployment.Statuses.Reverse(), status => StatusShape.DeploymentStatus(repository, deployment, status));
    }

    private static ApiAnswer AddStatus(ApiCall call)
    {
        var repository = call.Repository(Needs.WriteDeployments);
        var deployment = Find(call, repository);
        var state = call.RequiredText("DeploymentStatus", "state");
        if (!States.Contains(state)) throw RefusedException.Invalid("DeploymentStatus", "state", $"`{state}` is not a state", "invalid");
        CheckDescription(call, "DeploymentStatus");
        var status = new DeploymentStatusRecord(
            call.Forge.NextId(), call.Actor, state, call.Text("description"), call.Text("log_url") ?? call.Text("target_url"),
            call.Text("environment_url"), call.Forge.Now());
        deployment.StatusList.Add(status);
        if (state == "success" && call.Flag("auto_inactive") is not false) Retire(call, repository, deployment);
        var shape = StatusShape.DeploymentStatus(repository, deployment, status);
        repository.Emit("deployment_status", "created", call.Actor, new { deployment_status = shape, deployment = StatusShape.Deployment(repository, deployment) });
        return ApiAnswer.Created(shape);
    }

    /// <summary><c>auto_inactive</c>: earlier deployments of the same environment become inactive.</summary>
    private static void Retire(ApiCall call, SandboxRepository repository, DeploymentRecord current)
    {
        foreach (var older in repository.Deployments.Where(one => one != current && one.Environment == current.Environment))
        {
            if (older.Statuses is [.., { State: "success" }])
            {
                older.StatusList.Add(new DeploymentStatusRecord(call.Forge.NextId(), call.Actor, "inactive", null, null, null, call.Forge.Now()));
            }
        }
    }

    private static void CheckDescription(ApiCall call, string resource)
    {
        if (call.Text("description") is { Length: > DescriptionLimit })
        {
            throw RefusedException.Invalid(resource, "description", $"description is too long (maximum is {DescriptionLimit} characters)");
        }
    }

    private static DeploymentRecord Find(ApiCall call, SandboxRepository repository) =>
        repository.DeploymentList.Find(one => one.Id == call.Number("id")) ?? throw RefusedException.NotFound();
}
