using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.PullRequests;

namespace Countersign.Sandbox.Repositories;

/// <summary>
/// What follows when a branch has moved, however it was moved: the push event, pull requests whose head it is,
/// pull requests whose base it is.
/// </summary>
internal static class BranchMoves
{
    public static readonly string NoCommit = new('0', 40);

    public static void Follow(SandboxRepository repository, Actor actor, string branch, string? before, string? after)
    {
        var forced = before is not null && after is not null && !repository.Git.Read.IsAncestor(before, after);
        repository.ActivityList.Add(new(repository.Forge.NextId(), actor, branch, before, after, forced, repository.Forge.Now()));
        EmitPush(repository, actor, branch, before, after, forced);
        foreach (var pull in OpenPullRequests(repository.Forge).ToList())
        {
            if (pull.HeadRepository == repository && pull.HeadBranch == branch) FollowHead(pull, actor, before, after, forced);
            if (pull.Repository == repository && pull.BaseBranch == branch && after is not null) FollowBase(pull, actor, before, after);
        }
    }

    private static IEnumerable<SandboxPullRequest> OpenPullRequests(ForgeState forge) =>
        forge.Repositories.SelectMany(repository => repository.PullRequests).Where(pull => pull.State == PullRequestState.Open);

    private static void FollowHead(SandboxPullRequest pull, Actor actor, string? before, string? after, bool forced)
    {
        if (after is null) pull.CloseBy(actor);
        else if (before is not null) pull.Synchronize(actor, before, after, forced);
    }

    /// <summary>
    /// The base has moved: no event for the pull request, except that one whose commits have all reached the
    /// base is merged, though nobody asked for a merge.
    /// </summary>
    private static void FollowBase(SandboxPullRequest pull, Actor actor, string? before, string after)
    {
        if (pull.Repository.Git.Read.IsAncestor(pull.HeadSha, after)) pull.BecomeMerged(actor, after, before);
        else pull.RefreshTestMerge();
    }

    private static void EmitPush(
        SandboxRepository repository, Actor actor, string branch, string? before, string? after, bool forced)
    {
        var known = before ?? repository.Git.Read.Branch(repository.DefaultBranch);
        var commits = after is null ? [] : repository.Git.Read.Commits(known == after ? null : known, after);
        var shown = commits.TakeLast(20).Select(commit => GitShape.PushedCommit(repository, commit)).ToList();
        repository.Emit("push", null, actor, new
        {
            @ref = $"refs/heads/{branch}",
            before = before ?? NoCommit,
            after = after ?? NoCommit,
            created = before is null,
            deleted = after is null,
            forced,
            base_ref = (string?)null,
            compare = repository.Forge.Web($"{repository.FullName}/compare/{before ?? NoCommit}...{after ?? NoCommit}"),
            commits = shown,
            head_commit = after is null ? null : GitShape.PushedCommit(repository, repository.Git.Read.Commit(after)),
            pusher = new { name = actor.Login, email = actor.Email },
        });
    }
}
