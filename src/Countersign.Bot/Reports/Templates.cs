using System.Collections.Concurrent;
using Countersign.Reports;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.FileProviders;

namespace Countersign.Bot.Reports;

/// <summary>
/// The Liquid templates of everything the bot posts; they are compiled into the executable from `templates/`. A string in a
/// template is encoded as running text unless a filter encodes it otherwise; only <see cref="Markdown"/> passes as it is.
/// </summary>
internal static class Templates
{
    private static readonly FluidParser Parser = new();
    private static readonly ConcurrentDictionary<string, IFluidTemplate> Parsed = new(StringComparer.Ordinal);
    private static readonly EmbeddedFileProvider Files = new(typeof(Templates).Assembly, "Countersign.Bot.Templates");
    private static readonly TemplateOptions Options = CreateOptions();

    /// <summary>Renders `templates/NAME.liquid`.</summary>
    internal static string Render(string name, object model)
    {
        var template = Parsed.GetOrAdd(name, Parse);
        var text = template.Render(new TemplateContext(model, Options), MarkdownEncoder.Instance, isolateContext: false);
        return text.TrimEnd('\n') + "\n";
    }

    private static IFluidTemplate Parse(string name)
    {
        using var reader = new StreamReader(Files.GetFileInfo(name + ".liquid").CreateReadStream());
        return Parser.TryParse(reader.ReadToEnd(), out var template, out var error)
            ? template
            : throw new InvalidOperationException($"template `{name}`: {error}");
    }

    private static TemplateOptions CreateOptions()
    {
        var options = new TemplateOptions
        {
            FileProvider = Files,
            Greedy = false, // `-%}` takes the rest of its own line and the line break, no more
            Now = () => throw new InvalidOperationException("a report has no clock: time is in the report"),
            MaxRecursion = 10,
        };
        options.MemberAccessStrategy.MemberNameStrategy = MemberNameStrategies.SnakeCase;
        foreach (var view in Views) options.MemberAccessStrategy.Register(view);
        options.ValueConverters.Add(value => value switch
        {
            Markdown markdown => new StringValue(markdown.Text, encode: false),
            Uri address => new StringValue(Markdown.Link("full report", address).Text, encode: false),
            _ => null,
        });
        TemplateFilters.AddTo(options.Filters);
        return options;
    }

    private static ImmutableArray<Type> Views =>
    [
        typeof(ReportView), typeof(Headline), typeof(RefusalRow), typeof(ProgressRow), typeof(TargetView), typeof(StatementRow),
        typeof(NeedRow), typeof(SqlRow), typeof(ReversalRow), typeof(FindingRow), typeof(SignOffRow),
        typeof(ExplainView), typeof(MalformedCommandView), typeof(RefusedCommandView),
        typeof(RollbackReply), typeof(RollbackView),
    ];
}
