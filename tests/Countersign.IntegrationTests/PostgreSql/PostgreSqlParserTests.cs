using System.Text;
using System.Text.Json;
using Countersign.Targets.PostgreSql.Parser;

namespace Countersign.IntegrationTests.PostgreSql;

public sealed class PostgreSqlParserTests
{
    public static TheoryData<int> Majors => [.. PostgreSqlParser.Majors];

    [Theory, MemberData(nameof(Majors))]
    public void Each_major_says_which_server_it_is_and_where_statements_are(int major)
    {
        var tree = Tree(major, "SELECT 'grün'; CREATE TABLE t (a int)");

        Assert.Equal(major, tree.GetProperty("version").GetInt32() / 10_000);
        var statements = tree.GetProperty("stmts");
        Assert.Equal(2, statements.GetArrayLength());
        Assert.Equal(14, statements[0].GetProperty("stmt_len").GetInt32()); // bytes: ü is two
        Assert.True(statements[1].GetProperty("stmt").TryGetProperty("CreateStmt", out _));
    }

    [Theory]
    [InlineData("MERGE INTO a USING b ON true WHEN MATCHED THEN DO NOTHING", 15)]
    [InlineData("CREATE TABLE t (a text STORAGE plain)", 16)]
    [InlineData("ALTER TABLE t ALTER a SET EXPRESSION AS (b + 1)", 17)]
    [InlineData("ALTER TABLE t ADD CONSTRAINT c NOT NULL a NOT VALID", 18)]
    public void A_feature_is_read_from_the_major_that_brought_it(string sql, int since)
    {
        foreach (var major in PostgreSqlParser.Majors)
            if (major < since)
                Assert.IsType<ParseOutcome.SyntaxError>(Parse(major, sql));
            else
                Tree(major, sql);
    }

    [Fact]
    public void The_same_text_means_something_else_to_an_older_server()
    {
        Assert.Equal(1, Targets(Tree(16, "SELECT 1_000")).GetProperty("val").GetProperty("A_Const").EnumerateObject().Count(p => p.Name == "ival"));
        Assert.Equal("_000", Targets(Tree(15, "SELECT 1_000")).GetProperty("name").GetString());

        static JsonElement Targets(JsonElement tree) => tree.GetProperty("stmts")[0].GetProperty("stmt")
            .GetProperty("SelectStmt").GetProperty("targetList")[0].GetProperty("ResTarget");
    }

    [Theory, MemberData(nameof(Majors))]
    public void A_syntax_error_has_the_servers_message_and_its_byte_offset(int major)
    {
        var error = Assert.IsType<ParseOutcome.SyntaxError>(Parse(major, "SELECT 'grün 😀'; SELEC 2"));

        Assert.Equal("syntax error at or near \"SELEC\"", error.Message);
        Assert.Equal(21, error.ByteOffset);
    }

    [Theory, MemberData(nameof(Majors))]
    public void An_error_leaves_nothing_behind_for_the_next_text(int major)
    {
        for (var i = 0; i < 500; i++)
        {
            Assert.IsType<ParseOutcome.SyntaxError>(Parse(major, $"SELECT {i} FROM WHERE"));
            Assert.Equal(1, Tree(major, $"SELECT {i}").GetProperty("stmts").GetArrayLength());
        }
    }

    [Theory, MemberData(nameof(Majors))]
    public void What_is_not_text_is_refused_where_it_stops_being_text(int major)
    {
        var parser = PostgreSqlParser.For(major);

        Assert.Equal(9, Error("SELECT 1;\0DROP TABLE users"u8.ToArray()));
        Assert.Equal(8, Error([.. "SELECT '"u8, 0xC0, 0xA7, .. "'"u8]));
        Assert.Equal(8, Error([.. "SELECT '"u8, 0xED, 0xA0, 0x80, .. "'"u8]));
        Assert.Equal(0, Error([.. "\uFEFFSELECT 1"u8]));

        int Error(byte[] text) => Assert.IsType<ParseOutcome.SyntaxError>(parser.Parse(text)).ByteOffset;
    }

    [Theory, MemberData(nameof(Majors))]
    public void Client_language_is_a_syntax_error(int major)
    {
        foreach (var sql in new[] { "SELECT 1 \\gexec", "\\! rm -rf /", "COPY t FROM stdin;\n1\t2\n\\.\n" })
            Assert.IsType<ParseOutcome.SyntaxError>(Parse(major, sql));
    }

    [Theory, MemberData(nameof(Majors))]
    public void Many_threads_get_their_own_answers(int major) =>
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var stmt = Tree(major, $"SELECT {i} AS a{i}").GetProperty("stmts")[0];
            Assert.Contains($"\"a{i}\"", stmt.GetRawText(), StringComparison.Ordinal);
        });

    [Fact]
    public void There_is_no_parser_for_a_server_nobody_knows()
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => PostgreSqlParser.For(12));
        Assert.Contains("PostgreSQL 13 to 18", e.Message, StringComparison.Ordinal);
    }

    private static ParseOutcome Parse(int major, string sql) =>
        PostgreSqlParser.For(major).Parse(Encoding.UTF8.GetBytes(sql));

    private static JsonElement Tree(int major, string sql) =>
        JsonDocument.Parse(Assert.IsType<ParseOutcome.Tree>(Parse(major, sql)).Json).RootElement;
}
