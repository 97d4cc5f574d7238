using Countersign.Bot.Configuration;
using Countersign.Bot.Store;

namespace Countersign.Bot.Jobs;

/// <summary>
/// Looks often for what other processes left for this one: messages that a process of role `web` accepted, work that a process of
/// another role asked for, retries that are due, and what a process was at when it died.
/// </summary>
internal sealed partial class WorkPolling(
    Inbox inbox, DeliveryQueue deliveries, WorkQueue work, BotOptions options, TimeProvider clock, ILogger<WorkPolling> log)
    : BackgroundService
{
    /// <summary>Two small queries; half a second is what a person does not notice.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested) // the store may come back
            {
                Log.Failed(log, FailureReason.Of(fault), fault);
            }
        }
    }

    private async Task Look(CancellationToken cancellation)
    {
        if (options.Roles.HasFlag(BotRoles.Review))
        {
            foreach (var id in await inbox.ReadNew(cancellation)) deliveries.Enqueue(id);
            await work.QueueDue(BotRoles.Review, cancellation);
        }

        if (options.Roles.HasFlag(BotRoles.Execute)) await work.QueueDue(BotRoles.Execute, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "could not look for work: {Reason}; it is tried again")]
        public static partial void Failed(ILogger log, string reason, Exception fault);
    }
}
