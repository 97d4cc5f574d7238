using System.Text;
using System.Text.RegularExpressions;
using Countersign.Statements;
using Countersign.Statements.PostgreSql;
using Countersign.Targets.PostgreSql.Parser;
using CsCheck;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Statements.PostgreSql;

/// <summary>INV-09: what is sent is what was parsed, and what lies between is nothing.</summary>
[Invariant(9)]
public sealed class StatementSpanTests
{
    /// <summary>Pieces that have confused splitters: strings of every kind, tags, nested comments, semicolons in all of them.</summary>
    private static readonly string[] Expressions =
    [
        "1", "'a;b'", "'it''s -- no comment'", "E'\\';--'", "E'a' \r\n\t'\\';'", "e'\\\\'", "U&'d\\0061'", "B'1'", "N'/*'", "$$;$$",
        "$é$ $$ ' ; $é$", "$a1$;--$a1$", "a$$b", "\"semi;\"\"colon\"", "1+-1", "2 - -1", "@-1", "'grün 😀;'", "x::text", "1e5", "$1",
        "ARRAY['/*']", "'\\'", "\"--\"", "a /* in /* side */ ; */ + b", "1 -- end ;\n + 2", "_e'\\'",
    ];

    private static readonly string[] Blanks =
        [" ", "\n", "\r\n", "\t", "/* ; */", "/* /* ' */ */", "-- it's;\n", "/***/", "/*/ */", " -- \r\n", "/* $$ */"];

    private static readonly Gen<string> Gap = One(Blanks).Array[0, 4].Select(b => string.Concat(b));

    private static readonly Gen<string> Sql = One(Expressions).Array[1, 3].Select(e => "SELECT " + string.Join(" , ", e));

    [Fact]
    public void Spans_and_gaps_make_up_the_script_and_each_span_parses_to_what_it_was_in_the_script() =>
        Gen.Select(Gap, Gen.Select(Sql, Gap).Array[1, 4], Gen.Bool, One(13, 15, 17, 18)).Sample((lead, parts, isOpen, major) =>
        {
            var text = lead + string.Join(";", parts.Select(p => p.Item1 + p.Item2)) + (isOpen ? "" : ";" + lead);
            Check(text, parts.Length, major);
        }, iter: 1_000, seed: "0000000000001");

    [Theory]
    [InlineData("\uFEFFSELECT 1;", 1)]
    [InlineData(";;", 0)]
    [InlineData("", 0)]
    [InlineData("/* nothing */", 0)]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT 3", 2)]
    [InlineData("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3", 2)]
    public void Borders_that_are_not_semicolons(string text, int count) => Check(text, count, 18);

    private static Gen<T> One<T>(params T[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    private static void Check(string text, int count, int major)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var script = new Script("a.sql", FileMode.Regular, ScriptRole.Versioned, bytes);
        var whole = ParsedStatements.Cut(Parse(bytes.AsMemory(StrictText.StartOf(bytes)), major));

        var spans = StatementSpans.Find(script, whole);

        Assert.NotNull(spans);
        Assert.Equal(count, spans.Value.Length);
        for (var i = 0; i < count; i++)
        {
            var alone = ParsedStatements.Cut(Parse(bytes.AsMemory(spans.Value[i].Offset, spans.Value[i].Length), major));
            Assert.Equal(WithoutPlaces(whole[i]), WithoutPlaces(Assert.Single(alone)));
        }
    }

    private static ReadOnlyMemory<byte> Parse(ReadOnlyMemory<byte> text, int major) =>
        Assert.IsType<ParseOutcome.Tree>(PostgreSqlParser.For(major).Parse(text)).Json;

    private static string WithoutPlaces(ParsedStatement statement) =>
        Regex.Replace(Encoding.UTF8.GetString(statement.Tree.Span), "\"(location|list_start|list_end|stmt_location|stmt_len)\":-?\\d+,?", "");
}
