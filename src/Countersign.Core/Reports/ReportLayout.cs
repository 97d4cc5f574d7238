using Countersign.Changes;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Reports;

/// <summary>
/// A report about to be shown in one length after another until it fits. What does not depend on the length is worked out
/// once: with tens of thousands of statements, that is nearly all of the work.
/// </summary>
public sealed class ReportLayout
{
    /// <summary>Sentences of one list that are shown; the number of the others is.</summary>
    private const int LongestList = 20;

    private readonly ReviewReport _report;
    private readonly Ranking _ranking;
    private readonly StatementNumbers _numbers;
    private readonly ImmutableDictionary<int, StatementStanding> _standings;
    private readonly ReportView _frame;

    /// <summary>Works out all that every length shares.</summary>
    public ReportLayout(ReviewReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        _report = report;
        _ranking = Ranking.Of(report);
        _numbers = new(report.Plan);
        _standings = (report.Judgement?.Standings ?? []).ToImmutableDictionary(s => s.Statement.Number);
        _frame = Frame(report);
    }

    /// <summary>The report in one length.</summary>
    public ReportView View(Detail detail)
    {
        ArgumentNullException.ThrowIfNull(detail);
        var shown = new Shown(_ranking, detail);
        return _frame with
        {
            Targets = [.. _frame.Targets.Zip(_report.Plan?.Targets ?? [], (frame, plan) => frame.With(plan, _standings, shown))],
            Findings = [.. _report.Findings.Take(detail.Findings).Select(f => FindingRow.Of(f, _numbers))],
            Hidden = HiddenOf(_report, detail, shown),
        };
    }

    private static ReportView Frame(ReviewReport report) => new(
        Headline.Of(report),
        report.Subject.Head.Short,
        report.Subject.Base,
        report.Plan?.Digest.Short ?? "",
        ScopeOf(report.Plan),
        report.Verdict is Verdict.Pending && report.Subject.State is not ChangeState.Closed && report.Plan is { IsEmpty: false },
        report.Plan is { } signed ? $"/countersign approve all {signed.Digest.Short}" : "",
        SignSomeOf(report),
        Capped([.. report.Shortfalls.Select(ShortfallSentences.Brief)]),
        [.. report.Refusals.Take(LongestList).Select(RefusalRow.Of)],
        [.. report.Deployments.Select(ProgressRow.Of)],
        report.Plan is { } plan ? [.. plan.Targets.Select(t => TargetView.Frame(t, report.Rehearsals.GetValueOrDefault(t.Target)))] : [],
        [],
        [.. (report.Judgement?.SignOffs ?? []).TakeLast(LongestList).Select(SignOffRow.Of)],
        Capped([.. OverrideNotes(report), .. report.Notes]),
        [],
        report.FullReport);

    private static IEnumerable<string> OverrideNotes(ReviewReport report) =>
        report.Judgement?.Override is { } standing ? standing.Remarks.Prepend(standing.Sentence) : [];

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
