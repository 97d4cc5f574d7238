using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Reports;

/// <summary>One statement with everything that is known of it.</summary>
/// <param name="Chain">What a sign-off of it binds to.</param>
/// <param name="Remarks">Why sign-offs that name it do not count.</param>
public sealed record ExplainView(
    string Target, string Dialect, StatementRow Statement, SqlRow Sql, string Chain, ImmutableArray<FindingRow> Findings, ImmutableArray<string> Remarks)
{
    /// <summary>The view of `q` and the number; null when the plan has no such statement.</summary>
    public static ExplainView? Of(ReviewReport report, int number)
    {
        ArgumentNullException.ThrowIfNull(report);
        var target = report.Plan?.Targets.FirstOrDefault(t => t.Statements.Any(s => s.Number == number));
        if (target is null) return null;
        var statement = target.Statements.First(s => s.Number == number);
        var numbers = new StatementNumbers(report.Plan);
        return new(
            target.Target.Value,
            target.Dialect.Word(),
            StatementRow.Of(statement, report.Judgement?.Standings.FirstOrDefault(s => s.Statement.Number == number)),
            SqlRow.Of(statement, 8_000),
            statement.Chain.Hex,
            [.. report.Findings.Where(f => numbers.LabelOf(f) == statement.Label).Select(f => FindingRow.Of(f, numbers))],
            [.. RemarksAbout(report.Judgement, statement.Label).Take(20)]);
    }

    private static IEnumerable<string> RemarksAbout(Judgement? judgement, string label) =>
        from account in judgement?.SignOffs ?? []
        from remark in account.Remarks
        where remark.Split(' ', ',', ':', ';').Contains(label, StringComparer.Ordinal)
        select $"{account.By.Handle}: {remark}";
}
