using Countersign.Bot.Configuration;
using Countersign.Bot.Store;
using Countersign.Changes;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace Countersign.Bot.Jobs;

/// <summary>
/// Serialises and coalesces: never two runs at once for one key, and however many wake-ups come while one runs, one run
/// follows it. What is asked for is in the store (<see cref="WorkRecords"/>); jobs only wake a process of the right role up.
/// </summary>
internal sealed class WorkQueue(WorkRecords records, IBackgroundJobClient jobs, BotOptions options)
{
    /// <summary>Asks for work on a change request.</summary>
    public Task Ask(ChangeKey change, BotRoles roles, CancellationToken cancellation) => Ask([(new WorkKey.Change(change), roles)], cancellation);

    /// <summary>Asks for work under each of these keys.</summary>
    public async Task Ask(ImmutableArray<(WorkKey Key, BotRoles Roles)> asked, CancellationToken cancellation)
    {
        if (asked.IsEmpty) return;
        var merged = asked.GroupBy(a => a.Key).Select(g => (g.Key.ToString(), g.Aggregate(BotRoles.None, (sum, a) => sum | a.Roles)));
        Queue(await records.Ask([.. merged], cancellation));
    }

    /// <summary>Queues jobs for what is due without having been asked for again.</summary>
    public async Task QueueDue(BotRoles role, CancellationToken cancellation) => Queue(await records.TakeDue(role, cancellation));

    /// <summary>Takes all that is asked for.</summary>
    /// <returns>Null when there is nothing, or when another run of the same key is under way and will see to it.</returns>
    public Task<WorkTurn?> Begin(WorkKey key, BotRoles role, CancellationToken cancellation) =>
        records.Begin(key.ToString(), role, options.Limits.Lease, cancellation);

    /// <summary>Keeps what was taken.</summary>
    public Task<bool> Renew(WorkTurn turn, CancellationToken cancellation) => records.Renew(turn, options.Limits.Lease, cancellation);

    /// <summary>Ends a run that did what it took; what was asked for meanwhile follows.</summary>
    public async Task Succeed(WorkTurn turn) => Queue(await records.Succeed(turn));

    /// <summary>Ends a run that failed: what it took is asked for still, and done with the next wake-up or retry.</summary>
    public async Task Fail(WorkTurn turn, TimeSpan? retryAfter) => Queue(await records.Fail(turn, retryAfter));

    /// <summary>True when nothing is asked for or under way.</summary>
    public Task<bool> IsIdle(CancellationToken cancellation) => records.IsIdle(cancellation);

    /// <summary>The name of the queue that processes of a role listen to.</summary>
    public static string QueueOf(BotRoles role) => role.Text();

    private void Queue(ImmutableArray<WorkToSchedule> due)
    {
        foreach (var (subject, role) in due)
            jobs.Create(
                role == BotRoles.Execute
                    ? Job.FromExpression<WorkJob>(job => job.Execute(subject, CancellationToken.None))
                    : Job.FromExpression<WorkJob>(job => job.Review(subject, CancellationToken.None)),
                new EnqueuedState(QueueOf(role)));
    }
}
