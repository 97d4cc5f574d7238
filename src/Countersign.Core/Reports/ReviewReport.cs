using Countersign.Analysis;
using Countersign.Rehearsals;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Reports;

/// <summary>
/// All that anybody is shown about one change, in one value. The same report gives the same bytes in every output, so a
/// review that found nothing new writes nothing new.
/// </summary>
/// <param name="Plan">What would run; null when the scripts could not be read.</param>
/// <param name="Notes">Sentences that are neither missing nor refused, e.g. which parser read the scripts, or that the gate is not enforced.</param>
/// <param name="Deployments">One entry a target, in order of the plan; empty before anything was to be deployed.</param>
public sealed record ReviewReport(
    Subject Subject,
    Plan? Plan,
    ImmutableArray<Finding> Findings,
    Verdict Verdict,
    ImmutableArray<string> Notes,
    ImmutableArray<TargetProgress> Deployments)
{
    /// <summary>What came of rehearsing, by target; a target that is not in it is of a dialect that is not rehearsed.</summary>
    public ImmutableDictionary<TargetName, RehearsalOutcome> Rehearsals { get; init; } = ImmutableDictionary<TargetName, RehearsalOutcome>.Empty;

    /// <summary>It was applied on an override (INV-21); the sign-offs that are missing are still to be given.</summary>
    public bool WasOverridden { get; init; }

    /// <summary>A page that shows what does not fit into a comment; null when the bot has none.</summary>
    public Uri? FullReport { get; init; }

    /// <summary>How the statements and sign-offs stand; null when nothing could be judged.</summary>
    public Judgement? Judgement => Verdict switch
    {
        Verdict.Clear v => v.Judgement,
        Verdict.Pending v => v.Judgement,
        Verdict.Refused v => v.Judgement,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What is missing.</summary>
    public ImmutableArray<Shortfall> Shortfalls => Verdict is Verdict.Pending v ? v.Shortfalls : [];

    /// <summary>Why it cannot become clear as it stands.</summary>
    public ImmutableArray<Refusal> Refusals => Verdict is Verdict.Refused v ? v.Reasons : [];
}
