using System.Text;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets;
using Countersign.Targets.PostgreSql;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Statements.PostgreSql;

public sealed class PostgreSqlReaderTests
{
    [Fact]
    public void Scripts_are_read_in_order_and_each_statement_knows_its_place()
    {
        var complete = Complete(17, ("b.sql", "\uFEFF-- first\nSELECT 1;\n  CREATE TABLE grün (a int);"), ("a.sql", "DROP TABLE t;"));

        Assert.Equal(["SELECT 1", "CREATE TABLE grün (a int)", "DROP TABLE t"], complete.Statements.Select(TextOf));
        Assert.Equal(["b.sql:2:1", "b.sql:3:3", "a.sql:1:1"], complete.Statements.Select(s => s.Script.PlaceOf(s.Span.Offset).ToString()));
    }

    [Fact]
    public void One_script_that_cannot_be_read_stops_them_all_and_every_reason_is_given()
    {
        var refused = Refused(17, ("a.sql", "SELECT 1;"), ("b.sql", "BEGIN;\nSET ROLE bob;\nCOMMIT;"), ("c.sql", "SELEC 1"), ("d.sql", "SELECT '\u0001'"));

        Assert.Equal(
            [("b.sql:1:1", "PG904"), ("b.sql:2:1", "PG905"), ("b.sql:3:1", "PG904"), ("c.sql:1:1", "PG901"), ("d.sql:1:9", "CS005")],
            refused.Refusals.Select(r => (r.Place.ToString(), r.Rule)));
    }

    [Fact]
    public void Ordinary_chains_of_operators_are_read()
    {
        var complete = Complete(18, ("a.sql", $"SELECT {string.Join(" || ", Enumerable.Repeat("'a'", 200))};"));

        Assert.Equal("reads", Assert.Single(Assert.Single(complete.Statements).Effects).Word);
    }

    [Theory]
    [InlineData("+")]
    [InlineData("||")]
    public void What_is_nested_deeper_than_the_reader_goes_is_opaque_and_its_neighbours_are_not(string operation)
    {
        var deep = $"SELECT {string.Join($" {operation} ", Enumerable.Repeat("'1'", 2_000))}";

        var complete = Complete(17, ("a.sql", $"SELECT 1;\n{deep};\nDROP TABLE t;"));

        Assert.Equal(["SELECT", "UNKNOWN", "DROP TABLE"], complete.Statements.Select(s => s.Kind));
        Assert.Equal("opaque", Assert.Single(complete.Statements[1].Effects).Word);
        Assert.Equal(deep, TextOf(complete.Statements[1]));
    }

    [Fact]
    public void What_is_too_deep_or_too_large_is_refused()
    {
        var refused = Refused(17,
            ("a.sql", "SELECT " + new string('(', 100_000)),
            ("b.sql", new string(' ', 5_000_001)),
            ("c.sql", $"SELECT '{new string('a', 1_000_000)}'"));

        Assert.Equal(["PG902", "CS008", "CS009"], refused.Refusals.Select(r => r.Rule));
        Assert.Contains("nested", refused.Refusals[0].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_there_is_no_parser_for_is_refused_with_the_ones_there_are() =>
        Assert.Contains("13, 14, 15, 16, 17, 18", Assert.Single(Refused(12, ("a.sql", "SELECT 1")).Refusals).NextStep, StringComparison.Ordinal);

    [Theory]
    [InlineData("public", "reads")]
    [InlineData("pg_catalog,public", "reads")]
    [InlineData("app,pg_catalog", "opaque")]
    public void A_name_is_only_the_servers_when_the_search_path_finds_it_there_first(string path, string effect)
    {
        var complete = Assert.IsType<Reading.Complete>(Read(17, [.. path.Split(',')], ("a.sql", "SELECT lower('A')")));

        Assert.Equal(effect, Assert.Single(Assert.Single(complete.Statements).Effects).Word);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
            new PostgreSqlReader().Read(Request(17, ["public"], ("a.sql", "SELECT 1")), cancellation.Token));
    }

    private static Reading.Complete Complete(int major, params ReadOnlySpan<(string Path, string Sql)> scripts) =>
        Assert.IsType<Reading.Complete>(Read(major, ["public"], scripts));

    private static Reading.Refused Refused(int major, params ReadOnlySpan<(string Path, string Sql)> scripts) =>
        Assert.IsType<Reading.Refused>(Read(major, ["public"], scripts));

    private static Reading Read(int major, ImmutableArray<string> path, params ReadOnlySpan<(string Path, string Sql)> scripts) =>
        new PostgreSqlReader().Read(Request(major, path, scripts), TestContext.Current.CancellationToken);

    private static ReadingRequest Request(int major, ImmutableArray<string> path, params ReadOnlySpan<(string Path, string Sql)> scripts)
    {
        var target = new TargetPolicy(new("t"), "production", Dialect.PostgreSql, [], [], "t", DeployTrigger.OnMerge, null, major, path);
        return new(target, [], [.. scripts.ToArray().Select(s =>
            new Script(s.Path, FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(s.Sql)))]);
    }

    private static string TextOf(ReadStatement statement) => Encoding.UTF8.GetString(statement.Bytes.Span);
}
