using System.Text;
using System.Text.RegularExpressions;

namespace Countersign.Reports;

/// <summary>
/// Running text as Markdown. An allow-list of words: what is not plainly a word or a number becomes code. Escapes would
/// not do, because forges look for mentions, references and commit ids in the rendered text, where escapes are gone.
/// </summary>
internal static partial class MarkdownProse
{
    internal static string Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var output = new StringBuilder(text.Length + 16);
        var code = new StringBuilder();
        foreach (var (piece, isCode, isQuoted) in Pieces(text))
        {
            // What somebody quoted is no end of a sentence: behind it a digit may follow at once, and `!9` is a reference.
            var isClosing = code.Length > 0 && !isQuoted && piece.All(").,;:!?".Contains);
            if (isCode && !isClosing)
            {
                code.Append(piece); // neighbours without a space between them share one span
                continue;
            }

            Flush(code, output);
            if (piece != " ") output.Append(piece);
            else if (output.Length > 0 && output[^1] != ' ') output.Append(' ');
        }

        Flush(code, output);
        return ListMarker().Replace(output.ToString().TrimEnd(' '), "$1\\$2");
    }

    private static void Flush(StringBuilder code, StringBuilder output)
    {
        if (code.Length > 0) output.Append(Markdown.CodeSpan(code.ToString()));
        code.Clear();
    }

    private static IEnumerable<(string Piece, bool IsCode, bool IsQuoted)> Pieces(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('`', at);
            var close = open < 0 ? -1 : text.IndexOf('`', open + 1);
            var end = close > open + 1 ? open : close < 0 ? text.Length : close + 1;
            foreach (var (piece, isCode) in Words(text[at..end])) yield return (piece, isCode, false);
            if (end == open) yield return (text[(open + 1)..close], true, true);
            at = end == open ? close + 1 : end;
        }
    }

    private static IEnumerable<(string Piece, bool IsCode)> Words(string text)
    {
        foreach (Match match in WordOrSpace().Matches(text))
        {
            if (match.ValueSpan[0] is ' ' or '\t' or '\n' or '\r')
            {
                yield return (" ", false);
                continue;
            }

            var word = Word().Match(match.Value);
            var core = word.Groups["core"].Value;
            if (word.Groups["open"].Length > 0) yield return (word.Groups["open"].Value, false);
            if (core.Length > 0) yield return (core, !IsPlain(core));
            if (word.Groups["close"].Length > 0) yield return (word.Groups["close"].Value, core.Length == 0);
        }
    }

    private static bool IsPlain(string word) =>
        Plain().IsMatch(word) && !LooksLikeCommit().IsMatch(word) && !word.StartsWith("www", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"[ \t\r\n]+|[^ \t\r\n]+", RegexOptions.ExplicitCapture)]
    private static partial Regex WordOrSpace();

    [GeneratedRegex(@"\A(?<open>\(*)(?<core>.*?)(?<close>[).,;:!?]*)\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Word();

    /// <summary>Words, hyphenated words, small numbers, dates, statement labels and ranges of them, dashes and arrows.</summary>
    [GeneratedRegex(
        @"\A([A-Za-z]+('[a-z]+)?(-[A-Za-z]+('[a-z]+)?)*|e\.g|i\.e|UTF-8|SHA-256|[0-9]{1,6}(\.[0-9]{1,3})?%?|[0-9]{1,3}(,[0-9]{3})+|q[0-9]{1,6}(–q[0-9]{1,6})?|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}:[0-9]{2}|[–—→·…×])\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{7,64}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex LooksLikeCommit();

    /// <summary>`1.` at the start would be a list.</summary>
    [GeneratedRegex(@"\A([0-9]+)([.)])")]
    private static partial Regex ListMarker();
}
