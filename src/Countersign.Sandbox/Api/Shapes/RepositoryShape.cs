using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Shapes;

/// <summary>Repositories and branches as GitHub shows them.</summary>
internal static class RepositoryShape
{
    public static object Of(SandboxRepository repository, Role? role = null)
    {
        var forge = repository.Forge;
        return new
        {
            id = repository.Id,
            node_id = NodeId.Of("Repository", repository.Id),
            name = repository.Name,
            full_name = repository.FullName,
            @private = repository.Private,
            owner = AccountShape.Of(forge, repository.Owner),
            html_url = forge.Web(repository.FullName),
            description = (string?)null,
            fork = repository.ForkOf is not null,
            url = forge.Api($"repos/{repository.FullName}"),
            clone_url = repository.CloneUrl,
            git_url = repository.CloneUrl,
            ssh_url = $"git@sandbox:{repository.FullName}.git",
            svn_url = forge.Web(repository.FullName),
            homepage = (string?)null,
            language = "SQL",
            forks_count = 0,
            stargazers_count = 0,
            watchers_count = 0,
            subscribers_count = 0,
            open_issues_count = repository.PullRequests.Count(pull => pull.State == PullRequests.PullRequestState.Open),
            size = 1,
            is_template = false,
            default_branch = repository.DefaultBranch,
            visibility = repository.Private ? "private" : "public",
            archived = false,
            disabled = false,
            has_issues = true,
            has_wiki = false,
            has_downloads = false,
            has_pages = false,
            has_discussions = false,
            allow_merge_commit = true,
            allow_squash_merge = true,
            allow_rebase_merge = true,
            allow_auto_merge = false,
            delete_branch_on_merge = false,
            topics = Array.Empty<string>(),
            created_at = repository.CreatedAt,
            updated_at = repository.CreatedAt,
            pushed_at = repository.CreatedAt,
            permissions = role is { } known ? Permissions(known) : null,
        };
    }

    public static object Branch(SandboxRepository repository, string name, string sha) => new
    {
        name,
        commit = GitShape.Commit(repository, repository.Git.Read.Commit(sha)),
        @protected = repository.ProtectionOf(name) is not null,
        protection = new { enabled = repository.ProtectionOf(name) is not null },
        protection_url = repository.Forge.Api($"repos/{repository.FullName}/branches/{name}/protection"),
        _links = new { self = repository.Forge.Api($"repos/{repository.FullName}/branches/{name}") },
    };

    private static object Permissions(Role role) => new
    {
        admin = role >= Role.Admin,
        maintain = role >= Role.Maintain,
        push = role >= Role.Write,
        triage = role >= Role.Triage,
        pull = role >= Role.Read,
    };
}
