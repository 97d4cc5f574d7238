using System.Text;
using Countersign.Statements;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Statements;

[Invariant(10)]
[Invariant(8)]
public sealed class StrictTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("SELECT 1;\n")]
    [InlineData("SELECT\t'grün 😀';\r\nSELECT 2;\r\n")]
    [InlineData("\uFEFFSELECT 1;")]
    public void Ordinary_text_is_accepted(string text) => Assert.Null(Check(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("SELECT 1;\n\uFEFFSELECT 2;", "CS004", 2, 1)]
    [InlineData("-- harmless\rDROP TABLE t;", "CS006", 1, 12)]
    [InlineData("SELECT 1;\r", "CS006", 1, 10)]
    [InlineData("SELECT 1;\0DROP TABLE t;", "CS003", 1, 10)]
    [InlineData("SELECT '\u001b[2K';", "CS005", 1, 9)]
    [InlineData("-- a\u0085DROP TABLE t;", "CS005", 1, 5)]
    [InlineData("SELECT '\u007f';", "CS005", 1, 9)]
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
        Assert.Equal("CS001", Check([.. "a"u8, 0xC3])?.Rule); // cut off
    }

    [Fact]
    public void Wide_encodings_are_refused_by_name()
    {
        Assert.Contains("UTF-16", Check([0xFF, 0xFE, (byte)'S', 0])?.Why, StringComparison.Ordinal);
        Assert.Contains("UTF-16", Check([0xFE, 0xFF, 0, (byte)'S'])?.Why, StringComparison.Ordinal);
        Assert.Contains("UTF-32", Check([0xFF, 0xFE, 0, 0, (byte)'S', 0, 0, 0])?.Why, StringComparison.Ordinal);
        Assert.Contains("UTF-16 without", Check(Encoding.Unicode.GetBytes("SELECT 1;"))?.Why, StringComparison.Ordinal);
        Assert.Contains("UTF-16 without", Check(Encoding.BigEndianUnicode.GetBytes("SELECT 1;"))?.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pointer_of_Git_LFS_is_refused() => Assert.Equal(
        "CS007", Check("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"u8.ToArray())?.Rule);

    [Fact]
    public void Size_is_bounded_for_scripts_and_statements()
    {
        var script = new Script("a.sql", FileMode.Regular, ScriptRole.Versioned, "SELECT 12345;"u8.ToArray());
        var statement = new ReadStatement(script, new(0, 12), "SELECT", [], [], new Reversal.Irreversible("test"));

        Assert.Equal("CS008", StrictText.Check(script, new(12, 100)).Refusals.Single().Rule);
        Assert.Empty(StrictText.Check(script, new(13, 100)).Refusals);
        Assert.Equal("CS009", StrictText.CheckStatements([statement], new(100, 11)).Single().Rule);
        Assert.Empty(StrictText.CheckStatements([statement], new(100, 12)));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once() => Assert.Equal(
        ["CS003", "CS006", "CS005", "CS004"],
        StrictText.Check(new Script("a.sql", FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes("a\0\rb\u001b\uFEFF")))
            .Refusals.Select(r => r.Rule));

    [Theory]
    [InlineData("-- \u202E;DROP TABLE t", "CS010", @"`-- \u{202E};DROP TABLE t`")]
    [InlineData("SELECT 'a\u200Bb'", "CS011", @"`SELECT 'a\u{200B}b'`")]
    [InlineData("SELECT\u00A01", "CS011", @"\u{A0}")]
    [InlineData("-- a\u2028DROP TABLE t", "CS011", @"\u{2028}")]
    [InlineData("CREATE TABLE cafe\u0301 (a int)", "CS012", @"cafe\u{301}")]
    [InlineData("CREATE TABLE \u212Bre (a int)", "CS012", @"\u{212B}re")]
    [InlineData("CREATE TABLE p\u0430yments (a int)", "CS013", @"`p\u{430}yments` mixes Latin and Cyrillic letters")]
    [InlineData("CREATE TABLE \u03BFrders (a int)", "CS013", @"mixes Greek and Latin")]
    [InlineData("CREATE TABLE \uFF4Frders (a int)", "CS013", @"full-width")]
    public void Text_that_looks_different_is_found_and_written_out(string text, string rule, string shown)
    {
        var script = new Script("a.sql", FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(text));

        var finding = Assert.Single(StrictText.Check(script).Findings);

        Assert.Equal((rule, Countersign.Analysis.Severity.Error), (finding.Rule, finding.Severity));
        Assert.Contains(shown, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(text, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-- größer als Ærø, naïve, 10 µm, 5 Ω·m")]
    [InlineData("-- заказы и таблица orders")]
    [InlineData("-- ελληνικά")]
    [InlineData("-- 注文 テーブル、ordersテーブル")]
    [InlineData("-- हिन्दी தமிழ் ไทย עברית العربية")]
    [InlineData("-- done \U0001F469\u200D\U0001F4BB \u2764\uFE0F")]
    public void Ordinary_languages_are_not_suspected(string text) => Assert.Empty(
        StrictText.Check(new Script("a.sql", FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(text))).Findings);

    [Fact]
    public void A_control_character_is_named() =>
        Assert.Contains("U+0085", Check(Encoding.UTF8.GetBytes("a\u0085"))?.Why, StringComparison.Ordinal);

    private static Refusal? Check(byte[] bytes) =>
        StrictText.Check(new Script("a.sql", FileMode.Regular, ScriptRole.Versioned, bytes)).Refusals.FirstOrDefault();
}
