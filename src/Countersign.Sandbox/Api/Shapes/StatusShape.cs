using Countersign.Sandbox.Checks;
using Countersign.Sandbox.Environments;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Shapes;

/// <summary>Commit statuses, deployments and their statuses as GitHub shows them.</summary>
internal static class StatusShape
{
    public static object EventDetails(SandboxRepository repository, CommitStatus status) => new
    {
        id = status.Id,
        sha = status.Sha,
        name = repository.FullName,
        context = status.Context,
        state = status.State,
        description = status.Description,
        target_url = status.TargetUrl,
        commit = GitShape.Commit(repository, repository.Git.Read.Commit(status.Sha)),
        branches = Array.Empty<object>(),
        created_at = status.CreatedAt,
        updated_at = status.CreatedAt,
    };

    public static object Of(SandboxRepository repository, CommitStatus status) => new
    {
        id = status.Id,
        node_id = NodeId.Of("StatusContext", status.Id),
        url = repository.Forge.Api($"repos/{repository.FullName}/statuses/{status.Sha}"),
        avatar_url = repository.Forge.Web($"_sandbox/avatars/{status.Creator.Id}"),
        state = status.State,
        context = status.Context,
        description = status.Description,
        target_url = status.TargetUrl,
        creator = AccountShape.Of(repository.Forge, status.Creator),
        created_at = status.CreatedAt,
        updated_at = status.CreatedAt,
    };

    public static object Deployment(SandboxRepository repository, DeploymentRecord deployment)
    {
        var url = repository.Forge.Api($"repos/{repository.FullName}/deployments/{deployment.Id}");
        return new
        {
            id = deployment.Id,
            node_id = NodeId.Of("Deployment", deployment.Id),
            url,
            statuses_url = $"{url}/statuses",
            repository_url = repository.Forge.Api($"repos/{repository.FullName}"),
            sha = deployment.Sha,
            @ref = deployment.Ref,
            task = deployment.Task,
            payload = deployment.Payload,
            environment = deployment.Environment,
            original_environment = deployment.Environment,
            description = deployment.Description,
            creator = AccountShape.Of(repository.Forge, deployment.Creator),
            transient_environment = false,
            production_environment = deployment.Environment == "production",
            created_at = deployment.CreatedAt,
            updated_at = deployment.CreatedAt,
        };
    }

    public static object DeploymentStatus(SandboxRepository repository, DeploymentRecord deployment, DeploymentStatusRecord status)
    {
        var url = repository.Forge.Api($"repos/{repository.FullName}/deployments/{deployment.Id}");
        return new
        {
            id = status.Id,
            node_id = NodeId.Of("DeploymentStatus", status.Id),
            url = $"{url}/statuses/{status.Id}",
            deployment_url = url,
            repository_url = repository.Forge.Api($"repos/{repository.FullName}"),
            state = status.State,
            description = status.Description ?? "",
            environment = deployment.Environment,
            log_url = status.LogUrl ?? "",
            target_url = status.LogUrl ?? "",
            environment_url = status.EnvironmentUrl ?? "",
            creator = AccountShape.Of(repository.Forge, status.Creator),
            created_at = status.CreatedAt,
            updated_at = status.CreatedAt,
        };
    }
}
