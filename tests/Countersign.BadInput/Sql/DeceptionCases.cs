using System.Globalization;
using System.Text;
using Countersign.Statements;

namespace Countersign.BadInput.Sql;

/// <summary>
/// B3: text that looks different from what it says. Which characters hide or reorder is told by Unicode's general categories, which the
/// runtime knows by itself, and by the properties Default_Ignorable_Code_Point and Bidi_Control; letters that look alike are a table of
/// pairs from Unicode's confusables.
/// </summary>
internal static class DeceptionCases
{
    /// <summary>Bidi_Control of UAX 9.</summary>
    private static readonly int[] Bidi = [0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069];

    /// <summary>Format characters that show themselves: Prepended_Concatenation_Mark (UAX 44), and marks for interlinear notes aside.</summary>
    private static readonly int[] Shown = [0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD];

    /// <summary>Default_Ignorable_Code_Point beyond the category Cf, and blanks that are letters or symbols.</summary>
    private static readonly int[] Blank =
        [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2065, 0x2800, 0x3164, 0xFE00, 0xFE0E, 0xFE0F, 0xFFA0, 0xFFF0, 0xFFF8, 0xE0100, 0xE01EF, 0xE0FFF];

    /// <summary>A letter of another script in a word of Latin ones: `p` + that + `yments`.</summary>
    private static readonly (string Script, string Letters)[] LookAlikes =
    [
        ("Cyrillic", "аесорхуіјѕԁԛԝһ"), ("Greek", "ορνυκ"), ("Armenian", "օսհոզ"), ("Cherokee", "ᎠᎡᎢᎪᎳ"), ("full-width", "ａｅｏｐｘ"),
        ("mathematical", "𝐚𝑒𝓸𝗉𝚡"), ("Coptic", "ⲟⲣⲥ"),
    ];

    /// <summary>Two code points where one would do (NFC), or a character that NFC never holds.</summary>
    private static readonly string[] NotComposed =
        ["e\u0301", "a\u0308", "o\u0302", "n\u0303", "u\u030A", "c\u0327", "\u212B", "\u2126", "\u212A", "\u0340", "\u037E", "\u1F71", "\uF900", "\uFB1D", "\U0002F800"];

    private static readonly string[] Honest =
    [
        "-- größer als Ærø", "-- заказы", "-- ελληνικά", "-- 注文テーブル", "-- हिन्दी", "-- עברית", "-- العربية", "-- ไทย", "-- 한국어", "-- ქართული",
        "-- 👩‍💻 ❤️", "-- 10 µm, 5 Ω·m", "-- naïve café", "-- Straße №5", "-- “quoted” – dashed…", "-- π ≈ 3", "-- ½ ² ª º",
    ];

    /// <summary>Where the character stands: in a comment, a string, a quoted name, or the open.</summary>
    private static readonly (string Before, string After)[] Places =
        [("-- x", "y¶SELECT 1;"), ("SELECT 'x", "y';"), ("SELECT 1 AS \"x", "y\";"), ("SELECT 1;¶", "SELECT 2;")];

    internal static IEnumerable<SqlCase> All() =>
    [
        .. Bidi.SelectMany((c, i) => Placed(c, "CS010", i)),
        .. Hidden().SelectMany((c, i) => Placed(c, "CS011", i).Take(2)),
        .. LookAlikes.SelectMany(s => s.Letters.EnumerateRunes().Select((letter, i) => Of($"{s.Script} {letter}", $"SELECT 1 AS \"p{letter}yments\";", "flagged CS013 @1:14", i))),
        .. NotComposed.Select((text, i) => Of($"not composed {i}", $"SELECT 1 AS \"x{text}\";", "flagged CS012", i)),
        .. Honest.Select((text, i) => Of(text, text + "\nSELECT 1;", "clean", i)),
    ];

    /// <summary>What Unicode's categories call a format character, a separator or a space, and what it calls ignorable besides.</summary>
    internal static ImmutableArray<int> Hidden() =>
    [
        .. Enumerable.Range(0x80, 0x110000 - 0x80)
            .Where(c => c is < 0xD800 or > 0xDFFF && IsHidden(c) && !Bidi.Contains(c) && !Shown.Contains(c) && c is not (>= 0xE0002 and <= 0xE007E)),
        .. Blank,
    ];

    private static bool IsHidden(int character) => Rune.GetUnicodeCategory(new Rune(character)) is
        UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator;

    private static IEnumerable<SqlCase> Placed(int character, string rule, int turn)
    {
        var name = $"U+{character:X4}";
        for (var i = 0; i < Places.Length; i++)
        {
            var (before, after) = Places[(turn + i) % Places.Length];
            yield return Of($"{name} after `{before}`", (before + new Rune(character) + after).Replace('¶', '\n'), $"flagged {rule}", turn + i);
        }
    }

    private static SqlCase Of(string name, string text, string expected, int turn) => new(
        "B3", "B3: " + name, (Dialect[])[Dialect.PostgreSql, Dialect.Sqlite, Dialect.SqlServer] is var all ? all[turn % 3] : default,
        Encoding.UTF8.GetBytes(text), SqlExpectation.Parse(expected));
}
