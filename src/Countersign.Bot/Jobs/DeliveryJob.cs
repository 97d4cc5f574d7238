using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Forges.GitHub.Webhooks;
using Hangfire;

namespace Countersign.Bot.Jobs;

/// <summary>
/// Reads messages that wait and asks for the work that they hint at. Evidence of a review is kept here, before the
/// review job runs, because only the authenticated message says which commit it was given on.
/// </summary>
internal sealed partial class DeliveryJob(
    DeliveryQueue deliveries, WorkQueue work, Inbox inbox, ReviewEvidenceRecords evidence, ContributorRecords pushers,
    ILogger<DeliveryJob> log)
{
    /// <summary>Messages that ask for nothing are completed together, so many at a time.</summary>
    private const int Step = 200;

    /// <summary>Reads all that wait.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task ReadAll(CancellationToken cancellation)
    {
        deliveries.BeginTaking();
        var done = new List<DeliveryId>(Step);
        while (!cancellation.IsCancellationRequested && deliveries.TryTake(out var id))
        {
            if (await IsDone(id, cancellation)) done.Add(id);
            if (done.Count == Step) await Complete(done);
        }

        if (done.Count > 0) await Complete(done);
    }

    private async Task<bool> IsDone(DeliveryId id, CancellationToken cancellation)
    {
        try
        {
            var message = await inbox.Read(id, cancellation);
            return message is null or { State: DeliveryState.Completed } || !await AskForWork(message, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested) // recorded; the sweep enqueues it again
        {
            var reason = FailureReason.Of(fault);
            Log.Failed(log, id, reason, fault);
            deliveries.Forget([id]);
            await inbox.Fail([id], reason);
            return false;
        }
    }

    private async Task<bool> AskForWork(StoredDelivery message, CancellationToken cancellation)
    {
        switch (GitHubDelivery.Read(message.Delivery.Event, message.Delivery.Body))
        {
            case GitHubDelivery.ChangeHint change:
                if (change.Pusher is { } pusher) await pushers.Keep(KeyOf(change), pusher, cancellation);
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

    private async Task Complete(List<DeliveryId> done)
    {
        await inbox.Complete([.. done]);
        deliveries.Forget([.. done]);
        done.Clear();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "message {Id} could not be read: {Reason}; it is tried again")]
        public static partial void Failed(ILogger log, DeliveryId id, string reason, Exception fault);
    }
}
