using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;

namespace Countersign.Sandbox.Repositories;

/// <content>How branches move.</content>
public sealed partial class SandboxRepository
{
    /// <summary>
    /// Pushes one commit on top of a branch; the branch is made from <paramref name="from"/> (the default
    /// branch when null) if it does not exist. Returns the new commit.
    /// </summary>
    public string Push(Actor actor, string branch, NewCommit commit, string? from = null)
    {
        lock (Forge.Gate)
        {
            Demand(actor, Role.Write);
            RefuseProtected(actor, branch);
            var before = Git.Read.Branch(branch);
            var parent = before ?? (from is null ? Git.Read.Branch(DefaultBranch) : Git.Read.Resolve(from));
            var after = Git.Commit(parent, commit, actor.Identity, Forge.Now());
            MoveBranch(actor, branch, before, after);
            return after;
        }
    }

    /// <summary>Pushes one commit that adds, replaces or deletes files.</summary>
    public string Push(Actor actor, string branch, string message, params ImmutableArray<FileChange> changes) =>
        Push(actor, branch, new NewCommit(message, changes));

    /// <summary>Replaces a branch by new commits on top of <paramref name="onto"/>, a branch or commit.</summary>
    public string ForcePush(Actor actor, string branch, string onto, params ImmutableArray<NewCommit> commits)
    {
        lock (Forge.Gate)
        {
            Demand(actor, Role.Write);
            RefuseProtected(actor, branch);
            var tip = Git.Read.Resolve(onto) ?? throw RefusedException.Unprocessable($"`{onto}` does not exist");
            foreach (var commit in commits) tip = Git.Commit(tip, commit, actor.Identity, Forge.Now());
            MoveBranch(actor, branch, Git.Read.Branch(branch), tip);
            return tip;
        }
    }

    /// <summary>
    /// Rebases a branch onto another and force-pushes it: the same patches under new commit ids, as
    /// <c>git rebase</c> leaves them (author and author date kept, committer new).
    /// </summary>
    public string Rebase(Actor actor, string branch, string onto)
    {
        lock (Forge.Gate)
        {
            Demand(actor, Role.Write);
            var head = Git.Read.Branch(branch) ?? throw RefusedException.NotFound();
            var target = Git.Read.Resolve(onto) ?? throw RefusedException.NotFound();
            var tip = Landing.Replay(Git, target, head, actor.Identity, Forge.Now())
                ?? throw RefusedException.Unprocessable($"`{branch}` cannot be rebased onto `{onto}`: it conflicts");
            MoveBranch(actor, branch, head, tip);
            return tip;
        }
    }

    /// <summary>Deletes a branch; open pull requests from it are closed, as on GitHub.</summary>
    public void DeleteBranch(Actor actor, string branch)
    {
        lock (Forge.Gate)
        {
            Demand(actor, Role.Write);
            RefuseProtected(actor, branch);
            var before = Git.Read.Branch(branch) ?? throw RefusedException.NotFound();
            MoveBranch(actor, branch, before, null);
        }
    }

    /// <summary>Moves a branch in Git and lets everything that depends on it follow.</summary>
    internal void MoveBranch(Actor actor, string branch, string? before, string? after)
    {
        if (before == after) return;
        if (after is null) Git.RemoveRef($"refs/heads/{branch}");
        else Git.SetRef($"refs/heads/{branch}", after);
        BranchMoves.Follow(this, actor, branch, before, after);
    }

    internal bool RefusesPush(Actor actor, string branch) =>
        ProtectionOf(branch) is { } protection && (protection.EnforceAdmins || RoleOf(actor) < Role.Admin);

    private void RefuseProtected(Actor actor, string branch)
    {
        if (RefusesPush(actor, branch))
        {
            throw RefusedException.Unprocessable($"GH006: Protected branch update failed for refs/heads/{branch}.");
        }
    }
}
