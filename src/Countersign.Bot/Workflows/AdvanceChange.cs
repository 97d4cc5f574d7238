using Countersign.Bot.Store;
using Countersign.Changes;

namespace Countersign.Bot.Workflows;

/// <summary>The entry for everything that concerns a change request: what is to be done depends on its present state alone.</summary>
internal sealed class AdvanceChange(ChangeLoading changes, ReviewChange review, ChangeRecords records)
{
    /// <summary>Reviews an open change request.</summary>
    /// <returns>True when it has landed and something is left to do for it: that is for a process that executes.</returns>
    public async Task<bool> Run(ChangeKey key, CancellationToken cancellation)
    {
        using var loaded = await changes.Load(key, cancellation);
        if (loaded is not { Change.IsGoverned: true }) return false;
        if (loaded.Change.State is ChangeState.Open) await review.Run(loaded, cancellation);
        return loaded.Change.State is ChangeState.Merged && !(await records.ReadSettled(key.Repository, cancellation)).Contains(key.Number);
    }
}

/// <summary>The same for a process that executes: it loads what has landed by itself.</summary>
internal sealed class ExecuteChange(ChangeLoading changes, DeployChange deploy)
{
    /// <summary>Deploys a landed change request; leaves any other alone.</summary>
    public async Task Run(ChangeKey key, CancellationToken cancellation)
    {
        using var loaded = await changes.Load(key, cancellation);
        if (loaded is { Change: { IsGoverned: true, State: ChangeState.Merged merged } }) await deploy.Run(loaded, merged.Commit, cancellation);
    }
}
