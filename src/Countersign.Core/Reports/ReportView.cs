namespace Countersign.Reports;

/// <summary>
/// A report laid out in rows of plain strings, the same for every output. Nothing in it is encoded; the output it goes to
/// encodes all of it.
/// </summary>
/// <param name="Plan">The plan's digest prefix; empty when there is no plan.</param>
/// <param name="CanSign">True while sign-offs would still change something.</param>
/// <param name="SignAll">The command that signs all of it.</param>
/// <param name="SignSome">The command that signs only what still needs somebody; empty when that is everything.</param>
/// <param name="Missing">Sentences of shortfalls.</param>
public sealed record ReportView(
    Headline Headline,
    string Head,
    string Base,
    string Plan,
    string Scope,
    bool CanSign,
    string SignAll,
    string SignSome,
    ImmutableArray<string> Missing,
    ImmutableArray<RefusalRow> Refusals,
    ImmutableArray<ProgressRow> Deployments,
    ImmutableArray<TargetView> Targets,
    ImmutableArray<FindingRow> Findings,
    ImmutableArray<SignOffRow> SignOffs,
    ImmutableArray<string> Notes,
    ImmutableArray<string> Hidden,
    Uri? FullReport)
{
    /// <summary>The command that prints all of it from a clone.</summary>
    public string ReviewCommand => $"countersign review --base {Base} --head {Head}";

    /// <summary>Lays a report out.</summary>
    public static ReportView Of(ReviewReport report, Detail detail) => new ReportLayout(report).View(detail);
}
