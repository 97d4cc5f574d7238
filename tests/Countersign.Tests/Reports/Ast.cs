using Markdig;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.GenericAttributes;
using Markdig.Extensions.ListExtras;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Countersign.Tests.Reports;

/// <summary>
/// What a Markdown parser makes of our output. All of Markdig's extensions are on, so that what any forge might read as markup
/// is read as markup here, but for those that no forge has: smileys, lists by letters, attributes in braces, containers in colons.
/// </summary>
internal static class Ast
{
    private static readonly MarkdownPipeline Pipeline = Build();

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().UseAdvancedExtensions().UseEmojiAndSmiley(enableSmileys: false);
        builder.Extensions.RemoveAll(e => e is ListExtraExtension or GenericAttributesExtension or CustomContainerExtension);
        return builder.Build();
    }

    internal static MarkdownDocument Parse(string markdown) => Markdig.Markdown.Parse(markdown, Pipeline);

    /// <summary>The text and the code of a single paragraph; fails on any other inline.</summary>
    internal static string TextOf(LeafBlock block)
    {
        var text = "";
        foreach (var inline in block.Inline!)
        {
            text += inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                _ => throw new Xunit.Sdk.XunitException($"{inline.GetType().Name} in a paragraph"),
            };
        }

        return text;
    }

    /// <summary>Text outside code, which forges search for references.</summary>
    internal static IEnumerable<string> Literals(MarkdownObject root) =>
        root.Descendants<LiteralInline>().Select(l => l.Content.ToString());

    /// <summary>Types of all blocks in order, and of all inlines but text and code, which may vary.</summary>
    internal static IEnumerable<string> Skeleton(MarkdownDocument document)
    {
        foreach (var node in document.Descendants())
        {
            if (node is LiteralInline or CodeInline) continue;
            yield return node switch
            {
                HtmlInline html => html.Tag,
                _ => node.GetType().Name,
            };
        }
    }
}
