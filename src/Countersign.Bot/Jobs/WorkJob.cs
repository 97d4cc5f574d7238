using Countersign.Bot.Configuration;
using Countersign.Bot.Hosting;
using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Forges.GitHub.Webhooks;
using Countersign.Targets.Faults;
using Hangfire;

namespace Countersign.Bot.Jobs;

/// <summary>
/// One run of the work under one key. The only place where a workflow's fault is caught: it is recorded, and tried again later.
/// A job says which key, and nothing else of it is believed: what nobody asked for in the store is not done (INV-36).
/// </summary>
internal sealed partial class WorkJob(
    WorkQueue work, Inbox inbox, ChangeWorkflows workflows, ForgeReachability forge, BotOptions options, TimeProvider clock, ILogger<WorkJob> log)
{
    /// <summary>Runs, the first one included, before a failing message is left to a person.</summary>
    public const int Attempts = 6;

    private static readonly ImmutableArray<TimeSpan> Delays =
        [.. new[] { 5, 30, 120, 600, 1800 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>Does all that is asked of reviewing under the key.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task Review(string keyText, CancellationToken cancellation) => Run(keyText, BotRoles.Review, cancellation);

    /// <summary>Does all that is asked of executing under the key.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task Execute(string keyText, CancellationToken cancellation) => Run(keyText, BotRoles.Execute, cancellation);

    private async Task Run(string keyText, BotRoles role, CancellationToken cancellation)
    {
        if (!options.Roles.HasFlag(role))
            throw new InvalidOperationException($"a job asks this process for `{role.Text()}`, which is not among its roles `{options.Roles.Text()}`");
        var key = WorkKey.Parse(keyText);
        if (await work.Begin(key, role, cancellation) is not { } turn) return;
        using var lease = new LockLease(renew => work.Renew(turn, renew), options.Limits.Lease, clock, cancellation); // runs since Begin
        ImmutableArray<DeliveryId> deliveries = [];
        ChangeKey? landed = null;
        try
        {
            if (role == BotRoles.Review) deliveries = await inbox.ReadAsking(keyText, lease.Token);
            Failpoint.Reached(CrashPoint.K3);
            landed = await Do(key, role, lease.Token);
            lease.Token.ThrowIfCancellationRequested();
            forge.Answered();
            if (!deliveries.IsEmpty) await inbox.Complete(deliveries);
        }
        catch (Exception fault) // whatever it is, the messages stay unfinished and it is tried again
        {
            await lease.Abandon();
            if (lease.IsLost) Log.Lost(log, key, fault); // whoever has it now does what is left
            else await Fail(key, turn, deliveries, fault, isStopping: cancellation.IsCancellationRequested);
            return;
        }

        await lease.Stop();
        await work.Succeed(turn);
        if (landed is { } change) await work.Ask(change, BotRoles.Execute, CancellationToken.None);
    }

    /// <returns>A change request that was found to have landed: it is to be executed.</returns>
    private async Task<ChangeKey?> Do(WorkKey key, BotRoles role, CancellationToken cancellation)
    {
        switch (key)
        {
            case WorkKey.Change change when role == BotRoles.Review:
                return await workflows.ReviewChange(change.Key, cancellation) ? change.Key : null;
            case WorkKey.Change change:
                await workflows.DeployChange(change.Key, cancellation);
                return null;
            case WorkKey.Group group:
                var message = await inbox.Read(group.Delivery, cancellation);
                if (message is not null && GitHubDelivery.Read(message.Delivery.Event, message.Delivery.Body) is GitHubDelivery.MergeGroup found)
                    await workflows.ReviewMergeGroup(found, cancellation);
                return null;
            case WorkKey.Sweep:
                await workflows.Sweep(cancellation);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task Fail(WorkKey key, WorkTurn turn, ImmutableArray<DeliveryId> deliveries, Exception fault, bool isStopping)
    {
        if (isStopping) // another process, or this one after its start, does it at once
        {
            await work.Fail(turn, null);
            return;
        }

        var reason = FailureReason.Of(fault);
        if (fault is ForgeUnavailableException) forge.Failed(reason);
        Log.Failed(log, key, reason, fault);
        if (!deliveries.IsEmpty) await inbox.Fail(deliveries, reason);
        await work.Fail(turn, Delays[Math.Min(turn.Attempts, Delays.Length - 1)]);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "work on {Key} failed: {Reason}; it is tried again")]
        public static partial void Failed(ILogger log, WorkKey key, string reason, Exception fault);

        [LoggerMessage(2, LogLevel.Warning, "work on {Key} was lost to another process, because its lease could not be renewed in time")]
        public static partial void Lost(ILogger log, WorkKey key, Exception fault);
    }
}

/// <summary>What may be shown of a fault (INV-35): the text of our own exceptions, and only the kind of any other.</summary>
internal static class FailureReason
{
    /// <summary>The reason.</summary>
    public static string Of(Exception fault) => fault switch
    {
        ForgeUnavailableException or StoreBusyException or StoreUnreachableException => fault.Message,
        _ => $"{fault.GetType().Name}; the log has the details",
    };
}
