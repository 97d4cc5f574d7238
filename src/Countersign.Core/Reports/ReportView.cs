using Countersign.Changes;
using Countersign.SignOffs;
using Countersign.Statements;

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

    /// <summary>Sentences of one list that are shown; the number of the others is.</summary>
    private const int LongestList = 20;

    /// <summary>Lays a report out.</summary>
    public static ReportView Of(ReviewReport report, Detail detail)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(detail);
        var shown = Shown.Of(report, detail);
        var numbers = new StatementNumbers(report.Plan);
        return new(
            Headline.Of(report),
            report.Subject.Head.Short,
            report.Subject.Base,
            report.Plan?.Digest.Short ?? "",
            ScopeOf(report.Plan),
            report.Verdict is Verdict.Pending && report.Subject.State is not ChangeState.Closed && report.Plan is { IsEmpty: false },
            report.Plan is { } signed ? $"/countersign approve all {signed.Digest.Short}" : "",
            SignSomeOf(report),
            Capped([.. report.Shortfalls.Select(s => s.Sentence)]),
            [.. report.Refusals.Take(LongestList).Select(RefusalRow.Of)],
            [.. report.Deployments.Select(ProgressRow.Of)],
            report.Plan is { } plan ? [.. plan.Targets.Select(t => TargetView.Of(t, report.Judgement, shown))] : [],
            [.. report.Findings.Take(detail.Findings).Select(f => FindingRow.Of(f, numbers))],
            [.. (report.Judgement?.SignOffs ?? []).TakeLast(LongestList).Select(SignOffRow.Of)],
            Capped(report.Notes),
            HiddenOf(report, detail, shown),
            report.FullReport);
    }

    private static string ScopeOf(Plan? plan) =>
        plan is null or { IsEmpty: true } ? "" : Counts.Scope(plan);

    private static string SignSomeOf(ReviewReport report)
    {
        var standings = report.Judgement?.Standings ?? [];
        ImmutableArray<int> unmet = [.. standings.Where(s => !s.IsMet).Select(s => s.Statement.Number)];
        if (unmet.IsEmpty || unmet.Length == standings.Length) return "";
        var labels = ShortfallSentences.Numbers(unmet).Replace(",", "", StringComparison.Ordinal).Replace('–', '-');
        return labels.Length > 200 ? "" : $"/countersign approve {labels} {report.Plan?.Digest.Short}";
    }

    private static ImmutableArray<string> Capped(ImmutableArray<string> sentences) =>
        sentences.Length <= LongestList
            ? sentences
            : [.. sentences[..LongestList], $"and {Counts.Number(sentences.Length - LongestList)} more"];

    private static ImmutableArray<string> HiddenOf(ReviewReport report, Detail detail, Shown shown)
    {
        var hidden = ImmutableArray.CreateBuilder<string>();
        if (report.Refusals.Length > LongestList) hidden.Add(Counts.Of(report.Refusals.Length - LongestList, "refusal"));
        hidden.AddRange(shown.HiddenRows(report.Plan));
        if (report.Findings.Length > detail.Findings) hidden.Add(Counts.Of(report.Findings.Length - detail.Findings, "finding"));
        var signOffs = report.Judgement?.SignOffs.Length ?? 0;
        if (signOffs > LongestList) hidden.Add(Counts.Of(signOffs - LongestList, "older sign-off"));
        if (shown.HiddenReversals > 0) hidden.Add($"the rollback of {Counts.Of(shown.HiddenReversals, "statement")}");
        if (shown.HiddenSql > 0) hidden.Add($"the SQL of {Counts.Of(shown.HiddenSql, "statement")}");
        return hidden.ToImmutable();
    }
}
