namespace Countersign.Tests.Reports;

public sealed class ReadmeTests
{
    private const string Start = "<!-- comment:start -->";
    private const string End = "<!-- comment:end -->";

    [Fact]
    public void The_README_shows_the_comment_as_the_bot_writes_it()
    {
        var readme = Golden.Repository("README.md");
        var (start, end) = (readme.IndexOf(Start, StringComparison.Ordinal), readme.IndexOf(End, StringComparison.Ordinal));
        Assert.True(start >= 0 && end > start, $"README.md has no block between `{Start}` and `{End}`");
        Assert.Equal(Golden.Repository("tests/Countersign.Tests/Reports/demo.golden.md").Trim(), readme[(start + Start.Length)..end].Trim());
    }
}
