using Countersign.Bot.Store;
using Countersign.Forges;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Targets.Faults;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Brings an open change request to where it should be: one comment, one check, its plan kept. Whatever woke it, it reads
/// the present state; running it twice, late, or in another order ends in the same state.
/// </summary>
internal sealed class ReviewChange(
    Examining examining,
    Rehearsing rehearsing,
    OpinionLoading opinions,
    Overrides overrides,
    CommandAnswering commands,
    ChangeReporting reporting,
    PlanRecords plans,
    ChangeLedger ledger,
    IForge forge,
    TimeProvider clock)
{
    /// <summary>Reviews it once.</summary>
    public async Task Run(LoadedChange loaded, CancellationToken cancellation)
    {
        // Landed since the forge was asked. Against a base that holds it, it would come to an empty plan, and whoever signs now to nothing.
        if (loaded.Git.IsAncestor(loaded.Change.Head, loaded.BaseTip)) return;

        // Load.
        var examination = await Task.Run(() => Examine(loaded, cancellation), cancellation);
        var gate = await forge.ReadGate(loaded.Repository, loaded.Change.BaseRef, cancellation);

        // Decide.
        var report = examination switch
        {
            Examination.Ungoverned => null,
            Examination.Refused refused => Report(loaded, refused, gate),
            Examination.Complete complete => await Judge(
                loaded, loaded.Change.IsFork ? Rehearsing.Withhold(complete) : await rehearsing.Run(complete, null, null, cancellation), gate, cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        // Act.
        if (report is null) return;
        await reporting.Write(loaded, report, cancellation);
        await commands.Answer(loaded, report, cancellation);
    }

    private Examination Examine(LoadedChange loaded, CancellationToken cancellation) =>
        loaded.Git.MergeBase(loaded.BaseTip, loaded.Change.Head) is { } from
            ? examining.Examine(new(loaded.Git, loaded.BaseTip, from, loaded.Change.Head), cancellation)
            : Examination.Refused.NoCommonHistory(loaded.Change.BaseRef);

    private async Task<ReviewReport> Judge(
        LoadedChange loaded, Examination.Complete examined, GateReport gate, CancellationToken cancellation)
    {
        // The plan is kept before anybody can see it, so that whatever is signed can be bound to what was shown.
        var change = loaded.Change;
        Failpoint.Reached(CrashPoint.K4);
        await plans.Keep(PlanRecord.Of(change, examined.Plan, examined.Policy.Digest, clock.GetUtcNow()), cancellation);
        Failpoint.Reached(CrashPoint.K5);
        var heard = await opinions.Load(loaded, examined, [examined.Policy], null, cancellation);
        Failpoint.Reached(CrashPoint.K8);
        var verdict = await overrides.Judge(loaded, examined, heard, h => Judging.Judge(h.For(examined, examined.Policy)), cancellation);
        await ledger.Judged(change, examined, heard, verdict, cancellation);
        Failpoint.Reached(CrashPoint.K9);
        return new(new Subject.Request(change), examined.Plan, examined.Findings, verdict, [.. examined.Notes, .. gate.Problems], [])
        {
            Rehearsals = examined.Outcomes,
        };
    }

    private static ReviewReport Report(LoadedChange loaded, Examination.Refused refused, GateReport gate) => new(
        new Subject.Request(loaded.Change), null, [], new Verdict.Refused(refused.Reasons, null),
        [.. refused.Notes, .. gate.Problems], []);
}
