using Countersign.Forges.GitHub.Answers;

namespace Countersign.Forges.GitHub;

/// <summary>Records deployments where GitHub shows them.</summary>
internal sealed class DeploymentWriting(GitHubApi api, RepositoryRef repository)
{
    private readonly string _deployments = $"repositories/{repository.Id}/deployments";

    internal async Task<long> Write(DeploymentReport report, CancellationToken cancellation)
    {
        var id = report.Existing ?? await Create(report, cancellation);
        var state = report.State switch
        {
            DeploymentState.Queued => "queued",
            DeploymentState.InProgress => "in_progress",
            DeploymentState.Success => "success",
            DeploymentState.Failure => "failure",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        await api.Post<IdAnswer>(
            $"{_deployments}/{id}/statuses",
            new { state, description = Limits.Cut(report.Description, Limits.Description), environment = report.Environment },
            cancellation);
        return id;
    }

    /// <summary>GitHub's defaults would merge the base branch into the commit, and wait for all checks (409).</summary>
    private async Task<long> Create(DeploymentReport report, CancellationToken cancellation)
    {
        var answer = await api.Post<IdAnswer>(
            _deployments,
            new
            {
                @ref = report.Commit.Hex,
                environment = report.Environment,
                description = Limits.Cut(report.Description, Limits.Description),
                auto_merge = false,
                required_contexts = Array.Empty<string>(),
            },
            cancellation);
        return answer.Id ?? throw GitHubFaults.Unreadable("POST", _deployments);
    }
}
