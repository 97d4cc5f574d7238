using System.Runtime.ExceptionServices;
using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Forges;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Finds every change request that may need work without any delivery (INV-03): open ones, recently landed ones that are
/// not settled, and unfinished deployments. A process that executes apart looks for the last alone. Of many open ones each sweep looks at
/// some (<see cref="SweepRotation"/>).
/// </summary>
internal sealed class Sweep(
    IForge forge, RepositoryRecords repositories, ChangeRecords changes, DeploymentRecords deployments, WorkQueue work, BotOptions options,
    TimeProvider clock)
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    private readonly SweepRotation _rotation = new();

    /// <summary>Looks once and asks for the work.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var unfinished = (await deployments.ReadUnfinished(cancellation)).Select(d => d.Change).Distinct();
        await work.Ask([.. unfinished.Select(c => ((WorkKey)new WorkKey.Change(c), BotRoles.Execute))], cancellation);
        if (!options.Roles.HasFlag(BotRoles.Review)) return;

        ForgeUnavailableException? unavailable = null;
        _rotation.Begin();
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

        await work.Ask(
            [.. _rotation.Take(options.Limits.SweepShare).Select(k => ((WorkKey)new WorkKey.Change(k), BotRoles.Review))], cancellation);
        if (unavailable is not null) ExceptionDispatchInfo.Throw(unavailable);
    }

    private async Task Look(RepositoryRef repository, CancellationToken cancellation)
    {
        var record = await repositories.Observe(repository.Id, repository.FullName, null, cancellation);
        if (!record.IsEnrolled) return;
        var settled = await changes.ReadSettled(repository.Id, cancellation);
        var since = _rotation.Since(repository.Id);
        var listed = await forge.ListChanges(repository, since, since ?? clock.GetUtcNow() - Recent, cancellation);
        _rotation.Add(repository.Id, listed, settled);
    }
}
