using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.PullRequests;

/// <summary>The three ways to land a pull request.</summary>
public enum MergeMethod
{
    /// <summary>A merge commit with the base and the head as parents.</summary>
    Merge,

    /// <summary>One new commit with everything.</summary>
    Squash,

    /// <summary>Each commit again on top of the base.</summary>
    Rebase,
}

/// <content>Merging and reverting.</content>
public sealed partial class SandboxPullRequest
{
    /// <summary>
    /// Merges, when everything required is there. Returns the commit the base is at afterwards. Refused with
    /// 409 when <paramref name="expectedHead"/> is not the head, 405 when something required is missing.
    /// </summary>
    public string Merge(Actor actor, MergeMethod method = MergeMethod.Merge, string? expectedHead = null) =>
        MergeWith(actor, method, expectedHead, bypass: false);

    /// <summary>Merges as an admin past what is required, unless the protection includes admins.</summary>
    public string AdminMerge(Actor actor, MergeMethod method = MergeMethod.Merge)
    {
        lock (Forge.Gate) Repository.Demand(actor, Role.Admin);
        return MergeWith(actor, method, null, bypass: true);
    }

    /// <summary>Puts it into the merge queue of its base branch.</summary>
    public void Enqueue(Actor actor)
    {
        lock (Forge.Gate)
        {
            Repository.Demand(actor, Role.Write);
            Refuse(MergeGate.Blockers(this));
            Repository.Queue.Add(this, actor);
        }
    }

    /// <summary>Presses "Revert": opens a pull request that undoes this one.</summary>
    public SandboxPullRequest Revert(Actor actor)
    {
        lock (Forge.Gate)
        {
            Repository.Demand(actor, Role.Write);
            if (State != PullRequestState.Merged) throw RefusedException.Unprocessable("only a merged pull request can be reverted");
            var branch = $"revert-{Number}-{HeadBranch}";
            var reverted = Landing.Revert(this, actor);
            Repository.MoveBranch(actor, branch, null, reverted);
            var body = $"Reverts {Repository.FullName}#{Number}";
            return Repository.OpenPullRequest(actor, branch, BaseBranch, $"Revert \"{Title}\"", body);
        }
    }

    /// <summary>What keeps it from being merged, in GitHub's words; empty when nothing does.</summary>
    public IReadOnlyList<string> MergeBlockers
    {
        get
        {
            lock (Forge.Gate) return MergeGate.Blockers(this);
        }
    }

    internal string MergeWith(
        Actor actor, MergeMethod method, string? expectedHead, bool bypass, string? title = null, string? message = null)
    {
        lock (Forge.Gate)
        {
            Repository.Demand(actor, Role.Write);
            if (expectedHead is not null && expectedHead != HeadSha)
            {
                throw new RefusedException(409, "Head branch was modified. Review and try the merge again.");
            }

            var enforced = Repository.ProtectionOf(BaseBranch) is { EnforceAdmins: true };
            Refuse(bypass && !enforced ? MergeGate.Impossible(this) : MergeGate.Blockers(this));
            if (Repository.ProtectionOf(BaseBranch) is { MergeQueue: true } && !bypass)
            {
                throw new RefusedException(405, "Changes must be made through the merge queue");
            }

            var baseTip = Repository.Git.Read.Branch(BaseBranch)!;
            var landed = Landing.Build(this, method, actor, baseTip, title, message)
                ?? throw new RefusedException(405, "This branch can't be rebased");
            BecomeMerged(actor, landed, baseTip);
            Repository.MoveBranch(actor, BaseBranch, baseTip, landed);
            return landed;
        }
    }

    internal void BecomeMerged(Actor actor, string landed, string? baseBefore)
    {
        (State, MergedBy, MergeCommitSha, BaseBeforeMerge) = (PullRequestState.Merged, actor, landed, baseBefore);
        MergedAt = ClosedAt = Forge.Now();
        Repository.Git.RemoveRef($"refs/pull/{Number}/merge");
        Note("merged", actor, landed);
        Note("closed", actor);
        Emit("closed", actor);
    }

    private static void Refuse(IReadOnlyList<string> blockers)
    {
        if (blockers.Count > 0) throw new RefusedException(405, blockers[0], [.. blockers]);
    }
}
