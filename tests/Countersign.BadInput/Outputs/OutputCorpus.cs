using System.Globalization;
using System.Text;
using Countersign.Reports;

namespace Countersign.BadInput.Outputs;

/// <summary>A text that wants out of the place it is put in.</summary>
public sealed record OutputCase(string Name, string Text)
{
    /// <summary>Null when it stays in Markdown, and shows itself in a terminal.</summary>
    public string? WhatIsWrong() => (MarkdownTree.WhatBreaksOut(Text) ?? OutputCorpus.WhatHides(Text)) is { } wrong ? $"{Name}: {wrong}" : null;
}

/// <summary>B7: each piece alone, in a sentence, and on a line of its own after others.</summary>
public static class OutputCorpus
{
    private static readonly Lazy<ImmutableArray<OutputCase>> Everything = new(() =>
    [
        .. CaseFile.Read("B7/atoms.txt").SelectMany(line => Encoding.UTF8.GetString(line.Bytes) is var text
            ? (IEnumerable<OutputCase>)[new(line.Name, text), new(line.Name + " in a sentence", $"drops column {text} of orders"), new(line.Name + " on a line", $"orders\n\n{text}\n\nmore")]
            : []),
    ]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<OutputCase> All => Everything.Value;

    /// <summary>Null when no output holds a character that is not seen; else which does.</summary>
    public static string? WhatHides(string text) => ((string Where, string Output)[])
    [
        ("prose", Markdown.Prose(text).Text), ("code", Markdown.Code(text).Text), ("a fence", Markdown.Fence(text, "sql").Text), ("a fold", Markdown.HtmlCode(text).Text),
        ("a terminal's line", TerminalText.Line(text)), ("a terminal", TerminalText.Lines(text)),
    ] is var outputs && outputs.FirstOrDefault(o => o.Output.EnumerateRunes().Any(IsHidden)) is { Where: { } where } ? "hidden in " + where
        : TerminalText.Line(text).Contains('\n', StringComparison.Ordinal) ? "a line of a terminal breaks" : null;

    /// <summary>By Unicode's categories; a line end and a space are seen.</summary>
    private static bool IsHidden(Rune rune) => rune.Value is not (0x09 or 0x0A or 0x20) && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator;
}
