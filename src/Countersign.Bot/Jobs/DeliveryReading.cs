using Countersign.Bot.Configuration;
using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Forges.GitHub.Webhooks;

namespace Countersign.Bot.Jobs;

/// <summary>
/// Reads messages as they come and asks for the work that they hint at; a job for each would cost more than reading it.
/// Evidence of a review is kept here, before the review runs, because only the authenticated message says which commit
/// it was given on.
/// </summary>
internal sealed partial class DeliveryReading(
    DeliveryQueue deliveries, WorkQueue work, Inbox inbox, ReviewEvidenceRecords evidence, ContributorRecords pushers, ChangeRecords changes,
    ILogger<DeliveryReading> log)
    : BackgroundService
{
    /// <summary>Messages are read, and those that ask for nothing completed, so many at a time.</summary>
    private const int Step = 100;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
            await Read(await deliveries.Take(Step, stoppingToken), stoppingToken);
    }

    private async Task Read(ImmutableArray<DeliveryId> taken, CancellationToken cancellation)
    {
        var current = taken;
        try
        {
            var messages = await inbox.ReadMany(taken, cancellation);
            var asking = new List<(DeliveryId Id, WorkKey Key, BotRoles Roles)>();
            foreach (var message in messages.Where(m => m.State != DeliveryState.Completed))
            {
                current = [message.Id];
                if (await Read(message, cancellation) is { } asked) asking.Add((message.Id, asked.Key, asked.Roles));
            }

            current = taken;
            await Ask(asking, cancellation);
            current = [.. taken.Except(asking.Select(a => a.Id))];
            if (current is [_, ..]) await inbox.Complete(current);
            deliveries.Forget(taken);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested) // the sweep enqueues again what is not finished
        {
            deliveries.Forget(taken);
            await Record(current, fault);
        }
    }

    /// <summary>
    /// First the inbox, so that the run finds the messages that asked for it; a crash in between leaves them unfinished, and the
    /// sweep reads them again.
    /// </summary>
    private async Task Ask(List<(DeliveryId Id, WorkKey Key, BotRoles Roles)> asking, CancellationToken cancellation)
    {
        if (asking.Count == 0) return;
        await inbox.Ask([.. asking.Select(a => (a.Id, a.Key.ToString()))]);
        await work.Ask([.. asking.Select(a => (a.Key, a.Roles))], cancellation);
    }

    private async Task Record(ImmutableArray<DeliveryId> failed, Exception fault)
    {
        var reason = FailureReason.Of(fault);
        Log.Failed(log, failed.Length, reason, fault);
        try
        {
            await inbox.Fail(failed, reason);
        }
        catch (Exception again) // the disk is at fault: the rows stay as they are, and reading must go on
        {
            Log.NotRecorded(log, again);
        }
    }

    /// <summary>Keeps what only the message says.</summary>
    /// <returns>The work that it asks for; null when for none.</returns>
    private async Task<(WorkKey Key, BotRoles Roles)?> Read(StoredDelivery message, CancellationToken cancellation)
    {
        switch (GitHubDelivery.Read(message.Delivery.Event, message.Delivery.Body))
        {
            case GitHubDelivery.ChangeHint change:
                if (change.Pusher is { } pusher) await pushers.Keep(KeyOf(change), pusher, cancellation);
                if (change.IsCheckAskedFor) await changes.ForgetCheck(KeyOf(change), cancellation);
                return WorkOn(change);
            case GitHubDelivery.ReviewSubmitted review:
                await evidence.Keep(
                    KeyOf(review.Change), new(review.ReviewId, review.Commit, review.BaseRef, message.Delivery.ReceivedAt), cancellation);
                return WorkOn(review.Change);
            case GitHubDelivery.MergeGroup:
                return (new WorkKey.Group(message.Id), BotRoles.Review);
            case GitHubDelivery.RepositoriesChanged or GitHubDelivery.PushToBranch { IsDefaultBranch: true }:
                return (new WorkKey.Sweep(), BotRoles.Review);
            case GitHubDelivery.PushToBranch: // pushes are frequent and a sweep costs calls; other bases wait for the schedule
            case GitHubDelivery.Ping or GitHubDelivery.Ignored:
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static (WorkKey Key, BotRoles Roles) WorkOn(GitHubDelivery.ChangeHint change) =>
        (new WorkKey.Change(KeyOf(change)), change.IsMerged ? BotRoles.Review | BotRoles.Execute : BotRoles.Review);

    private static ChangeKey KeyOf(GitHubDelivery.ChangeHint change) => new(change.Repository.Id, change.Number);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} messages could not be read: {Reason}; they are tried again")]
        public static partial void Failed(ILogger log, int count, string reason, Exception fault);

        [LoggerMessage(2, LogLevel.Error, "that messages could not be read could not be recorded either")]
        public static partial void NotRecorded(ILogger log, Exception fault);
    }
}
