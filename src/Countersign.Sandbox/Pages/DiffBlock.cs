using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Countersign.Sandbox.Pages;

/// <summary>Colours the lines of <c>diff</c> code blocks, as GitHub does.</summary>
internal sealed class DiffBlock : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer) =>
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new Renderer());

    private sealed class Renderer : CodeBlockRenderer
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock obj)
        {
            if (obj is not FencedCodeBlock { Info: "diff" })
            {
                base.Write(renderer, obj);
                return;
            }

            renderer.Write("<pre><code class=\"language-diff\">");
            foreach (var line in obj.Lines.ToString().Split('\n'))
            {
                renderer.Write($"<span class=\"{Style(line)}\">").WriteEscape(line).Write("\n</span>");
            }

            renderer.Write("</code></pre>");
        }

        private static string Style(string line) => line switch
        {
            ['+', ..] => "add",
            ['-', ..] => "del",
            ['@', ..] => "hunk",
            _ => "same",
        };
    }
}
