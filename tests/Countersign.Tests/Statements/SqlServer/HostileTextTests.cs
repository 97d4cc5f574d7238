using System.Diagnostics;
using System.Globalization;
using System.Text;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets.SqlServer;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Statements.SqlServer;

/// <summary>
/// Text that ends ScriptDom's process when it gets there (running out of stack cannot be caught), so that these tests end with the
/// test process when the guard is missing; and the deepest text that is let through, which proves that the stack is large enough.
/// </summary>
[Invariant(37)]
public sealed class HostileTextTests
{
    private static readonly Dictionary<string, string> TooDeep = new()
    {
        { "parentheses", "SELECT " + new string('(', 20_000) + "1" + new string(')', 20_000) },
        { "open parentheses", "SELECT " + new string('(', 1_000_000) },
        { "conditions", "SELECT 1 WHERE " + new string('(', 20_000) + "1=1" + new string(')', 20_000) },
        { "sums", "SELECT 1" + Repeat("+1", 100_000) },
        { "signs", "SELECT " + Repeat("- ", 100_000) + "1" },
        { "NOT", "SELECT 1 WHERE " + Repeat("NOT ", 100_000) + "1=1" },
        { "CASE", "SELECT " + Repeat("CASE WHEN 1=1 THEN ", 5_000) + "1" + Repeat(" END", 5_000) },
        { "BEGIN", Repeat("BEGIN ", 10_000) + "PRINT 1 " + Repeat("END ", 10_000) },
        { "TRY", Repeat("BEGIN TRY ", 10_000) + "PRINT 1 " + Repeat("END TRY BEGIN CATCH END CATCH ", 10_000) },
        { "IF", Repeat("IF 1=1 ", 50_000) + "PRINT 1" },
        { "ELSE IF", Repeat("IF 1=1 PRINT 1; ELSE ", 50_000) + "PRINT 1" },
        { "WHILE", Repeat("WHILE 1=1 ", 50_000) + "PRINT 1" },
        { "UNION", "SELECT 1" + Repeat(" UNION ALL SELECT 1", 50_000) },
        { "joins", "SELECT 1 FROM a" + Repeat(" JOIN b ON 1=1", 50_000) },
        { "joins in parentheses", "SELECT 1 FROM " + new string('(', 500) + "a JOIN b ON 1=1" + Repeat(") JOIN c ON 1=1", 500) },
        { "time zones", "SELECT x" + Repeat(" AT TIME ZONE 'UTC'", 50_000) },
        { "methods", "SELECT x" + Repeat(".f()", 50_000) },
        { "functions", "SELECT " + Repeat("f(", 20_000) + "1" + new string(')', 20_000) },
        { "commas inside", "SELECT " + Repeat("f(1, 1" + Repeat("+1", 200), 120) + new string(')', 120) },
        { "BEGIN that ENDs a conversation", Repeat("BEGIN END CONVERSATION @h ", 20_000) },
        { "queries in queries", Repeat("SELECT * FROM (", 5_000) + "SELECT 1 AS a" + Repeat(") AS x", 5_000) },
    };

    private static readonly Dictionary<string, string> AsDeepAsMayBe = new()
    {
        { "parentheses", "SELECT " + new string('(', 128) + "1" + new string(')', 128) },
        { "CASE", "SELECT " + Repeat("CASE WHEN 1=1 THEN ", 128) + "1" + Repeat(" END", 128) },
        { "BEGIN", Repeat("BEGIN ", 128) + "PRINT 1 " + Repeat("END ", 128) },
        { "sums", "SELECT 1" + Repeat("+1", 9_990) },
        { "NOT", "SELECT 1 WHERE " + Repeat("NOT ", 19_990) + "1=1" },
        { "joins", "SELECT 1 FROM a" + Repeat(" JOIN b ON 1=1", 2_800) },
        { "ELSE IF", Repeat("IF 1=1 PRINT 1; ELSE ", 2_490) + "PRINT 1" },
        { "UNION", "SELECT 1" + Repeat(" UNION ALL SELECT 1", 4_990) },
        { "joins in parentheses", "SELECT 1 FROM " + new string('(', 126) + "a JOIN b ON 1=1" + Repeat(") JOIN c ON 1=1", 126) },
        { "comments in comments", Repeat("/*", 50_000) + Repeat("*/", 50_000) + " SELECT 1" },
        { "everything at once", "SELECT " + Repeat("f(1" + Repeat("+1", 70) + "+", 120) + "1" + new string(')', 120) },
    };

    public static TheoryData<string> TooDeepNames => [.. TooDeep.Keys];

    public static TheoryData<string> AsDeepAsMayBeNames => [.. AsDeepAsMayBe.Keys];

    [Theory, MemberData(nameof(TooDeepNames))]
    public void Text_that_nests_too_deep_is_refused_with_its_place(string what)
    {
        var refusal = Assert.Single(Assert.IsType<Reading.Refused>(Read(TooDeep[what])).Refusals);

        Assert.True(refusal.Rule == "MS902", $"{what}: {refusal.Sentence}");
        Assert.True(refusal.Place.Line == 1, $"{what}: {refusal.Sentence}");
    }

    [Theory, MemberData(nameof(AsDeepAsMayBeNames))]
    public void Text_that_nests_as_deep_as_may_be_is_read(string what) =>
        Assert.True(Read(AsDeepAsMayBe[what]) is Reading.Complete { Statements.Length: 1 }, what);

    [Fact]
    public void A_NUL_is_refused() =>
        Assert.Equal("CS003", Assert.Single(Assert.IsType<Reading.Refused>(Read("SELECT 1\0; DROP TABLE dbo.t")).Refusals).Rule);

    [Fact]
    public void Ten_megabytes_of_inserts_are_refused_for_their_size() => Assert.Equal(
        "CS008", Assert.Single(Assert.IsType<Reading.Refused>(Read(Inserts(10_000_000))).Refusals).Rule);

    [Fact]
    public void A_megabyte_of_inserts_in_small_batches_is_read() =>
        Assert.True(Assert.IsType<Reading.Complete>(Read(Inserts(1_000_000))).Statements.Length > 100);

    [Fact]
    public void Reading_that_takes_too_long_is_given_up()
    {
        var watch = Stopwatch.StartNew();
        var reading = new SqlServerReader(TimeSpan.FromMilliseconds(1)).Read(Request(Inserts(1_900_000)), TestContext.Current.CancellationToken);

        Assert.Equal("MS902", Assert.Single(Assert.IsType<Reading.Refused>(reading).Refusals).Rule);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"it took {watch.Elapsed}");
    }

    [Fact]
    public void Cancelling_ends_a_reading()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => new SqlServerReader().Read(Request("SELECT 1"), cancellation.Token));
    }

    private static Reading Read(string sql) => new SqlServerReader().Read(Request(sql), TestContext.Current.CancellationToken);

    private static Targets.ReadingRequest Request(string sql) => new(
        new TargetPolicy(new("t"), "production", Dialect.SqlServer, [], [], "t", DeployTrigger.OnMerge, null, null, []), [],
        [new("a.sql", FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(sql))]);

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static string Inserts(int bytes)
    {
        var sql = new StringBuilder();
        for (var i = 0; sql.Length < bytes; i++)
            sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO dbo.orders (id, name) VALUES ({i}, N'order {i}');\n{(i % 50 == 0 ? "GO\n" : "")}");
        return sql.ToString();
    }
}
