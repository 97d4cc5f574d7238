using Countersign.Statements;

namespace Countersign.IntegrationTests.PostgreSql.Reversals;

/// <summary>Every statement of the corpus is undone exactly on the machine's own major, or says why not.</summary>
[Invariant(31)]
public sealed class UpDownUpTests(UpDownUpTests.Server server) : IClassFixture<UpDownUpTests.Server>
{
    public static TheoryData<string> Files => UpDownUp.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public Task Every_statement_is_undone_exactly_or_says_why_not(string file) => UpDownUp.Holds(server.Running, file);

    [Fact]
    public void The_corpus_has_at_least_two_hundred_statements() => Assert.InRange(UpDownUp.Count, 200, int.MaxValue);

    [Theory]
    [InlineData("ALTER TABLE s.t ADD COLUMN b int", "SELECT 1", "down does not restore")]
    [InlineData("ALTER TABLE s.t ADD COLUMN b int", "ALTER TABLE s.t DROP COLUMN c", "down fails")]
    [InlineData("CREATE INDEX i ON s.t (a)", "DROP INDEX s.i; CREATE INDEX j ON s.t (a)", "down does not restore")]
    public async Task A_wrong_reversal_is_noticed(string up, string down, string expected)
    {
        var database = await TestDatabase.Create(await server.Running);
        await using var session = await ReversalSession.Open(database, "CREATE SCHEMA s; CREATE TABLE s.t (a int)");

        Assert.Contains(expected, await UpDownUp.Problem(session, database.Server.Major, new("", up, null), new Reversal.By(down)), StringComparison.Ordinal);
    }

    /// <summary>Started once for the class.</summary>
    public sealed class Server() : UpDownUp.Fixture(PostgreSqlBinaries.Majors[0]);
}

/// <summary>The same on the major that npm brings, at the same time.</summary>
public sealed class UpDownUpOnAnotherMajorTests(UpDownUpOnAnotherMajorTests.Server server) : IClassFixture<UpDownUpOnAnotherMajorTests.Server>
{
    public static TheoryData<string> Files => UpDownUp.Files;

    [Theory]
    [MemberData(nameof(Files))]
    public Task Every_statement_is_undone_exactly_or_says_why_not(string file) => UpDownUp.Holds(server.Running, file);

    /// <summary>Started once for the class.</summary>
    public sealed class Server() : UpDownUp.Fixture(PostgreSqlBinaries.Majors[^1]);
}
