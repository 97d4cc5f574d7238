namespace Countersign.Tests.Statements.SqlServer;

/// <summary>Every case of every fixture file says the whole of what is read from it.</summary>
[Invariant(13)]
public sealed class SqlServerStatementTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Fixtures.PathOf("Statements", "SqlServer"), "*.sql").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_many_cases() => Assert.True(StatementFixture.ReadAll().Count() >= 130, $"{StatementFixture.ReadAll().Count()} cases");

    [Theory, MemberData(nameof(Files))]
    public void A_batch_is_read_as_its_fixture_says(string file)
    {
        var path = Fixtures.PathOf("Statements", "SqlServer", file);
        var cases = StatementFixture.Read(path);
        if (Fixtures.Rewrites) File.WriteAllText(path, string.Join('\n', cases.Select(c => c.Write(c.Actual()))));

        Assert.All(StatementFixture.Read(path), c => Assert.Equal(c.Expected, c.Actual()));
    }
}
