using Countersign.Analysis;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Bot.Reports;

/// <summary>The required check of a commit.</summary>
internal static class CheckRendering
{
    /// <summary>UTF-16 units of a commit status's description; GitHub refuses more.</summary>
    internal const int TitleLimit = 140;

    /// <summary>UTF-16 units of a check run's summary; GitHub refuses more.</summary>
    internal const int SummaryLimit = 65_535;

    /// <summary>
    /// The check. Annotations are findings and refusals only: a forge appends annotations and never takes one back, so a
    /// missing sign-off would stay on its line after it was given.
    /// </summary>
    internal static CheckReport Render(ReviewReport report) => new(
        StateOf(report),
        TerminalText.Line(Headline.Of(report).Text.Replace("`", "", StringComparison.Ordinal), TitleLimit),
        Fitting.Fit(report, SummaryLimit, "check-summary"),
        [.. RefusalsOf(report).Select(Annotation).Concat(report.Findings.Select(Annotation)).Distinct()]);

    /// <summary>The check while nothing is known yet.</summary>
    internal static CheckReport InProgress() => new(CheckState.InProgress, "Reading the change", "", []);

    private static CheckState StateOf(ReviewReport report) => report.Verdict switch
    {
        Verdict.Clear when report.Deployments.Any(d => d is TargetProgress.Failed or TargetProgress.Frozen or TargetProgress.Refused) =>
            CheckState.Failure,
        Verdict.Clear => CheckState.Success,
        Verdict.Pending when report.Subject.State is ChangeState.Open => CheckState.Pending,
        _ => CheckState.Failure,
    };

    private static IEnumerable<Refusal> RefusalsOf(ReviewReport report) =>
        report.Refusals.Concat(report.Deployments.OfType<TargetProgress.Refused>().SelectMany(d => d.Reasons));

    private static CheckAnnotation Annotation(Refusal refusal) =>
        At(refusal.Place, Severity.Error, $"Refused ({refusal.Rule})", $"{refusal.Why}\nNext: {refusal.NextStep}");

    private static CheckAnnotation Annotation(Finding finding) =>
        At(finding.Place, finding.Severity, finding.Rule, $"{finding.Message}\n{finding.Advice}");

    private static CheckAnnotation At(Place place, Severity severity, string title, string message)
    {
        var line = Math.Max(1, place.Line); // a forge has no annotation on a whole file
        return new(place.Path, line, line, severity, TerminalText.Line(title, 255), VisibleText.Cut(TerminalText.Lines(message), 4_000));
    }
}
