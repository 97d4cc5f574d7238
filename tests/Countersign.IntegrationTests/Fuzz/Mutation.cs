using System.Text;

namespace Countersign.IntegrationTests.Fuzz;

/// <summary>Changes texts where readers disagree: near quotes, dollars, semicolons, comments and line ends; and puts pieces of two together.</summary>
internal sealed class Mutation(Random random)
{
    private const int Longest = 6_000;

    private static readonly byte[][] Tokens =
    [
        .. ((string[])["'", "\"", "`", "[", "]", "$$", "$a$", "$", ";", "--", "/*", "*/", "\n", "\r\n", "\r", "\\", "\nGO\n", "GO", "GO 2", "E'", "U&'", "N'", "x'", "(", ")", "BEGIN", "END", "BEGIN ATOMIC", "COMMIT", "\0", "\uFEFF", "\u00A0", "\u2028", "\u202E",
            "{", "}", ":", ",", "null", "true", "- ", "  ", "\t", "&a ", "*a", "!!", "|", ">", "<!--", "-->", "```", "~~~", "/countersign ", "approve ", "all", "q1", "q1-q2", "0123456789ab", "@ana", "#1", "</details>", "é", "😀", "SELECT 1", "DROP TABLE t", "\u001B["]).Select(Encoding.UTF8.GetBytes),
        [0xC0, 0xA7], [0xED, 0xA0, 0x80], [0xFF], [0x80],
    ];

    internal byte[] Of(byte[] seed, byte[] other)
    {
        var text = new List<byte>(seed);
        for (var times = random.Next(1, 5); times > 0; times--) Change(text, other);
        return [.. text.Take(Longest)];
    }

    private void Change(List<byte> text, byte[] other)
    {
        var at = Place(text);
        switch (random.Next(9))
        {
            case 0 when at < text.Count: text[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when at < text.Count: text[at] = (byte)random.Next(256); break;
            case 2 when at < text.Count: text.RemoveRange(at, Math.Min(random.Next(1, 12), text.Count - at)); break;
            case 3 when at < text.Count: text.InsertRange(at, text.GetRange(at, Math.Min(random.Next(1, 40), text.Count - at))); break;
            case 4 when other.Length > 0:
                var from = random.Next(other.Length);
                text.InsertRange(at, other[from..(from + random.Next(other.Length - from) + 1)]);
                break;
            case 5: text.RemoveRange(at, text.Count - at); break;
            case 6: text.InsertRange(at, Enumerable.Repeat(Tokens[random.Next(Tokens.Length)], random.Next(1, 30)).SelectMany(t => t)); break;
            default: text.InsertRange(at, Tokens[random.Next(Tokens.Length)]); break;
        }
    }

    /// <summary>Anywhere, or right beside a character that means something.</summary>
    private int Place(List<byte> text)
    {
        var at = random.Next(text.Count + 1);
        if (random.Next(3) == 0) return at;
        for (var ahead = at; ahead < text.Count; ahead++)
            if ("'\"`$;-/*\n\r[](){}\\:|"u8.Contains(text[ahead])) return ahead + random.Next(2);
        return at;
    }
}
