using System.Globalization;
using System.Text;
using Countersign.Statements;

namespace Countersign.BadInput.Sql;

/// <summary>
/// B2: bytes that readers decode differently, in every place where text can stand. The rule follows from what the bytes are (RFC 3629,
/// the Unicode Standard's table 3-7), and the place from where they were put.
/// </summary>
internal static class EncodingCases
{
    /// <summary>Name, bytes in <see cref="Notation"/>, and the rule that refuses them.</summary>
    private static readonly (string Name, string Bytes, string Rule)[] Spoilers =
    [
        ("a lone continuation byte", "‹80›", "CS001"),
        ("a lead byte without its second", "‹C3›", "CS001"),
        ("a lead byte and ASCII", "‹C3 28›", "CS001"),
        ("an overlong quote of two bytes", "‹C0 A7›", "CS001"),
        ("an overlong slash of three bytes", "‹E0 80 AF›", "CS001"),
        ("an overlong semicolon of four bytes", "‹F0 80 80 BB›", "CS001"),
        ("an overlong NUL", "‹C0 80›", "CS001"),
        ("a high surrogate", "‹ED A0 80›", "CS001"),
        ("a low surrogate", "‹ED B0 80›", "CS001"),
        ("a pair of surrogates (CESU-8)", "‹ED A0 BD ED B8 80›", "CS001"),
        ("beyond Unicode", "‹F4 90 80 80›", "CS001"),
        ("five bytes, as UTF-8 once was", "‹F8 88 80 80 80›", "CS001"),
        ("a byte that no UTF-8 holds", "‹FE›", "CS001"),
        ("Shift JIS, whose second byte is a backslash", "‹95 5C›", "CS001"),
        ("GB 18030, whose second byte is a backslash", "‹81 5C›", "CS001"),
        ("Big5, whose second byte is a pipe", "‹A5 7C›", "CS001"),
        ("Latin 1", "‹E9›", "CS001"),
        ("NUL", "‹00›", "CS003"),
        ("a byte order mark", "‹EF BB BF›", "CS004"),
        ("a bell", "‹07›", "CS005"),
        ("a backspace", "‹08›", "CS005"),
        ("a vertical tab", "‹0B›", "CS005"),
        ("a form feed", "‹0C›", "CS005"),
        ("an escape sequence", "‹1B›[2K", "CS005"),
        ("SUB, the end of file of DOS", "‹1A›", "CS005"),
        ("DEL", "‹7F›", "CS005"),
        ("NEL", "‹U+0085›", "CS005"),
        ("CSI of one byte", "‹U+009B›2K", "CS005"),
        ("a lone carriage return", "‹0D›x", "CS006"),
        ("a carriage return before CR LF", "‹0D 0D 0A›", "CS006"),
    ];

    /// <summary>What stands before and after the bytes, where they are.</summary>
    private static readonly (string Where, string Before, string After)[] Places =
    [
        ("in a comment", "-- ok¶-- x", "¶SELECT 1;"),
        ("in a string", "SELECT 'x", "';"),
        ("between statements", "SELECT 1;¶", "SELECT 2;"),
        ("in a name", "SELECT 1 AS \"x", "\";"),
        ("at the end", "SELECT 1; -- grün ", ""),
    ];

    private static readonly (string Name, byte[] Bytes, string Expected)[] Whole =
    [
        ("UTF-16LE with its mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("DROP TABLE t;")], "refused CS002"),
        ("UTF-16BE with its mark", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("DROP TABLE t;")], "refused CS002"),
        ("UTF-16LE without", Encoding.Unicode.GetBytes("DROP TABLE t;"), "refused CS002"),
        ("UTF-16BE without", Encoding.BigEndianUnicode.GetBytes("DROP TABLE t;"), "refused CS002"),
        ("UTF-32LE with its mark", [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes("DROP TABLE t;")], "refused CS002"),
        ("UTF-32BE with its mark", [0, 0, 0xFE, 0xFF, .. new UTF32Encoding(true, false).GetBytes("DROP TABLE t;")], "refused CS002"),
        ("UTF-7", Encoding.ASCII.GetBytes("SELECT '+AOk-';"), "reads 1"),
        ("EBCDIC", [0xE2, 0xC5, 0xD3, 0xC5, 0xC3, 0xE3, 0x40, 0xF1, 0x5E], "refused CS001"),
        ("a mark and nothing", [0xEF, 0xBB, 0xBF], "reads nothing"),
        ("a mark at the start", [0xEF, 0xBB, 0xBF, .. "SELECT 1;"u8], "reads 1"),
        ("two marks at the start", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. "SELECT 1;"u8], "refused CS004 @1:2"),
        ("an LFS pointer", [.. "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"u8], "refused CS007"),
        ("text that begins like an LFS pointer in a comment", [.. "-- version https://git-lfs.github.com/spec/v1\nSELECT 1;"u8], "reads 1"),
        ("gzip", [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0], "refused"),
        ("a zip file", [.. "PK\x03\x04"u8, 0, 0], "refused"),
        ("an executable", [0x7F, .. "ELF"u8, 2, 1, 1, 0], "refused"),
        ("nothing", [], "reads nothing"),
        ("line ends of Windows", [.. "SELECT 1\r\n, 2;\r\n"u8], "reads 1"),
        ("the largest code point", [.. "SELECT '"u8, 0xF4, 0x8F, 0xBF, 0xBF, .. "';"u8], "reads 1"),
        ("a character of four bytes", [.. "SELECT '"u8, 0xF0, 0x9F, 0x98, 0x80, .. "';"u8], "reads 1"),
    ];

    internal static IEnumerable<SqlCase> All()
    {
        var dialects = new[] { Dialect.PostgreSql, Dialect.Sqlite, Dialect.SqlServer };
        var turn = 0;
        foreach (var (name, bytes, rule) in Spoilers)
            foreach (var (where, before, after) in Places)
                yield return new("B2", $"B2: {name} {where}", dialects[turn++ % 3], Notation.Bytes(before + bytes + after),
                    SqlExpectation.Parse($"refused {rule} @{PlaceAfter(before)}"));
        foreach (var (name, bytes, expected) in Whole)
            foreach (var dialect in dialects)
                yield return new("B2", $"B2: {name}", dialect, bytes, SqlExpectation.Parse(expected));
    }

    /// <summary>Line and column of what comes after a text, counted by hand: columns are characters.</summary>
    private static string PlaceAfter(string before)
    {
        var lines = before.Split('¶');
        return string.Create(CultureInfo.InvariantCulture, $"{lines.Length}:{lines[^1].Length + 1}");
    }
}
