using Ganss.Xss;
using Markdig;

namespace Countersign.Sandbox.Pages;

/// <summary>
/// Renders comments about as GitHub does: tables, task lists, strikethrough, bare links, and the few HTML
/// elements it lets through. The result is sanitised, whatever the Markdown contained.
/// </summary>
internal static class MarkdownView
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseTaskLists().UseAutoLinks().UseEmphasisExtras().UseAlertBlocks().UseFootnotes().Use<DiffBlock>().Build();

    private static readonly HtmlSanitizer Sanitizer = Allowing(
        "a", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6",
        "hr", "i", "img", "input", "ins", "kbd", "li", "ol", "p", "pre", "s", "samp", "span", "strong", "sub", "summary", "sup",
        "table", "tbody", "td", "th", "thead", "tr", "ul");

    public static Html Of(string? markdown) =>
        new($"<div class=\"markdown\">{Sanitizer.Sanitize(Markdown.ToHtml(markdown ?? string.Empty, Pipeline))}</div>");

    private static HtmlSanitizer Allowing(params string[] elements)
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedTags.Clear();
        sanitizer.AllowedTags.UnionWith(elements);
        sanitizer.AllowedAttributes.Clear();
        sanitizer.AllowedAttributes.UnionWith(["align", "alt", "checked", "class", "colspan", "disabled", "href", "open", "rowspan", "src", "title", "type"]);
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowedSchemes.Clear();
        sanitizer.AllowedSchemes.UnionWith(["http", "https", "mailto"]);
        sanitizer.AllowedClasses.UnionWith(
        [
            "add", "del", "hunk", "same", "language-diff", "language-sql", "language-yaml", "language-text", "language-hcl", "task-list-item",
            "contains-task-list", "markdown-alert", "markdown-alert-note", "markdown-alert-tip",
            "markdown-alert-important", "markdown-alert-warning", "markdown-alert-caution", "markdown-alert-title",
        ]);
        return sanitizer;
    }
}
