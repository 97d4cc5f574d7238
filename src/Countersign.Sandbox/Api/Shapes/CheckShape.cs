using System.Text.Json.Nodes;
using Countersign.Sandbox.Checks;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Shapes;

/// <summary>Check runs as GitHub shows them.</summary>
internal static class CheckShape
{
    public static JsonObject EventDetails(SandboxRepository repository, CheckRun run, object? more) =>
        Details.With(more, "check_run", Of(repository, run));

    public static object Of(SandboxRepository repository, CheckRun run)
    {
        var forge = repository.Forge;
        var url = forge.Api($"repos/{repository.FullName}/check-runs/{run.Id}");
        return new
        {
            id = run.Id,
            node_id = NodeId.Of("CheckRun", run.Id),
            name = run.Name,
            head_sha = run.HeadSha,
            external_id = run.ExternalId ?? "",
            url,
            html_url = forge.Web($"{repository.FullName}/runs/{run.Id}"),
            details_url = run.DetailsUrl ?? forge.Web(""),
            status = run.Status,
            conclusion = run.Conclusion,
            started_at = run.StartedAt,
            completed_at = run.CompletedAt,
            output = new
            {
                title = run.Title,
                summary = run.Summary,
                text = run.Text,
                annotations_count = run.Annotations.Count,
                annotations_url = $"{url}/annotations",
            },
            check_suite = Suite(repository, run),
            app = AccountShape.App(forge, run.App),
            pull_requests = PullRequests(repository, run),
        };
    }

    private static object Suite(SandboxRepository repository, CheckRun run) => new
    {
        id = run.App.Id,
        node_id = NodeId.Of("CheckSuite", run.App.Id),
        head_branch = (string?)null,
        head_sha = run.HeadSha,
        status = run.Status,
        conclusion = run.Conclusion,
        url = repository.Forge.Api($"repos/{repository.FullName}/check-suites/{run.App.Id}"),
        before = (string?)null,
        after = run.HeadSha,
        pull_requests = PullRequests(repository, run),
        app = AccountShape.App(repository.Forge, run.App),
        created_at = run.StartedAt,
        updated_at = run.StartedAt,
    };

    /// <summary>The open pull requests with this head; GitHub leaves out those from forks.</summary>
    private static IEnumerable<object> PullRequests(SandboxRepository repository, CheckRun run) => repository.PullRequests
        .Where(pull => pull.State == PullRequestState.Open && pull.HeadSha == run.HeadSha && pull.HeadRepository == repository)
        .Select(pull => new
        {
            id = pull.Id,
            number = pull.Number,
            url = repository.Forge.Api($"repos/{repository.FullName}/pulls/{pull.Number}"),
            head = new { @ref = pull.HeadBranch, sha = pull.HeadSha, repo = Short(repository) },
            @base = new { @ref = pull.BaseBranch, sha = pull.BaseSha, repo = Short(repository) },
        });

    private static object Short(SandboxRepository repository) => new
    {
        id = repository.Id,
        name = repository.Name,
        url = repository.Forge.Api($"repos/{repository.FullName}"),
    };
}
