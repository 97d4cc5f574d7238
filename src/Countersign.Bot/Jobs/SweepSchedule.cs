using Countersign.Bot.Configuration;
using Countersign.Bot.Store;

namespace Countersign.Bot.Jobs;

/// <summary>
/// At start and then every few minutes: enqueues messages that are not finished, and a sweep over all change requests,
/// so that neither a crash nor a lost message leaves anything undone (INV-03). Also removes old completed messages.
/// </summary>
internal sealed partial class SweepSchedule(
    Inbox inbox, DeliveryQueue deliveries, WorkQueue work, LedgerAnchor anchor, BotOptions options, TimeProvider clock,
    ILogger<SweepSchedule> log)
    : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SweepInterval, clock);
        do
        {
            try
            {
                await Run(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested) // the schedule must outlive it
            {
                Log.Failed(log, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Run(CancellationToken cancellation)
    {
        if (options.Roles.HasFlag(BotRoles.Review))
            foreach (var id in await inbox.ReadUnfinished(WorkJob.Attempts, cancellation))
                deliveries.Enqueue(id);
        await work.Ask([(new WorkKey.Sweep(), options.Roles & (BotRoles.Review | BotRoles.Execute))], cancellation);
        await anchor.Anchor(cancellation);
        if (options.Roles.HasFlag(BotRoles.Review)) await inbox.Prune(clock.GetUtcNow() - options.Limits.KeepDeliveries);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "the sweep could not be scheduled; it is tried again at the next interval")]
        public static partial void Failed(ILogger log, Exception fault);
    }
}
