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
            var asking = new HashSet<DeliveryId>();
            foreach (var message in messages.Where(m => m.State != DeliveryState.Completed))
            {
                current = [message.Id];
                if (await AskForWork(message, cancellation)) asking.Add(message.Id);
            }

            current = [.. taken.Where(id => !asking.Contains(id))];
            if (current is [_, ..]) await inbox.Complete(current);
            deliveries.Forget(current);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested) // the sweep enqueues again what is not finished
        {
            deliveries.Forget(taken);
            await Record(current, fault);
        }
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

    private async Task<bool> AskForWork(StoredDelivery message, CancellationToken cancellation)
    {
        switch (GitHubDelivery.Read(message.Delivery.Event, message.Delivery.Body))
        {
            case GitHubDelivery.ChangeHint change:
                if (change.Pusher is { } pusher) await pushers.Keep(KeyOf(change), pusher, cancellation);
                if (change.IsCheckAskedFor) await changes.ForgetCheck(KeyOf(change), cancellation);
                AskFor(change, message.Id);
                return true;
            case GitHubDelivery.ReviewSubmitted review:
                await evidence.Keep(
                    KeyOf(review.Change), new(review.ReviewId, review.Commit, review.BaseRef, message.Delivery.ReceivedAt), cancellation);
                AskFor(review.Change, message.Id);
                return true;
            case GitHubDelivery.MergeGroup:
                work.Enqueue(new WorkKey.Group(message.Id), ChangeWork.Review, message.Id);
                return true;
            case GitHubDelivery.RepositoriesChanged or GitHubDelivery.PushToBranch { IsDefaultBranch: true }:
                work.Enqueue(new WorkKey.Sweep(), ChangeWork.Review, message.Id);
                return true;
            case GitHubDelivery.PushToBranch: // pushes are frequent and a sweep costs calls; other bases wait for the schedule
            case GitHubDelivery.Ping or GitHubDelivery.Ignored:
                return false;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void AskFor(GitHubDelivery.ChangeHint change, DeliveryId message) => work.Enqueue(
        new WorkKey.Change(KeyOf(change)), change.IsMerged ? ChangeWork.Review | ChangeWork.Deploy : ChangeWork.Review, message);

    private static ChangeKey KeyOf(GitHubDelivery.ChangeHint change) => new(change.Repository.Id, change.Number);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} messages could not be read: {Reason}; they are tried again")]
        public static partial void Failed(ILogger log, int count, string reason, Exception fault);

        [LoggerMessage(2, LogLevel.Error, "that messages could not be read could not be recorded either")]
        public static partial void NotRecorded(ILogger log, Exception fault);
    }
}
