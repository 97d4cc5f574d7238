using System.Text;
using Countersign.Statements;
using Countersign.Statements.Sqlite;
using CsCheck;

namespace Countersign.IntegrationTests.Sqlite;

/// <summary>
/// INV-09 over generated scripts: what SQLite takes as statements, and the gaps between, are the file.
/// </summary>
[Invariant(9)]
public sealed class SqliteSpanProperties
{
    private static readonly Gen<string> Gap = Pick(
        "", " ", "\n", "\t\r\n", "-- a; comment 'with' \"quotes\"\n", "/* ; ' */", "/**/", "--\n", " ;", "\n;\n");

    private static readonly Gen<string> Between = Pick(" ", "\n", "/* ; */", "-- ;\n", "\t/**/ ");

    private static readonly Gen<string> Term = Gen.OneOf(
        Pick("1", "x'3b'", "1.5e-3", "'a;b'", "'it''s'", "'é😀'", "\"c\"", "[c]", "`c`", "c", "(SELECT 1)", "t.c", "- -1", "0x1F", "'--'", "'/*'"),
        Gen.Int.Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static readonly Gen<string> Body =
        from verb in Pick("SELECT", "select DISTINCT", "EXPLAIN SELECT", "WITH w AS (SELECT 1) SELECT")
        from gap in Between
        from terms in Term.Array[1, 4]
        from comma in Pick(",", " , ", "/* , */,", ",--\n")
        select $"{verb}{gap}{string.Join(comma, terms)} FROM t";

    private static readonly Gen<string> Statement = Gen.OneOf(
        Body,
        from body in Body.Array[1, 3]
        from name in Gen.Int[0, 1_000_000]
        select $"CREATE TRIGGER \"tr;{name}\" AFTER INSERT ON t BEGIN {string.Concat(body.Where(b => b.StartsWith("SELECT", StringComparison.Ordinal)).Append("SELECT 1").Select(b => b + "; "))}END");

    private static readonly Gen<string> File =
        from parts in Gen.Select(Gap, Statement, Gap).Array[0, 6]
        from last in Gap
        select string.Concat(parts.Select(p => $"{p.Item1}{p.Item2}{p.Item3};")) + last;

    [Fact]
    public void Statements_and_gaps_rebuild_the_file() => File.Sample(text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var rebuilt = new List<byte>();
        foreach (var statement in Read(text))
        {
            Assert.True(statement.Span.Offset >= rebuilt.Count);
            AssertGap(bytes[rebuilt.Count..statement.Span.Offset]);
            rebuilt.AddRange(bytes[rebuilt.Count..statement.Span.Offset]);
            rebuilt.AddRange(statement.Bytes.Span);
        }

        AssertGap(bytes[rebuilt.Count..]);
        Assert.Equal(bytes.ToList(), rebuilt.Concat(bytes[rebuilt.Count..]));
    }, iter: 500);

    [Fact]
    public void Joining_files_joins_their_statements() => Gen.Select(File, File).Where(f => Distinct(f.Item1 + f.Item2)).Sample((a, b) =>
        Assert.Equal(Read(a).Concat(Read(b)).Select(Text), Read(a + b).Select(Text)), iter: 300);

    [Fact]
    public void What_is_no_gap_is_never_between_statements() =>
        Gen.Select(File, Pick("DROP TABLE t", "1", "'", ")", "x")).Sample((text, extra) =>
        {
            var reading = Reading(text + extra);
            if (reading is Reading.Complete complete)
                Assert.Contains(extra, Text(complete.Statements[^1]), StringComparison.Ordinal);
        }, iter: 300);

    private static Gen<string> Pick(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static bool Distinct(string text)
    {
        var names = SqliteLexer.Tokens(Encoding.UTF8.GetBytes(text)).Where(t => t.Value.StartsWith("tr;", StringComparison.Ordinal)).ToList();
        return names.Select(n => n.Value).Distinct().Count() == names.Count;
    }

    private static void AssertGap(byte[] gap) => Assert.All(SqliteLexer.Tokens(gap), t => Assert.True(t.IsMark(';')));

    private static ImmutableArray<ReadStatement> Read(string text) =>
        !Distinct(text) ? [] : Assert.IsType<Reading.Complete>(Reading(text)).Statements;

    private static Reading Reading(string text) => StatementFixture.Read(new(
        StatementFixture.Target(), [StatementFixture.Script("base.sql", "CREATE TABLE t (c);")], [StatementFixture.Script("a.sql", text)]));

    private static string Text(ReadStatement statement) => Encoding.UTF8.GetString(statement.Bytes.Span);
}
