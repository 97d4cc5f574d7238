using System.Text;
using Countersign.Statements;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Statements;

public sealed class ScriptTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("SELECT 1;\n")]
    [InlineData("SELECT\t'grün 😀';\r\nSELECT 2;\r\n")]
    [InlineData("\uFEFFSELECT 1;")]
    public void Ordinary_text_is_accepted(string text) => Assert.Null(Check(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("SELECT 1;\n\uFEFFSELECT 2;", "CS002", 2, 1)]
    [InlineData("-- harmless\rDROP TABLE t;", "CS003", 1, 12)]
    [InlineData("SELECT 1;\r", "CS003", 1, 10)]
    [InlineData("SELECT 1;\0DROP TABLE t;", "CS004", 1, 10)]
    [InlineData("SELECT '\u001b[2K';", "CS004", 1, 9)]
    [InlineData("-- a\u0085DROP TABLE t;", "CS004", 1, 5)]
    [InlineData("SELECT '\u007f';", "CS004", 1, 9)]
    public void Text_that_readers_disagree_on_is_refused_at_its_place(string text, string rule, int line, int column)
    {
        var refusal = Check(Encoding.UTF8.GetBytes(text));

        Assert.Equal((rule, new Place("a.sql", line, column)), (refusal?.Rule, refusal?.Place));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused_where_they_start()
    {
        Assert.Equal(8, Check([.. "SELECT '"u8, 0xC0, 0xA7, .. "'"u8])?.Place.Column - 1); // overlong quote
        Assert.Equal("CS001", Check([.. "a"u8, 0xED, 0xA0, 0x80])?.Rule); // surrogate
        Assert.Equal("CS001", Check([0xFF, 0xFE, (byte)'S', 0])?.Rule); // UTF-16
        Assert.Equal("CS001", Check([.. "a"u8, 0xC3])?.Rule); // cut off
    }

    [Fact]
    public void A_control_character_is_named() =>
        Assert.Contains("U+0085", Check(Encoding.UTF8.GetBytes("a\u0085"))?.Why, StringComparison.Ordinal);

    private static Refusal? Check(byte[] bytes) =>
        ScriptText.Check(new Script("a.sql", FileMode.Regular, ScriptRole.Versioned, bytes));
}
