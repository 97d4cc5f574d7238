using System.Runtime.ExceptionServices;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Forges;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Finds every change request that may need work without any delivery (INV-03): open ones, recently landed ones that are
/// not settled, and unfinished deployments.
/// </summary>
internal sealed class Sweep(
    IForge forge, RepositoryRecords repositories, ChangeRecords changes, DeploymentRecords deployments, WorkQueue work, TimeProvider clock)
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    /// <summary>Looks once and asks for the work.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        foreach (var deployment in await deployments.ReadUnfinished(cancellation))
            work.Enqueue(deployment.Change, ChangeWork.Deploy);

        ForgeUnavailableException? unavailable = null;
        foreach (var repository in await forge.ListRepositories(cancellation))
        {
            try
            {
                await Look(repository, cancellation);
            }
            catch (ForgeUnavailableException fault) // one repository that cannot be read must not hide the others
            {
                unavailable ??= fault;
            }
        }

        if (unavailable is not null) ExceptionDispatchInfo.Throw(unavailable);
    }

    private async Task Look(RepositoryRef repository, CancellationToken cancellation)
    {
        var record = await repositories.Observe(repository.Id, repository.FullName, null, cancellation);
        if (!record.IsEnrolled) return;
        var settled = await changes.ReadSettled(repository.Id, cancellation);
        foreach (var key in await forge.ListChanges(repository, clock.GetUtcNow() - Recent, cancellation))
            if (!settled.Contains(key.Number))
                work.Enqueue(key, ChangeWork.Review);
    }
}
