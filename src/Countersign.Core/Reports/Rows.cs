using System.Globalization;
using Countersign.Analysis;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Reports;

/// <summary>One reason why something is refused.</summary>
public sealed record RefusalRow(string Rule, string Place, string Why, string NextStep)
{
    internal static RefusalRow Of(Refusal refusal) => new(
        refusal.Rule, VisibleText.Cut(refusal.Place.ToString(), 200), VisibleText.Cut(refusal.Why, 500), VisibleText.Cut(refusal.NextStep, 500));
}

/// <summary>One target's deployment.</summary>
/// <param name="Evidence">`name=value` pairs for the person who resolves a frozen target.</param>
public sealed record ProgressRow(
    string Target, Tone Tone, string Text, string NextStep, ImmutableArray<RefusalRow> Refusals, ImmutableArray<string> Evidence)
{
    /// <summary>The row of one target.</summary>
    public static ProgressRow Of(TargetProgress progress) => new(
        progress.Target.Value,
        ProgressSentences.ToneOf(progress),
        ProgressSentences.Of(progress),
        ProgressSentences.NextStep(progress),
        progress is TargetProgress.Refused { Reasons.Length: > 1 } r ? [.. r.Reasons.Take(20).Select(RefusalRow.Of)] : [],
        progress is TargetProgress.Frozen f ? [.. f.Evidence.Take(20).Select(e => $"{e.Key}={e.Value}")] : []);
}

/// <summary>One finding.</summary>
/// <param name="Label">The statement, e.g. `q3`; empty when it is about none.</param>
/// <param name="Instead">SQL that would be safer; empty when the rule knows none.</param>
public sealed record FindingRow(string Severity, string Rule, string Label, string Place, string Message, string Advice, string Instead)
{
    internal static FindingRow Of(Finding finding, StatementNumbers numbers) => new(
        finding.Severity.ToString(),
        finding.Rule,
        numbers.LabelOf(finding),
        finding.Place.ToString(),
        VisibleText.Cut(finding.Message, 500),
        VisibleText.Cut(finding.Advice, 500),
        finding.Instead is { } sql ? VisibleText.Cut(sql, 2000) : "");
}

/// <summary>One sign-off and what became of it.</summary>
public sealed record SignOffRow(string By, string How, string At, string CountsFor, ImmutableArray<string> Remarks)
{
    internal static SignOffRow Of(SignOffAccount account) => new(
        account.By.Handle,
        account.Source is SignOffSource.Review ? "review" : "comment",
        account.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        account.CountsFor.IsEmpty ? "nothing" : ShortfallSentences.Numbers(account.CountsFor, ShortfallSentences.BriefList),
        [.. account.Remarks.Take(10).Select(r => VisibleText.Cut(r, 300))]);
}
