using Countersign.Bot.Configuration;
using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.Faults;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Judges a landed change again, from the landed commit's own bytes and the policy of the base before it, and applies
/// what is approved. A merge authorises nothing (promise 1): without sign-offs nothing runs, and it can be completed later.
/// </summary>
internal sealed class DeployChange(
    LandedExamining examining,
    Rehearsing rehearsing,
    OpinionLoading opinions,
    Overrides overrides,
    DeployCommands deployCommands,
    ApplyTarget applying,
    TargetConnections connections,
    CommandAnswering commands,
    ChangeReporting reporting,
    DeploymentReporting forgeDeployments,
    ChangeLedger ledger,
    ChangeRecords records,
    PlanRecords plans,
    IForge forge,
    BotOptions options,
    TimeProvider clock)
{
    /// <summary>Moves a landed change request as far as it may go now.</summary>
    public async Task Run(LoadedChange loaded, CommitId landedAt, CancellationToken cancellation)
    {
        // Load.
        var examination = await Task.Run(() => examining.Examine(loaded, landedAt, cancellation), cancellation);
        if (examination is LandedExamination.NothingGoverned)
        {
            await records.KeepSettled(loaded.Change.Key, cancellation);
            return;
        }

        // Decide.
        if (examination is LandedExamination.Quarantined quarantined)
        {
            await Report(loaded, new(new Subject.Request(loaded.Change), null, [], new Verdict.Refused(quarantined.Reasons, null), [], []), cancellation);
            return;
        }

        var read = (LandedExamination.Complete)examination;
        var landed = read with { Examined = await rehearsing.Run(read.Examined, read.PolicyAtTip, loaded.Change.Key, cancellation) };
        Failpoint.Reached(CrashPoint.K10);
        await ledger.MergeObserved(loaded.Change, landedAt, landed.BaseBefore, cancellation);
        await plans.Keep(PlanRecord.Of(loaded.Change, landed.Plan, landed.Examined.Policy.Digest, clock.GetUtcNow()), cancellation);
        var gate = await forge.ReadGate(loaded.Repository, loaded.Change.BaseRef, cancellation);
        var heard = await opinions.Load(loaded, landed.Examined, [landed.Examined.Policy, landed.PolicyAtTip], landed.BaseBefore, cancellation);
        var verdict = await overrides.Judge(loaded, landed.Examined, heard, landed.Judge, cancellation);
        await ledger.Judged(loaded.Change, landed.Examined, heard, verdict, cancellation);

        // Act.
        var report = new ReviewReport(
            new Subject.Request(loaded.Change), landed.Plan, landed.Examined.Findings, verdict,
            [.. landed.Examined.Notes, .. gate.Problems], [])
        {
            Rehearsals = landed.Examined.Outcomes,
            WasOverridden = verdict is Verdict.Pending && await overrides.WasUsed(loaded.Change.Key, cancellation),
        };
        if (verdict is Verdict.Clear && !MayExecute(gate))
            report = report with { Deployments = [.. OwnTargets(landed.Plan).Select(t => Advisory(t.Target, gate))] };
        else if (verdict is Verdict.Clear clear)
            report = await Apply(loaded, landedAt, landed, heard, new(clear.Plan, clear.Judgement, heard.Contributors), report, cancellation);
        Failpoint.Reached(CrashPoint.K21);
        await Report(loaded, report, cancellation);
        if (verdict is Verdict.Clear { Plan.Override: null } && report.Deployments.All(d => d is TargetProgress.Applied))
        {
            await overrides.Review(loaded.Change.Key, cancellation);
            await records.KeepSettled(loaded.Change.Key, cancellation);
        }
    }

    /// <summary>An advisory gate blocks nobody, so what lands was not necessarily stopped by us; execution stays off (INV-24).</summary>
    private bool MayExecute(GateReport gate) => gate.IsEnforced || options.ExecuteWithAdvisoryGate;

    private static TargetProgress.Refused Advisory(TargetName target, GateReport gate) => new(target,
    [
        new("CS105", Place.File(PolicyFile.Path), $"the forge does not block merges on our check, so nothing is executed: {string.Join("; ", gate.Problems)}",
            "protect the branch as the installation guide says, then say `/countersign deploy`"),
    ]);

    private static IEnumerable<TargetPlan> OwnTargets(Plan plan) => plan.Targets.Where(t => t.Target != PolicyEdit.Target);

    private async Task<ReviewReport> Apply(
        LoadedChange loaded, CommitId landedAt, LandedExamination.Complete landed, Opinions heard, Approval approval,
        ReviewReport report, CancellationToken cancellation)
    {
        var asked = await deployCommands.Read(loaded, cancellation);
        var isAlerted = approval.Plan.Override is not { } standing || await overrides.Use(loaded.Change, landed.Plan, standing, cancellation);
        foreach (var plan in OwnTargets(landed.Plan))
        {
            var policy = OpenedBy(approval.Plan.Override, landed.PolicyOf(plan.Target));
            var progress = report.Deployments.FirstOrDefault(d => d is not TargetProgress.Applied) is { } blocking
                ? new TargetProgress.Queued(plan.Target, $"target `{blocking.Target}`, which comes first")
                : connections.Find(policy) is not { } target
                    ? TargetConnections.Missing(policy)
                    : await applying.Run(
                        new(loaded.Change, landedAt, landed.BaseBefore, approval, plan, policy, target, landed.HistoryOf(plan.Target), asked)
                        {
                            Misses = isAlerted ? MissedRehearsal(landed.Examined, heard, plan) : "the alert channel, which has to hear of the override first",
                        },
                        p => Report(loaded, With(report, p), cancellation), cancellation);
            report = With(report, progress);
        }

        return report;
    }

    /// <summary>
    /// What was signed for what a rehearsal saw is not run on the strength of its text when it cannot be rehearsed now: it
    /// could not be held to what was signed. The sweep tries again.
    /// </summary>
    private static string? MissedRehearsal(Examination.Complete examined, Opinions heard, TargetPlan plan) =>
        examined.Outcomes.GetValueOrDefault(plan.Target) is RehearsalOutcome.Unavailable now
        && heard.Bound.SignOffs.Any(s => s.IsOnWhatWasSeen(plan))
            ? $"a rehearsal, since it was signed for what one had shown: {now.Because}"
            : null;

    /// <summary>An emergency does not wait for the morning: an override opens the target's window, too.</summary>
    private static TargetPolicy OpenedBy(OverrideStanding? standing, TargetPolicy policy) => standing is null ? policy : policy with { Window = null };

    private static ReviewReport With(ReviewReport report, TargetProgress progress) =>
        report with { Deployments = [.. report.Deployments, progress] };

    private async Task Report(LoadedChange loaded, ReviewReport report, CancellationToken cancellation)
    {
        await reporting.Write(loaded, report, cancellation);
        await forgeDeployments.Write(loaded.Repository, loaded.Change, report, cancellation);
        await commands.Answer(loaded, report, cancellation);
    }
}
