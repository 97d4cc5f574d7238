using System.Globalization;
using System.Text;

namespace Countersign.Statements;

/// <summary>Shows text in which characters that hide themselves or others are written out, e.g. `\u{202E}` (INV-10).</summary>
public static class EscapedText
{
    /// <summary>The text with bidirectional controls, invisible characters and control characters but line ends and tab written out.</summary>
    public static string Show(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Show(text, r => DeceptiveRunes.IsBidi(r) || DeceptiveRunes.IsInvisible(r)
            || (Rune.IsControl(r) && r.Value is not ('\n' or '\r' or '\t')));
    }

    internal static string Show(string text, Func<Rune, bool> hides)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (hides(rune)) shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            else shown.Append(rune);
        return shown.ToString();
    }

    /// <summary>`U+202E`.</summary>
    internal static string Name(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
}
