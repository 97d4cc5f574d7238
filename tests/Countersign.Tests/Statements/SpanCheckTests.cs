using System.Text;
using Countersign.Statements;
using CsCheck;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Statements;

[Invariant(9)]
public sealed class SpanCheckTests
{
    [Fact]
    public void Statements_and_blank_gaps_make_up_a_script() => Assert.Null(Check("  a;\n b ;", new(2, 2), new(6, 3)));

    [Fact]
    public void A_byte_order_mark_belongs_to_no_gap() => Assert.Null(Check("\uFEFFa", new Span(3, 1)));

    [Theory]
    [InlineData(2, 2, 6, 2, "1:9")] // text after the last
    [InlineData(2, 1, 6, 3, "1:4")] // text between
    [InlineData(2, 2, 3, 6, "1:4")] // overlap
    [InlineData(2, 2, 6, 9, "1:7")] // beyond the end
    [InlineData(2, 2, 6, 0, "1:7")] // empty
    [InlineData(6, 3, 2, 2, "1:1")] // out of order
    public void Everything_else_is_refused_at_its_place(int offset, int length, int second, int secondLength, string place)
    {
        var refusal = Check("  a;  b ;", new(offset, length), new(second, secondLength));

        Assert.Equal(("CS014", "a.sql:" + place), (refusal?.Rule, refusal?.Place.ToString()));
    }

    [Fact]
    public void Taking_any_statement_out_leaves_text_that_belongs_to_none() =>
        Gen.Select(Gen.OneOf("a", "bc", "ü").Array[1, 6], Gen.Int[0, 100]).Sample((words, which) =>
        {
            var text = string.Join(' ', words);
            var spans = words.Select((w, i) => new Span(
                Encoding.UTF8.GetByteCount(string.Join(' ', words[..i])) + (i > 0 ? 1 : 0), Encoding.UTF8.GetByteCount(w))).ToImmutableArray();
            return Check(text, [.. spans]) is null && Check(text, [.. spans.RemoveAt(which % words.Length)]) is not null;
        }, iter: 200);

    private static Refusal? Check(string text, params Span[] spans) => SpanCheck.Check(
        new Script("a.sql", FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(text)), spans,
        gap => gap.IndexOfAnyExcept(" \n"u8) < 0);
}
