using Countersign.Bot.Reports;
using CsCheck;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Countersign.Tests.Reports;

/// <summary>Whatever a change says, it says it inside the places that the templates give it.</summary>
[Invariant(33)]
public sealed class HostileCommentTests
{
    private static readonly ImmutableArray<string> Harmless = [.. Ast.Skeleton(Ast.Parse(CommentRendering.Render(SampleReports.Hostile("x"))))];

    [Fact]
    public void The_comment_of_any_text_has_the_same_structure() => NastyText.Any.Where(t => !string.IsNullOrWhiteSpace(t)).Sample(text =>
    {
        var document = Ast.Parse(CommentRendering.Render(SampleReports.Hostile(text)));
        Assert.Equal(Harmless, Ast.Skeleton(document));
        Assert.Empty(document.Descendants<LinkInline>());
        Assert.All(document.Descendants<HtmlInline>(), html => Assert.Equal("<br>", html.Tag));
        Assert.All(Folds(document), AssertIsOurs);
    }, iter: Math.Max(300, NastyText.Cases / 100));

    [Fact]
    public void The_check_says_it_in_one_plain_line() => NastyText.Any.Sample(text =>
    {
        var check = CheckRendering.Render(SampleReports.Hostile(text));
        Assert.InRange(check.Title.Length, 1, CheckRendering.TitleLimit);
        Assert.DoesNotContain(check.Title, char.IsControl);
        Assert.DoesNotContain(check.Annotations, a => a.Title.Any(char.IsControl) || a.Message.Any(c => char.IsControl(c) && c != '\n'));
    }, iter: Math.Max(300, NastyText.Cases / 100));

    private static IEnumerable<string> Folds(MarkdownDocument document) =>
        document.Descendants<HtmlBlock>().Select(b => string.Join('\n', b.Lines.Lines.Take(b.Lines.Count).Select(l => l.Slice.ToString())));

    private static void AssertIsOurs(string html) => Assert.Matches(
        @"\A(</details>|<details>\n<summary>[A-Z][a-z ]+<code>([A-Za-z0-9 ]|&#[0-9]+;)*</code>, [a-z ]+</summary>)\z", html);
}
