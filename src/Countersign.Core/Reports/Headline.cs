using Countersign.Changes;
using Countersign.SignOffs;

namespace Countersign.Reports;

/// <summary>The colour of a headline.</summary>
public enum Tone
{
    /// <summary>Nothing to do.</summary>
    Quiet,

    /// <summary>Somebody must act.</summary>
    Waiting,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Stopped by us.</summary>
    Refused,

    /// <summary>Went wrong; a person must look.</summary>
    Failed,
}

/// <summary>The first line of every output: what is needed now, and from whom.</summary>
/// <param name="Text">One sentence without a final period. Not encoded for any output.</param>
public sealed record Headline(Tone Tone, string Text)
{
    /// <summary>The headline of a report. A deployment, once there is one, matters more than the verdict.</summary>
    public static Headline Of(ReviewReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Deployments.Length > 0) return ProgressSentences.Headline(report.Deployments);
        return report.Subject.State switch
        {
            ChangeState.Closed => new(Tone.Quiet, "Closed without merging; nothing will run"),
            ChangeState.Merged when report.WasOverridden && report.Verdict is Verdict.Pending => new(
                Tone.Waiting, $"Applied on an override; what it went without is still due. {OfVerdict(report).Text}"),
            ChangeState.Merged when report.Verdict is Verdict.Pending or Verdict.Refused => new(
                Tone.Refused, $"Merged without what it needs; nothing was applied. {OfVerdict(report).Text}"),
            _ => OfVerdict(report),
        };
    }

    private static Headline OfVerdict(ReviewReport report) => report.Verdict switch
    {
        Verdict.Refused { Reasons: [var only] } => new(Tone.Refused, $"Refused: {only.Why}"),
        Verdict.Refused v => new(Tone.Refused, $"Refused for {v.Reasons.Length} reasons; the first: {v.Reasons[0].Why}"),
        Verdict.Pending v => new(Tone.Waiting, NeedSentences.Of(v.Shortfalls)),
        Verdict.Clear v when v.Plan.Plan.IsEmpty => new(Tone.Quiet, "Nothing to sign: no governed file changes"),
        Verdict.Clear { Plan: { Override: { } standing, Plan: { IsEmpty: false } plan } } => new(
            Tone.Waiting, $"Overridden by {Counts.List([.. standing.By.Select(p => Clauses.Quoted(p.Handle))])}: {Counts.Scope(plan)}"),
        Verdict.Clear when report.Subject.State is ChangeState.Merged => new(Tone.Good, "Signed and merged"),
        Verdict.Clear v => new(Tone.Good, $"Signed, ready to merge: {Counts.Scope(v.Plan.Plan)}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
