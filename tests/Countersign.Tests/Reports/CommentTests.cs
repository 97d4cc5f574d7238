using Countersign.Bot.Reports;
using Countersign.Reports;

namespace Countersign.Tests.Reports;

public sealed class CommentTests
{
    private const string HostileName = "a|b`c``d\u202E<img src=x> @team #1 [x](http://y)";

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static readonly Dictionary<string, Func<ReviewReport>> Cases = new()
    {
        ["small"] = SampleReports.SmallAndClear,
        ["demo"] = SampleReports.DangerousAndPending,
        ["refused"] = SampleReports.Unreadable,
        ["applied"] = SampleReports.Applied,
        ["failed"] = SampleReports.Failed,
        ["frozen"] = SampleReports.Frozen,
        ["huge"] = () => SampleReports.Huge(),
        ["hostile"] = () => SampleReports.Hostile(HostileName),
    };

    [Theory, MemberData(nameof(Names))]
    public void The_comment_is_the_approved_one(string name) =>
        Golden.Equal(CommentRendering.Render(Cases[name]()), $"{name}.golden.md");

    [Theory, MemberData(nameof(Names))]
    public void The_same_report_gives_the_same_bytes(string name) =>
        Assert.Equal(CommentRendering.Render(Cases[name]()), CommentRendering.Render(Cases[name]()));
}
