namespace Countersign.IntegrationTests.Sqlite;

public sealed class SqliteStatementTests
{
    public static TheoryData<string> Fixtures { get; } =
        [.. Directory.GetFiles(StatementFixture.Folder, "*.sql").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Fixtures))]
    public void A_script_is_read_as_it_says(string name)
    {
        var fixture = StatementFixture.Load(name);

        var found = StatementFixture.Describe(StatementFixture.Read(fixture.Request)).ToList();

        Assert.NotEmpty(fixture.Expected);
        Assert.Equal(string.Join('\n', fixture.Expected), string.Join('\n', found));
    }
}
