using Countersign.Bot.Configuration;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Forges.Git;
using Countersign.SignOffs;

namespace Countersign.Bot.Workflows;

/// <summary>
/// For a process that executes apart: what a sign-off can be bound to without believing the store, which processes that listen to the
/// internet write. The present plan is its own; the plan of an earlier commit that a review names is read from Git again.
/// </summary>
internal sealed class ProvenPlans(BotOptions options, IForge forge, GitMirrors mirrors, Examining examining)
{
    /// <summary>The plans; null when reviews and execution share a process, and so a store.</summary>
    /// <param name="baseBefore">The base branch as it was before the change landed.</param>
    public async Task<ImmutableArray<SignedPlan>?> Read(
        LoadedChange loaded, Examination.Complete examined, CommitId? baseBefore, SignedPlan current, CancellationToken cancellation)
    {
        if (!options.Roles.ExecutesApart()) return null;
        var plans = ImmutableArray.CreateBuilder<SignedPlan>();
        plans.Add(current with { ShownAt = DateTimeOffset.MinValue });
        if (baseBefore is not { } before) return plans.ToImmutable();
        var named = loaded.Facts.Reviews.Where(r => r.State == ReviewState.Approved && !r.By.IsBot).Select(r => r.Commit).OfType<CommitId>();
        foreach (var commit in named.Distinct().Where(c => c != loaded.Change.Head))
            if (await Examine(loaded, examined, before, commit, cancellation) is { } plan)
                plans.Add(plan);
        return plans.ToImmutable();
    }

    /// <summary>Null when the commit is not there any more, or nothing can be read of it: then nobody's review of it counts.</summary>
    private async Task<SignedPlan?> Examine(
        LoadedChange loaded, Examination.Complete examined, CommitId before, CommitId commit, CancellationToken cancellation)
    {
        try
        {
            var remote = await forge.ReadRemote(loaded.Repository, cancellation);
            await mirrors.Fetch(loaded.Repository.Id, remote, [new GitWant.Commit(commit)], cancellation);
        }
        catch (ForgeUnavailableException)
        {
            return null;
        }

        using var git = mirrors.Open(loaded.Repository.Id); // one that sees what was just fetched
        if (git.MergeBase(before, commit) is not { } from) return null;
        var then = await Task.Run(() => examining.ExamineBy(examined.Policy, new(git, before, from, commit), cancellation), cancellation);
        return then is Examination.Complete complete
            ? SignedPlan.Of(complete.Plan, commit, loaded.Change.BaseRef, DateTimeOffset.MinValue)
            : null;
    }
}
