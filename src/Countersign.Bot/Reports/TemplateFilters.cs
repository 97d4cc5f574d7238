using Countersign.Reports;
using Fluid;
using Fluid.Values;

namespace Countersign.Bot.Reports;

/// <summary>The encoders by the names that templates use.</summary>
internal static class TemplateFilters
{
    internal static void AddTo(FilterCollection filters)
    {
        Add(filters, "prose", Markdown.Prose);
        Add(filters, "code", Markdown.Code);
        Add(filters, "code_cell", text => Markdown.Code(text).InCell());
        Add(filters, "html_code", Markdown.HtmlCode);
        Add(filters, "diff", text => Markdown.Fence(text, "diff"));
        Add(filters, "block", text => Markdown.Fence(text, "text"));
        Add(filters, "icon", tone => Markdown.Sign(Enum.Parse<Tone>(tone)));
        filters.AddFilter("script", (input, arguments, _) => Encoded(Script(input.ToStringValue(), arguments.At(0).ToStringValue())));
        filters.AddFilter("or_dash", (input, _, _) => input.ToStringValue().Length == 0 ? new StringValue("–") : input);
    }

    private static void Add(FilterCollection filters, string name, Func<string, Markdown> encode) =>
        filters.AddFilter(name, (input, _, _) => Encoded(encode(input.ToStringValue())));

    private static StringValue Encoded(Markdown markdown) => new(markdown.Text, encode: false);

    private static Markdown Script(string text, string dialect) => dialect switch
    {
        "terraform" => Markdown.Fence(text, "hcl"),
        "kubernetes" or "policy" => Markdown.Fence(text, "yaml"),
        _ => Markdown.Fence(text, "sql"),
    };
}
