using Countersign.Bot.Hosting;
using Countersign.Bot.Store;
using Countersign.Forges;
using Countersign.Forges.GitHub.Webhooks;
using Hangfire;

namespace Countersign.Bot.Jobs;

/// <summary>One run of the work under one key. The only place where a workflow's fault is caught: it is recorded, and tried again later.</summary>
internal sealed partial class WorkJob(
    WorkQueue work, DeliveryQueue deliveries, Inbox inbox, ChangeWorkflows workflows, ForgeReachability forge, ILogger<WorkJob> log)
{
    /// <summary>Runs, the first one included, before a failing message is left to a person.</summary>
    public const int Attempts = 6;

    /// <summary>Does all that is asked for under the key.</summary>
    [AutomaticRetry(Attempts = Attempts - 1, DelaysInSeconds = [5, 30, 120, 600, 1800], OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task Run(string keyText, CancellationToken cancellation)
    {
        var key = WorkKey.Parse(keyText);
        if (work.Begin(key) is not { } run) return;
        try
        {
            await Do(key, run.Work, cancellation);
            forge.Answered();
            await inbox.Complete(run.Deliveries);
        }
        catch (Exception fault) // whatever it is, the messages stay unfinished and Hangfire tries again
        {
            work.Fail(key, run);
            if (!cancellation.IsCancellationRequested)
                await Record(key, run, fault);
            throw;
        }
        finally
        {
            deliveries.Forget(run.Deliveries);
        }

        work.Succeed(key);
    }

    private async Task Do(WorkKey key, ChangeWork asked, CancellationToken cancellation)
    {
        switch (key)
        {
            case WorkKey.Change change:
                if (asked.HasFlag(ChangeWork.Review)) await workflows.ReviewChange(change.Key, cancellation);
                if (asked.HasFlag(ChangeWork.Deploy)) await workflows.DeployChange(change.Key, cancellation);
                break;
            case WorkKey.Group group:
                var message = await inbox.Read(group.Delivery, cancellation);
                if (message is not null && GitHubDelivery.Read(message.Delivery.Event, message.Delivery.Body) is GitHubDelivery.MergeGroup found)
                    await workflows.ReviewMergeGroup(found, cancellation);
                break;
            case WorkKey.Sweep:
                await workflows.Sweep(cancellation);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task Record(WorkKey key, WorkRun run, Exception fault)
    {
        var reason = FailureReason.Of(fault);
        if (fault is ForgeUnavailableException) forge.Failed(reason);
        Log.Failed(log, key, reason, fault);
        await inbox.Fail(run.Deliveries, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "work on {Key} failed: {Reason}; it is tried again")]
        public static partial void Failed(ILogger log, WorkKey key, string reason, Exception fault);
    }
}

/// <summary>What may be shown of a fault (INV-35): the text of our own exceptions, and only the kind of any other.</summary>
internal static class FailureReason
{
    /// <summary>The reason.</summary>
    public static string Of(Exception fault) => fault switch
    {
        ForgeUnavailableException or StoreBusyException => fault.Message,
        _ => $"{fault.GetType().Name}; the log has the details",
    };
}
