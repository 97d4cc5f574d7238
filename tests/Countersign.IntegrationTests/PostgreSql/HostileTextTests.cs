using System.Text;
using Countersign.Targets.PostgreSql.Parser;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>Each of these ends a process that parses with the native library. The test run itself is the witness.</summary>
[Invariant(12)]
[Invariant(13)]
public sealed class HostileTextTests
{
    private const int Many = 100_000;

    public static TheoryData<int> Majors => [.. PostgreSqlParser.Majors];

    [Theory, MemberData(nameof(Majors))]
    public void Nesting_deeper_than_the_stack_is_too_deep(int major)
    {
        foreach (var sql in new[]
        {
            "SELECT " + Repeat("(", Many),
            "SELECT " + Repeat("(", Many) + "1" + Repeat(")", Many),
            "SELECT " + Repeat("NOT ", Many) + "true",
            "SELECT " + Repeat("ARRAY[", Many) + Repeat("]", Many),
            "SELECT " + Repeat("CASE WHEN ", Many),
            "SELECT " + Repeat("1+", Many) + "1",
            "SELECT 1" + Repeat("::int", Many),
            "SELECT * FROM a" + Repeat(" CROSS JOIN b", Many),
            "SELECT 1" + Repeat(" UNION SELECT 1", Many),
        })
            Assert.True(
                PostgreSqlParser.For(major).Parse(Utf8(sql)) is ParseOutcome.Aborted(AbortReason.TooDeep),
                $"{sql[..30]}…: {PostgreSqlParser.For(major).Parse(Utf8(sql))}");
        StillWorks(major);
    }

    [Theory, MemberData(nameof(Majors))]
    public void Nested_comments_are_stopped_by_the_deadline(int major)
    {
        var parser = new PostgreSqlParser(major, ParserLimits.Default with { Deadline = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(new ParseOutcome.Aborted(AbortReason.OutOfTime), parser.Parse(Utf8(Repeat("/*", Many))));
        StillWorks(major);
    }

    [Theory, MemberData(nameof(Majors))]
    public void A_text_over_the_limit_is_not_even_tried(int major) =>
        Assert.Equal(new ParseOutcome.Aborted(AbortReason.TooLarge), PostgreSqlParser.For(major).Parse(Columns(50_000_000)));

    [Theory, MemberData(nameof(Majors))]
    public void A_text_that_needs_more_memory_than_allowed_is_too_large(int major)
    {
        var parser = new PostgreSqlParser(major, new ParserLimits(100_000_000, 256L << 20, TimeSpan.FromMinutes(2)));

        Assert.Equal(new ParseOutcome.Aborted(AbortReason.TooLarge), parser.Parse(Columns(50_000_000)));
        StillWorks(major);
    }

    [Fact]
    public void A_long_script_within_the_limits_is_read()
    {
        var script = Utf8(Repeat("INSERT INTO t (a, b) VALUES (1, 'some text');\n", 100_000));

        Assert.IsType<ParseOutcome.Tree>(PostgreSqlParser.For(17).Parse(script));
    }

    private static void StillWorks(int major) =>
        Assert.IsType<ParseOutcome.Tree>(PostgreSqlParser.For(major).Parse("SELECT 1"u8.ToArray()));

    private static byte[] Columns(int bytes) => Utf8("SELECT 1" + Repeat(",1", (bytes - 8) / 2));

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
