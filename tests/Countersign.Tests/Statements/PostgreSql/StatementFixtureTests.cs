using Countersign.Targets.PostgreSql.Parser;

namespace Countersign.Tests.Statements.PostgreSql;

/// <summary>Every fixture states what is read from it; see <see cref="StatementFixture"/>. COUNTERSIGN_REWRITE=1 writes them anew.</summary>
[Invariant(15)]
public sealed class StatementFixtureTests
{
    public static TheoryData<string, int> Cases() =>
        [.. StatementFixture.ReadAll().Select(c => new TheoryDataRow<string, int>(c.File, c.Line))];

    [Theory, MemberData(nameof(Cases))]
    public void Every_major_reads_what_the_fixture_says(string file, int line)
    {
        var path = Fixtures.PathOf("Statements", "PostgreSql", file);
        var fixture = StatementFixture.Read(path).Single(c => c.Line == line);
        if (Fixtures.Rewrites)
            return;

        foreach (var major in fixture.Majors)
            Assert.Equal([$"on {major}:", .. fixture.Expected], [$"on {major}:", .. fixture.Actual(major)]);
    }

    [Fact]
    public void Rewriting_keeps_the_fixtures_as_they_are()
    {
        foreach (var path in Directory.GetFiles(Fixtures.PathOf("Statements", "PostgreSql"), "*.sql"))
        {
            var written = string.Join('\n', StatementFixture.Read(path).Select(c => c.Write(Fixtures.Rewrites ? c.Actual(c.Majors[^1]) : c.Expected)));
            if (Fixtures.Rewrites)
                File.WriteAllText(path, written);
            Assert.Equal(File.ReadAllText(path), written);
        }
    }

    [Fact]
    public void There_are_cases_for_every_major() =>
        Assert.All(PostgreSqlParser.Majors, major => Assert.True(StatementFixture.ReadAll().Count(c => c.Majors.Contains(major)) > 300));
}
