using Countersign.Changes;

namespace Countersign.Bot.Workflows;

/// <summary>The one entry for everything that concerns a change request: what is to be done depends on its present state alone.</summary>
internal sealed class AdvanceChange(ChangeLoading changes, ReviewChange review, DeployChange deploy)
{
    /// <summary>Reviews an open change request, deploys a landed one.</summary>
    public async Task Run(ChangeKey key, CancellationToken cancellation)
    {
        using var loaded = await changes.Load(key, cancellation);
        if (loaded is not { Change.IsGoverned: true }) return;
        if (loaded.Change.State is ChangeState.Open) await review.Run(loaded, cancellation);
        if (loaded.Change.State is ChangeState.Merged merged) await deploy.Run(loaded, merged.Commit, cancellation);
    }
}
