using System.Text.RegularExpressions;
using Countersign.Reports;
using CsCheck;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Countersign.Tests.Reports;

/// <summary>The encoders against a real parser: for every text, exactly the tree that was meant, and nothing else (INV-33).</summary>
[Invariant(33)]
public sealed partial class EncoderTests
{
    [Fact]
    public void A_code_span_is_one_code_span_with_exactly_that_text() => NastyText.Any.Where(t => t.Length > 0).Sample(text =>
    {
        var paragraph = Assert.IsType<ParagraphBlock>(Assert.Single(Ast.Parse(Markdown.Code(text).Text)));
        var shown = Assert.IsType<CodeInline>(Assert.Single(paragraph.Inline!)).Content;
        Assert.Equal(VisibleText.Line(text), shown.Replace("\\u{60}", "`", StringComparison.Ordinal));
    }, iter: NastyText.Cases);

    [Fact]
    public void Prose_is_text_and_code_and_loses_nothing() => NastyText.Any.Sample(text =>
    {
        var document = Ast.Parse(Markdown.Prose(text).Text);
        var shown = document.Count == 0 ? "" : Ast.TextOf(Assert.IsType<ParagraphBlock>(Assert.Single(document)));
        Assert.Equal(Essence(VisibleText.Line(text)), Essence(shown));
    }, iter: NastyText.Cases);

    [Fact]
    public void Text_outside_code_holds_no_reference_of_any_forge() => NastyText.Any.Sample(text =>
        Assert.DoesNotContain(Ast.Literals(Ast.Parse(Markdown.Prose(text).Text)), literal => Reference().IsMatch(literal)),
        iter: NastyText.Cases);

    [Fact]
    public void A_cell_stays_one_cell() => NastyText.Any.Sample(text =>
    {
        var row = $"| a | {Markdown.Prose(text).InCell()} | {Markdown.Code(text).InCell()} |";
        var table = Assert.IsType<Table>(Assert.Single(Ast.Parse($"| 1 | 2 | 3 |\n|---|---|---|\n{row}\n")));
        Assert.All(table.Cast<TableRow>(), r => Assert.Equal(3, r.Count));
        Assert.Equal(2, table.Count);
    }, iter: NastyText.Cases);

    [Fact]
    public void Nothing_breaks_out_of_a_fence() => NastyText.Any.Sample(text =>
    {
        var document = Ast.Parse($"before\n\n{Markdown.Fence(text, "sql")}\n\nafter\n");
        Assert.Equal(3, document.Count);
        var fence = Assert.IsType<FencedCodeBlock>(document[1]);
        var shown = string.Join('\n', fence.Lines.Lines.Take(fence.Lines.Count).Select(l => l.Slice.ToString()));
        var meant = VisibleText.Lines(text);
        Assert.Equal(meant.EndsWith('\n') ? meant[..^1] : meant, shown.Replace("\\u{2F}", "/", StringComparison.Ordinal));
    }, iter: NastyText.Cases);

    [Fact]
    public void Nothing_breaks_out_of_the_summary_of_a_fold() => NastyText.Any.Sample(text =>
    {
        var document = Ast.Parse($"<details>\n<summary>{Markdown.HtmlCode(text)}</summary>\n\ninside\n\n</details>\n");
        Assert.Equal(["HtmlBlock", "ParagraphBlock", "HtmlBlock"], document.Select(b => b.GetType().Name));
        Assert.Matches(@"\A<code>([A-Za-z0-9 ]|&#[0-9]+;)*</code>\z", Markdown.HtmlCode(text).Text);
    }, iter: NastyText.Cases);

    [Fact]
    public void Nothing_invisible_reaches_any_output() => NastyText.Any.Sample(text =>
    {
        string[] outputs =
        [
            Markdown.Prose(text).Text, Markdown.Code(text).Text, Markdown.Fence(text, "sql").Text, Markdown.HtmlCode(text).Text,
            TerminalText.Line(text), TerminalText.Lines(text),
        ];
        Assert.DoesNotContain(outputs, o => Invisible().IsMatch(o));
    }, iter: NastyText.Cases);

    [Theory]
    [InlineData("q2 changed after @ana signed q4", "q2 changed after `@ana` signed q4")]
    [InlineData("rule `two DBAs` (has @bo)", "rule `two DBAs` (has `@bo`)")]
    [InlineData("see #12, GH-1 and acme/shop#3.", "see `#12`, `GH-1` and `acme/shop#3`.")]
    [InlineData("drops column \u202Etnuoma", @"drops column `\u{202E}tnuoma`")]
    [InlineData("1. no list", @"1\. no list")]
    [InlineData("a_b`!`9", "`a_b!`9")]
    [InlineData("accede to defaced words", "accede to `defaced` words")]
    public void Sentences_stay_readable(string text, string expected) => Assert.Equal(expected, Markdown.Prose(text).Text);

    [Fact]
    public void A_quick_action_in_a_block_that_ends_early_for_GitLab_is_shown_not_written() =>
        Assert.Equal("````sql\n```\n\\u{2F}merge\n````", Markdown.Fence("```\n/merge", "sql").Text);

    [Fact]
    public void A_link_goes_to_a_web_address_only()
    {
        Assert.Equal("[report](https://x.example/a%28b%29)", Markdown.Link("report", new Uri("https://x.example/a(b)")).Text);
        Assert.Throws<ArgumentException>(() => Markdown.Link("report", new Uri("javascript:alert(1)")));
    }

    /// <summary>What must survive: everything but backticks, which quote, and space.</summary>
    private static string Essence(string text) => Regex.Replace(text.Replace("\\u{000A}", "").Replace("\\u{000D}", "").Replace("\\u{0009}", "").Replace("\\u{60}", ""), "[` ]", "");

    [GeneratedRegex(@"[@#<>\[\]`|$~^&\\/]|://|\bwww|:\w+:|!\d|%\d|[A-Za-z]-\d|\b[0-9a-fA-F]{7,}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();

    [GeneratedRegex(@"[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]")]
    private static partial Regex Invisible();
}
