using System.Buffers;
using System.Globalization;
using System.Text;

namespace Countersign.Reports;

/// <summary>
/// Shows what a reader could not see. Characters that reorder, hide or control text appear as `\u{202E}` in every output
/// (INV-33), so that what a person signs is what they read.
/// </summary>
public static class VisibleText
{
    /// <summary>One line: line breaks and tabs are shown as well.</summary>
    public static string Line(string text) => Show(text, keepLines: false);

    /// <summary>Several lines: LF and tabs stay, CR LF becomes LF, everything else invisible is shown.</summary>
    public static string Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Show(text.Replace("\r\n", "\n", StringComparison.Ordinal), keepLines: true);
    }

    /// <summary>At most <paramref name="units"/> UTF-16 units, with `…` where something was cut; never half a character.</summary>
    public static string Cut(string text, int units)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= units) return text;
        var end = units - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end] + "…";
    }

    private static string Show(string text, bool keepLines)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.All(c => c is >= ' ' and <= '~' || (keepLines && c is '\n' or '\t'))) return text;
        var shown = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length;)
        {
            var isScalar = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) == OperationStatus.Done;
            if (!isScalar)
                Append(shown, text[at]); // half a surrogate pair
            else if (keepLines && rune.Value is '\n' or '\t' || !IsInvisible(rune))
                shown.Append(text, at, length);
            else
                Append(shown, rune.Value);
            at += length;
        }

        return shown.ToString();
    }

    private static void Append(StringBuilder shown, int value) =>
        shown.Append(CultureInfo.InvariantCulture, $"\\u{{{value:X4}}}");

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.SpaceSeparator => rune.Value != ' ',
        _ => IsBlank(rune.Value),
    };

    /// <summary>Letters, marks and symbols that render as nothing (Unicode's Default_Ignorable_Code_Point, and the blank Braille cell).</summary>
    private static bool IsBlank(int value) => value
        is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
        or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
