using System.Text.Json.Nodes;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Api.Shapes;

/// <summary>Pull requests as GitHub shows them.</summary>
internal static class PullRequestShape
{
    public static JsonObject EventDetails(SandboxPullRequest pull, object? more) =>
        Details.With(more, ("number", pull.Number), ("pull_request", Full(pull)));

    /// <summary>As in lists.</summary>
    public static JsonObject Of(SandboxPullRequest pull, string? staleHead = null)
    {
        var forge = pull.Forge;
        var api = forge.Api($"repos/{pull.Repository.FullName}");
        var web = forge.Web($"{pull.Repository.FullName}/pull/{pull.Number}");
        var head = staleHead ?? pull.HeadSha;
        return Details.With(
            new
            {
                id = pull.Id,
                node_id = NodeId.Of("PullRequest", pull.Id),
                number = pull.Number,
                url = $"{api}/pulls/{pull.Number}",
                html_url = web,
                diff_url = $"{web}.diff",
                patch_url = $"{web}.patch",
                issue_url = $"{api}/issues/{pull.Number}",
                commits_url = $"{api}/pulls/{pull.Number}/commits",
                comments_url = $"{api}/issues/{pull.Number}/comments",
                review_comments_url = $"{api}/pulls/{pull.Number}/comments",
                statuses_url = $"{api}/statuses/{head}",
                state = pull.State == PullRequestState.Open ? "open" : "closed",
                locked = false,
                active_lock_reason = (string?)null,
                title = pull.Title,
                body = pull.Body,
                draft = pull.Draft,
                created_at = pull.CreatedAt,
                updated_at = pull.UpdatedAt,
                closed_at = pull.ClosedAt,
                merged_at = pull.MergedAt,
                merge_commit_sha = pull.MergeCommitSha,
                author_association = Association(pull),
                auto_merge = (object?)null,
                milestone = (object?)null,
                assignee = (object?)null,
                assignees = Array.Empty<object>(),
                requested_reviewers = Array.Empty<object>(),
                requested_teams = Array.Empty<object>(),
                labels = Array.Empty<object>(),
            },
            ("user", AccountShape.Of(forge, pull.Author)),
            ("head", Side(pull.HeadRepository, pull.HeadBranch, head)),
            ("base", Side(pull.Repository, pull.BaseBranch, pull.BaseSha)));
    }

    /// <summary>As when asked for one, with what GitHub computes.</summary>
    public static JsonObject Full(SandboxPullRequest pull, bool mergeableUnknown = false, string? staleHead = null)
    {
        var git = pull.Repository.Git.Read;
        var files = git.Diff(pull.ComparedWith, pull.HeadSha);
        var isOpen = pull.State == PullRequestState.Open;
        if (isOpen) pull.RefreshTestMerge();
        bool? mergeable = mergeableUnknown || !isOpen ? null : pull.MergeCommitSha is not null;
        return Details.With(
            Of(pull, staleHead),
            ("merged", pull.State == PullRequestState.Merged),
            ("mergeable", mergeable),
            ("rebaseable", mergeable),
            ("mergeable_state", mergeableUnknown ? "unknown" : MergeGate.State(pull)),
            ("merged_by", AccountShape.OfNullable(pull.Forge, pull.MergedBy)),
            ("comments", pull.Comments.Count),
            ("review_comments", 0),
            ("maintainer_can_modify", false),
            ("commits", git.Commits(pull.ComparedWith, pull.HeadSha).Count),
            ("additions", files.LinesAdded),
            ("deletions", files.LinesDeleted),
            ("changed_files", files.Count()));
    }

    private static object Side(SandboxRepository repository, string branch, string sha) => new
    {
        label = $"{repository.Owner.Login}:{branch}",
        @ref = branch,
        sha,
        user = AccountShape.Of(repository.Forge, repository.Owner),
        repo = RepositoryShape.Of(repository),
    };

    private static string Association(SandboxPullRequest pull) => pull.Repository.RoleOf(pull.Author) switch
    {
        _ when pull.Author == pull.Repository.Owner => "OWNER",
        >= Role.Write => "COLLABORATOR",
        _ => "NONE",
    };
}
