using System.Diagnostics;
using Countersign.Statements;

namespace Countersign.IntegrationTests.Sqlite;

/// <summary>Text that is made to hurt the reader costs one refusal, and little time (INV-37).</summary>
[Invariant(37)]
public sealed class SqliteHostileTests
{
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "a sum of 100000 terms", "SELECT 1" + string.Concat(Enumerable.Repeat("+1", 100_000)) },
        { "100000 open parentheses", "SELECT " + new string('(', 100_000) + "1" + new string(')', 100_000) },
        { "5000 nested CASE", "SELECT " + string.Concat(Enumerable.Repeat("CASE WHEN 1 THEN ", 5_000)) + "1" + string.Concat(Enumerable.Repeat(" END", 5_000)) },
        { "5000 nested subqueries", "SELECT * FROM " + string.Concat(Enumerable.Repeat("(SELECT * FROM ", 5_000)) + "(SELECT 1)" + new string(')', 5_000) },
        { "100000 parts of a compound", string.Join(" UNION ALL ", Enumerable.Repeat("SELECT 1", 100_000)) },
        { "100000 columns", "CREATE TABLE t (" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"c{i}")) + ")" },
        { "triggers that fire each other", "CREATE TABLE t (x); CREATE TRIGGER a AFTER INSERT ON t BEGIN INSERT INTO t VALUES (1); END; INSERT INTO t VALUES (1), (" + new string('-', 20_000) },
        { "a comment that never ends", "CREATE TABLE t (x); /*" + new string('*', 200_000) },
        { "a string that never ends", "SELECT '" + new string('x', 200_000) },
        { "a view of itself", "CREATE VIEW a AS SELECT * FROM b; CREATE VIEW b AS SELECT * FROM a; SELECT * FROM a" },
        { "LIKE with a hostile pattern", "CREATE TABLE t AS SELECT '" + new string('a', 50_000) + "' LIKE '" + string.Concat(Enumerable.Repeat("%a", 20_000)) + "b' AS x" },
        { "printf of a gigabyte", "CREATE TABLE t AS SELECT printf('%1000000000d', 1) AS x" },
        { "views that multiply", Doubling(40) },
    };

    [Theory, MemberData(nameof(Texts))]
    public void Hostile_text_is_read_or_refused_in_little_time(string name, string text)
    {
        var started = Process.GetCurrentProcess().TotalProcessorTime;

        var reading = StatementFixture.Read(new(StatementFixture.Target(), [], [StatementFixture.Script("hostile.sql", text)]));

        Assert.True(reading is Reading.Complete or Reading.Refused, name);
        Assert.InRange((Process.GetCurrentProcess().TotalProcessorTime - started).TotalSeconds, 0, 60);
    }

    [Fact]
    public void Reading_stops_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => new Targets.Sqlite.SqliteReader().Read(
            new(StatementFixture.Target(), [], [StatementFixture.Script("a.sql", "CREATE TABLE a (x);")]), cancelled.Token));
    }

    /// <summary>Each view joins the one before with itself: 2^n tables in the last.</summary>
    private static string Doubling(int views) =>
        "CREATE TABLE v0 (x); "
        + string.Concat(Enumerable.Range(1, views).Select(i => $"CREATE VIEW v{i} AS SELECT a.x FROM v{i - 1} AS a JOIN v{i - 1} AS b ON a.x = b.x; "))
        + $"SELECT * FROM v{views}";
}
