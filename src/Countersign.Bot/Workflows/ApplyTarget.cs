using System.Security.Cryptography;
using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Deployments;
using Countersign.Ledger;
using Countersign.Policy;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets;
using Countersign.Targets.Faults;

namespace Countersign.Bot.Workflows;

/// <summary>Proof that a plan may run, and how it came about.</summary>
internal sealed record Approval(ApprovedPlan Plan, Judgement Judgement, Contributors Contributors);

/// <summary>One target's part of an approved plan.</summary>
/// <param name="History">Paths of the versioned scripts that were on the base branch before.</param>
internal sealed record TargetTask(
    ChangeRequest Change,
    CommitId LandedAt,
    CommitId BaseBefore,
    Approval Approval,
    TargetPlan Plan,
    TargetPolicy Policy,
    ITarget Target,
    ImmutableArray<string> History,
    DeployRequest Asked)
{
    /// <summary>What has to come before any statement runs, in words for "waits for …"; null when nothing is missing.</summary>
    public string? Misses { get; init; }

    /// <summary>The digest of the whole plan.</summary>
    public Digest PlanDigest => Approval.Plan.Plan.Digest;

    /// <summary>What the ledger says of every unit of this task.</summary>
    public Execution ExecutionOn(TargetIdentity identity, ImmutableSortedDictionary<string, string> facts) => new(
        Change, Approval.Contributors, LandedAt, BaseBefore, Approval.Plan, Approval.Judgement, identity, facts, ThisExecutor.Description);
}

/// <summary>
/// Applies one target's part of an approved plan: takes the target's lock, finds out what an interrupted run left, decides,
/// and then intent → run → result for every unit (INV-25). Never sends again what may have run.
/// </summary>
internal sealed class ApplyTarget(
    DeploymentRecords deployments, TargetLocks locks, EnrolmentRecords enrolments, DriftWatching drifts, ChangeLedger ledger, WorkQueue work,
    BotOptions options, TimeProvider clock)
{
    private readonly TimeSpan _lease = options.Limits.Lease;

    /// <summary>Moves the target as far as it may go now.</summary>
    /// <param name="report">Called once when units begin to run.</param>
    public async Task<TargetProgress> Run(TargetTask task, Func<TargetProgress, Task> report, CancellationToken cancellation)
    {
        var record = await deployments.Queue(task.Change.Key, task.Plan.Target, task.LandedAt, task.Plan.ChainEnd, cancellation);
        if (task.Asked.Anew) record = await deployments.TryAgain(record.Id, cancellation); // the command counts even if its run has to wait
        if (record is { State: DeploymentRecordState.Done } or { State: DeploymentRecordState.Failed, HasUnknown: false })
            return RecordedProgress.Of(task.Plan, record);
        if (await locks.TryTake(task.Policy.Connection, Holder.New(), task.Change.Key, _lease, cancellation) is not { } held)
            return record.State is DeploymentRecordState.Failed or DeploymentRecordState.Frozen ? RecordedProgress.Of(task.Plan, record) : WaitsForAnother(task);
        var progress = await RunLocked(task, record, held, report, cancellation);
        if (progress is not (TargetProgress.Queued or TargetProgress.Refused)) await WakeOthers(task.Change.Key, cancellation);
        return progress;
    }

    private async Task<TargetProgress> RunLocked(
        TargetTask task, DeploymentRecord record, TargetLock held, Func<TargetProgress, Task> report, CancellationToken cancellation)
    {
        using var lease = new LockLease(async c => await locks.Renew(held, _lease, c) is not null, _lease, clock, cancellation);
        try
        {
            if (!await deployments.TryHold(record.Id, held.Fence, lease.Token)) return WaitsForAnother(task); // overtaken already
            return await Run(task, await deployments.Find(record.Id, lease.Token), held.Fence, report, lease.Token);
        }
        finally
        {
            try
            {
                await lease.Stop();
            }
            finally
            {
                // However this run ended: those that found the lock taken have nobody else to wake them before the next sweep.
                await Wake(await locks.Release(held, CancellationToken.None), CancellationToken.None);
            }
        }
    }

    private static TargetProgress.Queued WaitsForAnother(TargetTask task) =>
        new(task.Plan.Target, "another deployment, which is running on the same server");

    /// <summary>Whoever waited for what this deployment brought need not wait for the next sweep.</summary>
    private async Task WakeOthers(ChangeKey change, CancellationToken cancellation) =>
        await Wake((await deployments.ReadUnfinished(cancellation)).Select(d => d.Change).Where(c => c != change).Distinct(), cancellation);

    private Task Wake(IEnumerable<ChangeKey> changes, CancellationToken cancellation) =>
        work.Ask([.. changes.Select(c => ((WorkKey)new WorkKey.Change(c), BotRoles.Execute))], cancellation);

    private async Task<TargetProgress> Run(
        TargetTask task, DeploymentRecord record, long fence, Func<TargetProgress, Task> report, CancellationToken cancellation)
    {
        if (record.State == DeploymentRecordState.Done) return RecordedProgress.Of(task.Plan, record); // by whoever held the lock before

        // Load: what the target says now, and what an interrupted run left.
        var state = await task.Target.ReadState(cancellation);
        var wasInterrupted = record.HasUnknown;
        var enrolled = await enrolments.Find(task.Change.Key.Repository, task.Plan.Target, cancellation);
        if (state is TargetState.Ready reachable && reachable.Identity.Text == enrolled?.Text) // another server knows nothing of it
            record = await Recover(task, record, fence, task.ExecutionOn(reachable.Identity, reachable.Facts), cancellation);
        if (record.State is DeploymentRecordState.Frozen or DeploymentRecordState.Failed)
            return RecordedProgress.Of(task.Plan, record);
        if (task.Misses is { } missing) return new TargetProgress.Queued(task.Plan.Target, missing);
        var frozen = await deployments.ReadFrozen(task.Change.Key.Repository, task.Plan.Target, cancellation);

        var drift = await drifts.Find(task, state, wasInterrupted, cancellation);

        // Decide.
        var readiness = Readiness.Decide(new(
            task.Plan, task.Policy, enrolled, state, record.FinishedUnits(),
            task.History, frozen.FirstOrDefault(f => f.Id != record.Id)?.Because, task.Asked.Ever, clock.GetUtcNow())
        {
            Drift = drift,
        });

        // Act.
        switch (readiness)
        {
            case Readiness.Wait wait:
                return new TargetProgress.Queued(task.Plan.Target, wait.Because);
            case Readiness.Refuse refuse:
                return new TargetProgress.Refused(task.Plan.Target, refuse.Reasons);
            case Readiness.NothingLeft:
                await deployments.KeepState(record.Id, fence, DeploymentRecordState.Done, null, cancellation);
                return RecordedProgress.Of(task.Plan, await deployments.Find(record.Id, cancellation));
            case Readiness.Go go when state is TargetState.Ready ready:
                await report(new TargetProgress.Applying(
                    task.Plan.Target, task.Plan.Statements.Length - go.Units.Sum(u => u.Statements.Length), task.Plan.Statements.Length));
                return await Apply(task, record, fence, task.ExecutionOn(ready.Identity, ready.Facts), IntentsFor(task, go.Units, fence), cancellation);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Results are written while the next unit runs; what a crash cuts off is found again by its marker.</summary>
    private async Task<TargetProgress> Apply(
        TargetTask task, DeploymentRecord record, long fence, Execution execution, ImmutableArray<UnitIntent> intents,
        CancellationToken cancellation)
    {
        // Tokens first: an intent in the ledger whose token is lost could never be answered.
        if (!await deployments.KeepIntents(record.Id, fence, intents, cancellation)) return WaitsForAnother(task);
        await ledger.Intended(execution, intents);
        Failpoint.Reached(CrashPoint.K11);
        await drifts.Expect(task, execution.Identity, cancellation);
        var outcomes = new List<UnitOutcome>();
        var writes = new List<Task>();
        await foreach (var outcome in task.Target.Apply(task.Approval.Plan, intents, cancellation))
        {
            outcomes.Add(outcome);
            writes.Add(Keep(execution, record, outcome));
        }

        writes.AddRange(intents.Skip(outcomes.Count).Select(unsent => Keep(execution, record, NotSent(unsent))));
        await Task.WhenAll(writes);
        if (await deployments.TryHold(record.Id, fence, CancellationToken.None)) // else what is there now is another's doing
            await drifts.Left(task, execution.Identity, record.Id, isCertain: outcomes.LastOrDefault() is not UnitOutcome.Indeterminate);
        await KeepEnd(record, fence, outcomes, intents.Length);
        var updated = await deployments.Find(record.Id, cancellation);
        return outcomes.Count < intents.Length || outcomes[^1] is UnitOutcome.NotCommitted or UnitOutcome.Indeterminate || record.Units.Length > 0
            ? RecordedProgress.Of(task.Plan, updated)
            : TargetProgress.Of(task.Plan, outcomes);
    }

    /// <summary>
    /// Units whose outcome is not known are probed: the target knows (INV-26). Of those that were indeterminate it may know
    /// by now; while it does not, asking for a deployment changes nothing (promise 3).
    /// </summary>
    private async Task<DeploymentRecord> Recover(
        TargetTask task, DeploymentRecord record, long fence, Execution execution, CancellationToken cancellation)
    {
        var open = record.Units.Where(u => u.IsUnknown).ToImmutableArray();
        if (open.IsEmpty) return record;
        var units = ExecutionUnit.Of(task.Plan);
        ImmutableArray<UnitIntent> intents =
            [.. open.Select(u => new UnitIntent(units[u.Sequence], task.PlanDigest, u.Token, u.Fence))];
        await ledger.Intended(execution, intents); // passed over where it is there already
        var outcomes = new List<UnitOutcome>();
        foreach (var (intent, unit) in intents.Zip(open))
        {
            // A person's word counts for more than a probe: they were asked because no probe could tell.
            var outcome = unit.Resolution?.ToOutcome(intent) ?? await task.Target.Probe(intent, cancellation);
            if (outcome is UnitOutcome.Committed && unit.Resolution is not null) await KeepAsHistory(task, units, record, intent, cancellation);
            await Keep(execution, record, outcome);
            outcomes.Add(outcome);
        }

        if (outcomes.OfType<UnitOutcome.Indeterminate>().FirstOrDefault() is { } unknown)
            await deployments.KeepState(record.Id, fence, DeploymentRecordState.Frozen, unknown.Because, cancellation);
        else if (record.State is DeploymentRecordState.Applying or DeploymentRecordState.Frozen)
            await deployments.KeepState(record.Id, fence, DeploymentRecordState.Queued, null, cancellation);
        return await deployments.Find(record.Id, cancellation);
    }

    /// <summary>
    /// A unit that a person found in the target has no marker there. When it was the last of its script, the script is
    /// declared history, because later changes wait for it.
    /// </summary>
    private static async Task KeepAsHistory(
        TargetTask task, ImmutableArray<ExecutionUnit> units, DeploymentRecord record, UnitIntent intent, CancellationToken cancellation)
    {
        var finished = record.FinishedUnits().Add(intent.Unit.Sequence);
        var script = intent.Unit.Script;
        if (units.Where(u => u.Script.Path == script.Path).All(u => finished.Contains(u.Sequence)))
            await task.Target.Baseline([script], cancellation);
    }

    /// <summary>Every intent gets a result, also one that was never sent.</summary>
    private static UnitOutcome.NotCommitted NotSent(UnitIntent intent) => new(
        intent, null, "not-sent", "a unit before it was not committed, so it was not sent", MayRetry: true);

    /// <summary>Not cancellable: what happened must be written down.</summary>
    private async Task Keep(Execution execution, DeploymentRecord record, UnitOutcome outcome)
    {
        Failpoint.Reached(CrashPoint.K18);
        await ledger.Came(execution, outcome);
        Failpoint.Reached(CrashPoint.K19);
        await deployments.KeepOutcome(record.Id, outcome, CancellationToken.None);
    }

    /// <summary>
    /// Done is only what was answered to the last unit; a target that stopped early is asked again. Not cancellable either. Whoever was
    /// overtaken says nothing any more.
    /// </summary>
    private async Task KeepEnd(DeploymentRecord record, long fence, List<UnitOutcome> outcomes, int intended)
    {
        var (state, because) = outcomes.LastOrDefault() switch
        {
            UnitOutcome.NotCommitted n => (DeploymentRecordState.Failed, n.Because),
            UnitOutcome.Indeterminate i => (DeploymentRecordState.Frozen, i.Because),
            _ when outcomes.Count < intended => (DeploymentRecordState.Queued, "the rest of its statements"),
            _ => (DeploymentRecordState.Done, (string?)null),
        };
        await deployments.KeepState(record.Id, fence, state, because, CancellationToken.None);
    }

    private static ImmutableArray<UnitIntent> IntentsFor(TargetTask task, ImmutableArray<ExecutionUnit> units, long fence) =>
    [
        .. units.Select(u => new UnitIntent(
            u, task.PlanDigest, new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))), fence)),
    ];
}
