using System.Text;
using Countersign.Statements.Sqlite;

namespace Countersign.Tests.Statements.Sqlite;

public sealed class SqliteLexerTests
{
    [Theory]
    [InlineData("SELECT a FROM t;", "SELECT|a|FROM|t|;")]
    [InlineData("select-- x\n1/* ; */+2", "select|1|+|2")]
    [InlineData("'it''s; -- no comment'", "it's; -- no comment")]
    [InlineData("\"a \"\"b\"\"\" [c;d] `e``f`", "a \"b\"|c;d|e`f")]
    [InlineData("1e-5+x'3b'-.5e+3", "1e-5|+|x''|-|.5e+3")]
    [InlineData("a - -b", "a|-|-|b")]
    [InlineData("grüße_1$ ?1 :n @m $p", "grüße_1$|?1|:n|@m|$p")]
    [InlineData("a /* open", "a")]
    [InlineData("a /*", "a|/|*")]
    [InlineData("'open", "ope")]
    [InlineData("\uFEFFSELECT", "SELECT")]
    public void Tokens_are_those_of_SQLite(string text, string tokens) =>
        Assert.Equal(tokens, string.Join('|', SqliteLexer.Tokens(Encoding.UTF8.GetBytes(text)).Select(t => t.Value)));

    [Theory]
    [InlineData("CREATE UNIQUE INDEX i ON t (a)", "CREATE INDEX")]
    [InlineData("create virtual table f using fts5 (a)", "CREATE VIRTUAL TABLE")]
    [InlineData("WITH a AS (SELECT 1), b AS (DELETE) UPDATE t SET a = 1", "UPDATE")]
    [InlineData("VALUES (1)", "SELECT")]
    [InlineData("explain query plan select 1", "EXPLAIN")]
    public void The_kind_is_the_command_that_counts(string text, string kind) => Assert.Equal(kind, Statement(text).Kind);

    [Theory]
    [InlineData("table_info", "orders", SqlitePragma.Use.Reads)]
    [InlineData("USER_VERSION", "3", SqlitePragma.Use.WritesHeader)]
    [InlineData("user_version", null, SqlitePragma.Use.Reads)]
    [InlineData("foreign_keys", "OFF", SqlitePragma.Use.SwitchesForeignKeysOff)]
    [InlineData("foreign_keys", "1", SqlitePragma.Use.Refused)]
    [InlineData("foreign_keys", "-1", SqlitePragma.Use.Refused)]
    [InlineData("schema_version", "3", SqlitePragma.Use.Refused)]
    [InlineData("journal_mode", "off", SqlitePragma.Use.Refused)]
    [InlineData("writable_schema", "1", SqlitePragma.Use.Refused)]
    [InlineData("anything_new", null, SqlitePragma.Use.Refused)]
    public void A_pragma_is_refused_unless_it_is_known(string pragma, string? argument, SqlitePragma.Use use) =>
        Assert.Equal(use, SqlitePragma.Of(pragma, argument));

    [Theory]
    [InlineData(SqliteActionCode.Attach, "other.db", null, null, "SQ101")]
    [InlineData(SqliteActionCode.Function, null, "LOAD_EXTENSION", null, "SQ102")]
    [InlineData(SqliteActionCode.Savepoint, "BEGIN", "s", null, "SQ104")]
    [InlineData(SqliteActionCode.Insert, "t", null, "temp", "SQ105")]
    [InlineData(SqliteActionCode.Read, "Countersign_Marker", "token", "main", "SQ106")]
    [InlineData(SqliteActionCode.CreateTrigger, "t", "countersign_script", "main", "SQ106")]
    [InlineData(SqliteActionCode.AlterTable, "main", "countersign_script", null, "SQ106")]
    [InlineData(SqliteActionCode.Insert, "orders", null, "main", null)]
    [InlineData(SqliteActionCode.Analyze, "countersign_marker", null, "main", null)]
    public void The_border_is_drawn_by_what_SQLite_asks(
        SqliteActionCode code, string? first, string? second, string? database, string? rule) =>
        Assert.Equal(rule, SqliteBoundary.Check(new SqliteAction(code, first, second, database, null))?.Rule.Id);

    [Fact]
    public void A_vacuum_may_attach_only_the_nameless_file_that_it_works_in()
    {
        Assert.Null(SqliteBoundary.Check(new SqliteAction(SqliteActionCode.Attach, "", null, null, null), vacuum: true));
        Assert.NotNull(SqliteBoundary.Check(new SqliteAction(SqliteActionCode.Attach, "x", null, null, null), vacuum: true));
    }

    [Fact]
    public void Schemas_mean_the_same_when_only_quotes_differ()
    {
        var plain = new SqliteSchema([new("table", "t", "t", "CREATE TABLE t (a INT)")]);

        Assert.True(plain.Means(new([new("table", "t", "t", "CREATE TABLE \"t\"  (\"a\" INT)")])));
        Assert.False(plain.Means(new([new("table", "t", "t", "CREATE TABLE t (a TEXT)")])));
        Assert.False(plain.Means(SqliteSchema.Empty));
    }

    private static SqliteStatement Statement(string text) =>
        new(SqliteLexer.Tokens(Encoding.UTF8.GetBytes(text)), [], false, SqliteSchema.Empty);
}
