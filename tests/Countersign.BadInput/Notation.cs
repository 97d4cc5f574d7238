using System.Globalization;
using System.Text;

namespace Countersign.BadInput;

/// <summary>
/// How a case's bytes stand on one line of a text file: `¶` is a line feed, `‹U+202E›` a character, `‹C0 A7›` raw bytes, and
/// `‹200×(›` a text two hundred times. Backslashes and quotes are what they are, since SQL is full of them.
/// </summary>
public static class Notation
{
    /// <summary>The bytes that a text in this notation stands for.</summary>
    /// <exception cref="FormatException">When something between `‹` and `›` has none of these forms.</exception>
    public static byte[] Bytes(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('‹', at);
            var plain = open < 0 ? text[at..] : text[at..open];
            bytes.AddRange(Encoding.UTF8.GetBytes(plain.Replace('¶', '\n')));
            if (open < 0) break;
            var close = text.IndexOf('›', open);
            if (close < 0) throw new FormatException($"`{text}`: `‹` without `›`");
            bytes.AddRange(Special(text[(open + 1)..close]));
            at = close + 1;
        }

        return [.. bytes];
    }

    private static IEnumerable<byte> Special(string form)
    {
        if (form.StartsWith("U+", StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(new Rune(int.Parse(form.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        if (form.IndexOf('×') is > 0 and var times)
        {
            var once = Encoding.UTF8.GetBytes(form[(times + 1)..].Replace('¶', '\n'));
            return Enumerable.Repeat(once, int.Parse(form.AsSpan(0, times), CultureInfo.InvariantCulture)).SelectMany(b => b);
        }

        return Convert.FromHexString(form.Replace(" ", "", StringComparison.Ordinal));
    }
}
