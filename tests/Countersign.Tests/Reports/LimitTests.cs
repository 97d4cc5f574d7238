using System.Text;
using Countersign.Analysis;
using Countersign.Bot.Reports;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Statements;
using Markdig.Syntax;
using static Countersign.Tests.Reports.Sample;

namespace Countersign.Tests.Reports;

/// <summary>What does not fit is left out whole, with a word about it; what a person needs first always stays.</summary>
[Invariant(37)]
public sealed class LimitTests
{
    private const int CommentBytes = 262_144;

    [Fact]
    public void Thousands_of_statements_fit_and_the_dangerous_one_is_shown()
    {
        var report = SampleReports.Huge();
        var comment = CommentRendering.Render(report);
        AssertFits(comment, report);
        Assert.Contains("| **q4993** | ALTER TABLE", comment, StringComparison.Ordinal);
        Assert.Contains("the SQL of 4,980 statements", comment, StringComparison.Ordinal);
        Assert.Contains("[full report](https://countersign.example/changes/7/41)", comment, StringComparison.Ordinal);
        Assert.Contains("- data of orders: drops column refunded  (q4993)", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_scattered_statements_are_counted_and_not_listed_one_by_one()
    {
        var line = new Line("DROP TABLE x", "DROP TABLE", Name("x"), [new Effect.Drops(Name("x"), "table")], new Reversal.By(""));
        var report = ReportOf(PlanBuilding.Build([Target("orders-prod", "a.sql", [.. Enumerable.Repeat(line, 20_000)])]));
        var every = (Verdict.Pending)report.Verdict;
        var missing = (Shortfall.SignOffsMissing)every.Shortfalls[0];
        report = report with { Verdict = every with { Shortfalls = [missing with { Statements = [.. missing.Statements.Where(n => n % 2 == 0)] }] } };
        var comment = CommentRendering.Render(report);
        AssertFits(comment, report);
        Assert.Contains("q38, q40 and 9980 more need 1 sign-off from", comment, StringComparison.Ordinal);
        Assert.Contains("| **q1** | DROP TABLE", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void One_statement_of_a_megabyte_is_cut_and_named_by_its_digest()
    {
        var line = new Line("SELECT '" + new string('x', 1_000_000) + "'", "SELECT", Name("x"), [new Effect.Reads(Name("x"))], new Reversal.By(""));
        var report = ReportOf(PlanBuilding.Build([Target("orders-prod", "a.sql", line)]));
        var comment = CommentRendering.Render(report);
        AssertFits(comment, report);
        Assert.Contains(report.Plan!.Statements.First().Digest.Hex, comment, StringComparison.Ordinal);
        Assert.Contains("992,010 more characters", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_findings_fit()
    {
        var report = SampleReports.SmallAndClear();
        var finding = FindingOn(report.Plan!.Statements.First(), "PG001", Severity.Warning, new string('m', 400), new string('a', 400));
        report = report with { Findings = [.. Enumerable.Repeat(finding, 3_000)] };
        AssertFits(CommentRendering.Render(report), report);
        Assert.InRange(CheckRendering.Render(report).Summary.Length, 1, CheckRendering.SummaryLimit);
    }

    [Fact]
    public void Thousands_of_refusals_fit_and_their_number_is_told()
    {
        var refusals = Enumerable.Range(1, 3_000).Select(n => RefusalOf("CS001", new($"db/{n}.sql", 1, 1), new string('w', 4_000), "save it"));
        var report = Report(null, new Verdict.Refused([.. refusals], null));
        var comment = CommentRendering.Render(report);
        Assert.InRange(comment.Length, 1, CommentRendering.Limit);
        Assert.StartsWith("### ⛔ Refused for 3000 reasons", comment, StringComparison.Ordinal);
        Assert.Contains("2,980 refusals", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Even_thousands_of_targets_leave_the_headline()
    {
        var line = new Line("SELECT 1", "SELECT", Name("x"), [new Effect.Reads(Name("x"))], new Reversal.By(""));
        var plan = PlanBuilding.Build(Enumerable.Range(1, 3_000).Select(n => Target($"target-{n}", "a.sql", line)));
        var report = ReportOf(plan);
        var comment = CommentRendering.Render(report);
        Assert.InRange(comment.Length, 1, CommentRendering.Limit);
        Assert.Contains(plan.Digest.Short, comment, StringComparison.Ordinal);
        Assert.StartsWith("### 🟡 Needs 1 sign-off", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void What_fits_is_not_cut()
    {
        var report = SampleReports.DangerousAndPending();
        Assert.Equal(CommentRendering.RenderAll(report), CommentRendering.Render(report));
    }

    private static ReviewReport ReportOf(Plan plan)
    {
        var standings = plan.Statements.Select(s => new StatementStanding(s, [new("default", AnyWriter, [])])).ToImmutableArray();
        var missing = new Shortfall.SignOffsMissing([.. plan.Statements.Select(s => s.Number)], "default", AnyWriter, []);
        return Report(plan, new Verdict.Pending([missing], new(standings, [])));
    }

    private static void AssertFits(string comment, ReviewReport report)
    {
        Assert.InRange(comment.Length, 1, CommentRendering.Limit);
        Assert.InRange(Encoding.UTF8.GetByteCount(comment), 1, CommentBytes);
        Assert.Contains(report.Plan!.Digest.Short, comment, StringComparison.Ordinal);
        var html = Ast.Parse(comment).Descendants<HtmlBlock>().SelectMany(b => b.Lines.Lines.Take(b.Lines.Count)).Select(l => l.Slice.ToString()).ToList();
        Assert.Equal(html.Count(l => l == "<details>"), html.Count(l => l == "</details>"));
        Assert.All(Ast.Parse(comment).Descendants<FencedCodeBlock>(), fence => Assert.True(fence.ClosingFencedCharCount > 0, "a fence is left open"));
    }
}
