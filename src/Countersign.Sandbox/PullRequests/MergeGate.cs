using Countersign.Sandbox.Checks;
using Countersign.Sandbox.Repositories;
using Countersign.Sandbox.Reviews;

namespace Countersign.Sandbox.PullRequests;

/// <summary>What keeps a pull request from being merged, in GitHub's words.</summary>
internal static class MergeGate
{
    /// <summary>What nobody, not even an admin, can pass.</summary>
    public static IReadOnlyList<string> Impossible(SandboxPullRequest pull)
    {
        pull.RefreshTestMerge();
        return pull switch
        {
            { State: not PullRequestState.Open } => ["Pull Request is not mergeable"],
            { Draft: true } => ["Pull Request is still a draft"],
            { MergeCommitSha: null } => ["Pull Request is not mergeable"],
            _ => [],
        };
    }

    /// <summary>Everything in the way.</summary>
    public static IReadOnlyList<string> Blockers(SandboxPullRequest pull)
    {
        var impossible = Impossible(pull);
        if (impossible.Count > 0 || pull.Repository.ProtectionOf(pull.BaseBranch) is not { } protection) return impossible;
        return [.. Checks(pull, protection), .. Reviewing(pull, protection), .. UpToDate(pull, protection)];
    }

    /// <summary>GitHub's <c>mergeable_state</c>.</summary>
    public static string State(SandboxPullRequest pull)
    {
        if (pull.State != PullRequestState.Open) return "unknown";
        pull.RefreshTestMerge();
        if (pull.Draft) return "draft";
        if (pull.MergeCommitSha is null) return "dirty";
        var protection = pull.Repository.ProtectionOf(pull.BaseBranch) ?? new BranchProtection();
        if (Checks(pull, protection).Any() || Reviewing(pull, protection).Any()) return "blocked";
        if (UpToDate(pull, protection).Any()) return "behind";
        return pull.Repository.CheckRuns.Any(run => run.HeadSha == pull.HeadSha && run.Conclusion is "failure") ? "unstable" : "clean";
    }

    private static IEnumerable<string> Checks(SandboxPullRequest pull, BranchProtection protection) => protection.RequiredChecks
        .Select(required => (required.Context, State: RequiredChecks.StateOf(pull.Repository, pull.HeadSha, pull.MergeCommitSha, required)))
        .Where(check => check.State != RequiredCheckState.Passed)
        .Select(check => $"Required status check \"{check.Context}\" is {Words(check.State)}.");

    private static IEnumerable<string> Reviewing(SandboxPullRequest pull, BranchProtection protection)
    {
        if (protection is { RequiredApprovals: 0, RequireCodeOwnerReviews: false }) yield break;
        var opinions = EffectiveReviews.Of(pull).Where(review => pull.Repository.RoleOf(review.Author) >= Role.Write).ToList();
        if (opinions.Exists(review => review.State == ReviewState.ChangesRequested))
        {
            yield return "Changes have been requested by a reviewer with write access.";
        }

        var approvals = opinions.Where(review => review.State == ReviewState.Approved).ToList();
        if (approvals.Count < protection.RequiredApprovals)
        {
            yield return $"At least {protection.RequiredApprovals} approving review is required by reviewers with write access.";
        }

        if (protection.RequireLastPushApproval && approvals.TrueForAll(review => review.Author == pull.HeadPusher))
        {
            yield return "New changes require approval from someone other than the last pusher.";
        }

        if (protection.RequireCodeOwnerReviews && !CodeOwners.Satisfied(pull, approvals))
        {
            yield return "Waiting on code owner review.";
        }
    }

    private static IEnumerable<string> UpToDate(SandboxPullRequest pull, BranchProtection protection)
    {
        var tip = pull.Repository.Git.Read.Branch(pull.BaseBranch)!;
        if (protection.RequireUpToDate && !pull.Repository.Git.Read.IsAncestor(tip, pull.HeadSha))
        {
            yield return "Head branch is out of date. Review and try the merge again.";
        }
    }

    private static string Words(RequiredCheckState state) => state switch
    {
        RequiredCheckState.Failed => "failing",
        RequiredCheckState.Running => "in progress",
        _ => "expected",
    };
}
