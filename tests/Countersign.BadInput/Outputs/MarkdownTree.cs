using Markdig;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.GenericAttributes;
using Markdig.Extensions.ListExtras;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Countersign.BadInput.Outputs;

/// <summary>
/// What Markdig, with every extension that a forge might have, makes of the encoders' output: exactly the tree that was meant, or what
/// else there is.
/// </summary>
public static class MarkdownTree
{
    private static readonly MarkdownPipeline Pipeline = Build();

    /// <summary>Null when a text stays inside of prose, code, a cell, a fence and a fold; else where it does not.</summary>
    public static string? WhatBreaksOut(string text) =>
        Prose(Reports.Markdown.Prose(text).Text) is { } prose ? "in prose: " + prose
        : text.Length > 0 && Code(Reports.Markdown.Code(text).Text) is { } code ? "in code: " + code
        : Cell(text) is { } cell ? "in a cell: " + cell
        : Fence(text) is { } fence ? "in a fence: " + fence
        : Fold(text) is { } fold ? "in a fold: " + fold
        : null;

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().UseAdvancedExtensions().UseEmojiAndSmiley(enableSmileys: false);
        builder.Extensions.RemoveAll(e => e is ListExtraExtension or GenericAttributesExtension or CustomContainerExtension);
        return builder.Build();
    }

    private static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    private static string? Prose(string markdown) => Parse(markdown).ToArray() switch
    {
        [] => null,
        [ParagraphBlock { Inline: { } inline }] => inline.FirstOrDefault(i => i is not (LiteralInline or CodeInline))?.GetType().Name,
        var blocks => string.Join(", ", blocks.Select(b => b.GetType().Name)),
    };

    private static string? Code(string markdown) => Parse(markdown).ToArray() switch
    {
        [ParagraphBlock { Inline: { } inline }] when inline.ToArray() is [CodeInline] or [LiteralInline] => null,
        var blocks => string.Join(", ", blocks.Select(b => b.GetType().Name)),
    };

    private static string? Cell(string text)
    {
        var row = $"| a | {Reports.Markdown.Prose(text).InCell()} | {Reports.Markdown.Code(text).InCell()} |";
        return Parse($"| 1 | 2 | 3 |\n|---|---|---|\n{row}\n").ToArray() is [Table { Count: 2 } table] && table.Cast<TableRow>().All(r => r.Count == 3) ? null : "another table";
    }

    private static string? Fence(string text) =>
        Parse($"before\n\n{Reports.Markdown.Fence(text, "sql")}\n\nafter\n").ToArray() is [ParagraphBlock, FencedCodeBlock, ParagraphBlock] ? null : "other blocks";

    private static string? Fold(string text) =>
        Parse($"<details>\n<summary>{Reports.Markdown.HtmlCode(text)}</summary>\n\ninside\n\n</details>\n").ToArray() is [HtmlBlock, ParagraphBlock, HtmlBlock] ? null : "other blocks";
}
