using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Countersign.Reports;

/// <summary>
/// Text that is safe to put into a comment. Only the encoders here make one, so a plain string cannot reach a forge
/// unencoded (INV-33): nothing in it becomes a mention, link, image, HTML, issue reference, emoji or quick action, and
/// nothing in it can close a fence, a table cell or a fold.
/// </summary>
public sealed class Markdown
{
    private Markdown(string text) => Text = text;

    /// <summary>The Markdown source.</summary>
    public string Text { get; }

    /// <summary>
    /// One line of running text. Words that are plainly words stay; every other word, and what the sentence itself puts
    /// in backticks, becomes a code span, because forges look for references in text but never in code.
    /// </summary>
    public static Markdown Prose(string text) => new(MarkdownProse.Encode(text));

    /// <summary>One code span. Line breaks are shown as `\u{000A}`; a backtick, where no delimiter could hold it, as `\u{60}`.</summary>
    public static Markdown Code(string text) => new(CodeSpan(text));

    /// <summary>
    /// A fenced block on lines of its own, one backtick longer than any run inside (at least three).
    /// </summary>
    /// <param name="language">Info string; a constant, since it is not encoded.</param>
    public static Markdown Fence(string text, [ConstantExpected] string language)
    {
        var shown = WithoutQuickActions(VisibleText.Lines(text));
        var fence = new string('`', Math.Max(3, Runs(shown).DefaultIfEmpty().Max() + 1));
        return new($"{fence}{language}\n{shown}{(shown.EndsWith('\n') ? "" : "\n")}{fence}");
    }

    /// <summary>
    /// Code inside an HTML block, where Markdown is not read: the summary line of a fold. Every character but ASCII letters,
    /// digits and spaces is a character reference.
    /// </summary>
    public static Markdown HtmlCode(string text)
    {
        var html = new StringBuilder("<code>");
        foreach (var rune in VisibleText.Line(text).EnumerateRunes())
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == ' '))
                html.Append((char)rune.Value);
            else
                html.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
        return new(html.Append("</code>").ToString());
    }

    /// <summary>A link to a page of ours or of the forge; never to an address from the change.</summary>
    /// <param name="label">The text of the link; a constant, since it is not encoded.</param>
    /// <exception cref="ArgumentException">When the address is not an absolute http or https address.</exception>
    public static Markdown Link([ConstantExpected] string label, Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            throw new ArgumentException($"`{address}` is not an http address", nameof(address));
        var target = address.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
        return new($"[{label}]({target})");
    }

    /// <summary>The sign of a tone. It says nothing that the words beside it do not.</summary>
    public static Markdown Sign(Tone tone) => new(tone switch
    {
        Tone.Quiet => "⚪",
        Tone.Waiting => "🟡",
        Tone.Running => "🔵",
        Tone.Good => "🟢",
        Tone.Refused => "⛔",
        Tone.Failed => "🔴",
        _ => throw new UnreachableException(),
    });

    /// <summary>
    /// The same for a table cell. A pipe is shown as `\u{7C}`: parsers disagree about escaped pipes after a backslash.
    /// </summary>
    public Markdown InCell() => new(Text.Replace("|", "\\u{7C}", StringComparison.Ordinal));

    /// <inheritdoc />
    public override string ToString() => Text;

    internal static string CodeSpan(string text)
    {
        var shown = VisibleText.Line(text);
        if (shown.Length == 0) return "(empty)";
        // A span ends at the first run of exactly its delimiter's length. Three at the start of a line may open a fence, so
        // a text with runs of one and of two is written without any.
        ImmutableArray<int> runs = [.. Runs(shown)];
        if (runs.Contains(1) && runs.Contains(2)) shown = shown.Replace("`", "\\u{60}", StringComparison.Ordinal);
        var delimiter = runs.Contains(1) && !runs.Contains(2) ? "``" : "`";
        var isPadded = shown[0] is '`' or ' ' || shown[^1] is '`' or ' ';
        return isPadded && shown.Any(c => c != ' ') ? $"{delimiter} {shown} {delimiter}" : delimiter + shown + delimiter;
    }

    /// <summary>Lengths of all runs of backticks.</summary>
    private static IEnumerable<int> Runs(string text)
    {
        for (var at = text.IndexOf('`'); at >= 0;)
        {
            var end = at;
            while (end < text.Length && text[end] == '`') end++;
            yield return end - at;
            at = text.IndexOf('`', end);
        }
    }

    /// <summary>
    /// GitLab finds quick actions (`/merge` at the start of a line) by a pattern that ends a code block at the first three
    /// backticks, so in a block that holds three the slash is shown instead of written.
    /// </summary>
    private static string WithoutQuickActions(string text)
    {
        if (!text.Contains("```", StringComparison.Ordinal)) return text;
        return string.Join('\n', text.Split('\n').Select(line =>
        {
            var slash = line.Length - line.TrimStart().Length;
            return slash < line.Length && line[slash] == '/' ? $"{line[..slash]}\\u{{2F}}{line[(slash + 1)..]}" : line;
        }));
    }
}
