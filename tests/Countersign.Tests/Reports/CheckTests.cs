using Countersign.Analysis;
using Countersign.Bot.Reports;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Statements;

namespace Countersign.Tests.Reports;

public sealed class CheckTests
{
    [Fact]
    public void A_pending_plan_keeps_the_merge_blocked_and_says_who_is_missing()
    {
        var check = CheckRendering.Render(SampleReports.DangerousAndPending());
        Assert.Equal(CheckState.Pending, check.State);
        Assert.Equal("Needs 1 sign-off from team:dba for q3", check.Title);
        Golden.Equal(check.Summary, "demo-check.golden.md");
    }

    [Fact]
    public void A_clear_plan_opens_the_gate() => Assert.Equal(CheckState.Success, CheckRendering.Render(SampleReports.SmallAndClear()).State);

    [Fact]
    public void An_unreadable_file_fails_the_check_on_its_line()
    {
        var check = CheckRendering.Render(SampleReports.Unreadable());
        Assert.Equal(CheckState.Failure, check.State);
        Assert.Contains(check.Annotations, a => a is { Path: "db/orders/0044_latin1.sql", StartLine: 3, Severity: Severity.Error, Title: "Refused (CS001)" });
    }

    [Fact]
    public void A_refusal_of_a_whole_file_is_on_its_first_line() =>
        Assert.Contains(CheckRendering.Render(SampleReports.Unreadable()).Annotations, a => a is { Path: "db/orders/0041_orders.sql", StartLine: 1 });

    [Fact]
    public void Findings_are_annotations_and_missing_sign_offs_are_not()
    {
        var annotations = CheckRendering.Render(SampleReports.DangerousAndPending()).Annotations;
        Assert.Equal(["PG003", "PG001"], annotations.Select(a => a.Title));
        Assert.Equal([8, 10], annotations.Select(a => a.StartLine));
    }

    [Fact]
    public void A_failed_deployment_turns_the_check_red() =>
        Assert.Equal(CheckState.Failure, CheckRendering.Render(SampleReports.Failed()).State);

    [Fact]
    public void Merged_without_its_sign_offs_is_a_failure_that_says_so()
    {
        var report = SampleReports.DangerousAndPending() with { Subject = Sample.Request(new ChangeState.Merged(Sample.Head)) };
        var check = CheckRendering.Render(report);
        Assert.Equal(CheckState.Failure, check.State);
        Assert.StartsWith("Merged without what it needs; nothing was applied", check.Title, StringComparison.Ordinal);
        Assert.Contains("/countersign approve", CommentRendering.Render(report), StringComparison.Ordinal); // it can still be completed
    }

    [Fact]
    public void Nothing_governed_is_quiet_and_green()
    {
        var plan = PlanBuilding.Build([]);
        var check = CheckRendering.Render(Sample.Report(plan, Sample.Clear(plan, new([], []))));
        Assert.Equal((CheckState.Success, "Nothing to sign: no governed file changes"), (check.State, check.Title));
    }
}
