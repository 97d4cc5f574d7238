using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Repositories;
using Countersign.Sandbox.Reviews;

namespace Countersign.Sandbox.PullRequests;

/// <content>The head, the test merge, and what a push does to reviews.</content>
public sealed partial class SandboxPullRequest
{
    private (string Base, string Head)? testMerged;

    /// <summary>Pushes one commit to the head branch.</summary>
    public string Push(Actor actor, string message, params ImmutableArray<FileChange> changes) =>
        HeadRepository.Push(actor, HeadBranch, message, changes);

    /// <summary>Pushes one commit to the head branch.</summary>
    public string Push(Actor actor, NewCommit commit) => HeadRepository.Push(actor, HeadBranch, commit);

    /// <summary>Replaces the head branch by new commits on top of the base branch.</summary>
    public string ForcePush(Actor actor, params ImmutableArray<NewCommit> commits) =>
        HeadRepository.ForcePush(actor, HeadBranch, BaseBranch, commits);

    /// <summary>Rebases the head branch onto the base branch: same patches, new commits.</summary>
    public string Rebase(Actor actor) => HeadRepository.Rebase(actor, HeadBranch, BaseBranch);

    /// <summary>Presses "Update branch": merges the base into the head.</summary>
    public string UpdateBranch(Actor actor)
    {
        lock (Forge.Gate)
        {
            Repository.Demand(actor, Role.Write);
            var git = HeadRepository.Git;
            var baseTip = Repository.Git.Read.Branch(BaseBranch)!;
            var tree = git.Merge(HeadSha, baseTip) ?? throw RefusedException.Unprocessable("merge conflict between base and head");
            var (author, committer) = (GitStore.Sign(actor.Identity, Forge.Now()), GitStore.Sign(Repository.WebFlow, Forge.Now()));
            var merged = git.Commit(tree, [HeadSha, baseTip], $"Merge branch '{BaseBranch}' into {HeadBranch}", author, committer);
            HeadRepository.MoveBranch(actor, HeadBranch, HeadSha, merged);
            return merged;
        }
    }

    internal void Synchronize(Actor actor, string before, string after, bool forced)
    {
        RememberBefore();
        var approvalsMatter = ReviewList.Exists(review => review.State == ReviewState.Approved);
        var patchBefore = approvalsMatter ? PatchId() : null;
        (HeadSha, HeadPusher) = (after, actor);
        BaseSha = Repository.Git.Read.Branch(BaseBranch) ?? BaseSha;
        PublishHead();
        if (forced) Note("head_ref_force_pushed", actor, after);
        if (approvalsMatter) FollowPush(actor, samePatch: patchBefore == PatchId(), forced);
        Repository.Queue.Invalidate(this);
        Emit("synchronize", actor, new { before, after });
    }

    /// <summary>Brings the head into this repository (from a fork, if need be) as <c>refs/pull/N/head</c>.</summary>
    internal void PublishHead()
    {
        if (HeadRepository != Repository)
        {
            GitCommand.Run(Repository.GitDirectory, "fetch", "--quiet", HeadRepository.GitDirectory, HeadSha);
        }

        Repository.Git.SetRef($"refs/pull/{Number}/head", HeadSha);
        RefreshTestMerge();
    }

    internal void RefreshTestMerge()
    {
        if (State != PullRequestState.Open || Repository.Git.Read.Branch(BaseBranch) is not { } baseTip || testMerged == (baseTip, HeadSha)) return;
        testMerged = (baseTip, HeadSha);
        var tree = Repository.Git.Merge(baseTip, HeadSha);
        var signature = GitStore.Sign(Repository.WebFlow, Forge.Now());
        MergeCommitSha = tree is null ? null : Repository.Git.Commit(
            tree, [baseTip, HeadSha], $"Merge {HeadSha} into {baseTip}", signature, signature);
        if (MergeCommitSha is null) Repository.Git.RemoveRef($"refs/pull/{Number}/merge");
        else Repository.Git.SetRef($"refs/pull/{Number}/merge", MergeCommitSha);
    }

    /// <summary>
    /// What GitHub does to approvals on a push. The same patch keeps them, and was measured to move their
    /// commit to the new head after a clean rebase; another patch dismisses them where the branch says so.
    /// </summary>
    private void FollowPush(Actor pusher, bool samePatch, bool forced)
    {
        var approvals = ReviewList.Where(review => review.State == ReviewState.Approved).ToList();
        if (samePatch)
        {
            if (!forced || !Forge.Switches.ReanchorApprovals) return;
            foreach (var review in approvals) review.CommitId = HeadSha;
            return;
        }

        if (Repository.ProtectionOf(BaseBranch) is not { DismissStaleReviews: true }) return;
        foreach (var review in approvals) DismissReview(pusher, review, "Dismissed as stale: the difference changed");
    }

    private string PatchId()
    {
        var patch = GitCommand.Run(Repository.GitDirectory, "diff", "--full-index", "--binary", ComparedWith, HeadSha);
        return GitCommand.RunWith(Repository.GitDirectory, patch, "patch-id", "--stable").Split(' ')[0];
    }
}
