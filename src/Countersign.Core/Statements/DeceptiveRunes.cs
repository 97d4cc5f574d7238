using System.Globalization;
using System.Text;

namespace Countersign.Statements;

/// <summary>
/// Characters that make text look different from what it says. The sets are ours, by Unicode Standard Annex 9 (bidi
/// controls), Technical Standard 39 (scripts) and Annex 15 (NFC_Quick_Check); the runtime's own normalisation is off,
/// because the program runs without culture data.
/// </summary>
internal static class DeceptiveRunes
{
    internal static bool IsBidi(Rune rune) =>
        rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Zero-width characters, fillers, tags, odd spaces, and line ends that only some tools know.</summary>
    internal static bool IsInvisible(Rune rune) => rune.Value is 0x00A0 or 0x00AD or 0x034F or 0x115F or 0x1160 or 0x1680
        or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or (>= 0x2000 and <= 0x200D) or 0x2028 or 0x2029 or 0x202F
        or (>= 0x205F and <= 0x2064) or (>= 0x206A and <= 0x206F) or 0x2800 or 0x3000 or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0 or (>= 0xFFF9 and <= 0xFFFB) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>A joiner or selector right after a pictograph is part of an emoji, which shows itself.</summary>
    internal static bool IsPartOfEmoji(Rune rune, Rune before) => rune.Value is 0x200D or 0xFE0F
        && (before.Value is 0xFE0F or (>= 0x1F000 and <= 0x1FAFF) || Rune.GetUnicodeCategory(before) == UnicodeCategory.OtherSymbol);

    /// <summary>
    /// True for what never stands in NFC, and for marks that join the letter before them. Vowel signs of Indic scripts,
    /// which may but need not join, are left out: ordinary text is full of them.
    /// </summary>
    internal static bool IsNotComposed(Rune rune) => InRanges(rune.Value, NeverInNfc) || InRanges(rune.Value, Joining);

    /// <summary>The family of a letter, where families have letters that look alike; null for all others.</summary>
    internal static string? LookAlikeScript(Rune rune) => Rune.IsLetter(rune)
        ? rune.Value switch
        {
            < 0x80 => "Latin",
            0x00AA or 0x00B5 or 0x00BA => null, // ª, µ and º belong to every script
            (>= 0x00C0 and <= 0x024F) or (>= 0x0250 and <= 0x02AF) or (>= 0x1E00 and <= 0x1EFF) or (>= 0x2C60 and <= 0x2C7F)
                or (>= 0xA720 and <= 0xA7FF) or (>= 0xAB30 and <= 0xAB64) => "Latin",
            (>= 0x0370 and <= 0x03FF) or (>= 0x1F00 and <= 0x1FFF) => "Greek",
            (>= 0x0400 and <= 0x052F) or (>= 0x1C80 and <= 0x1C8F) or (>= 0x2DE0 and <= 0x2DFF) or (>= 0xA640 and <= 0xA69F) => "Cyrillic",
            >= 0x0530 and <= 0x058F => "Armenian",
            (>= 0x13A0 and <= 0x13FF) or (>= 0xAB70 and <= 0xABBF) => "Cherokee",
            (>= 0x2C80 and <= 0x2CFF) or (>= 0x03E2 and <= 0x03EF) => "Coptic",
            >= 0xFF21 and <= 0xFF5A => "full-width Latin",
            >= 0x1D400 and <= 0x1D7FF => "mathematical",
            _ => null,
        }
        : null;

    private static bool InRanges(int value, ReadOnlySpan<int> ranges)
    {
        var (low, high) = (0, (ranges.Length / 2) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (value < ranges[2 * middle]) high = middle - 1;
            else if (value > ranges[(2 * middle) + 1]) low = middle + 1;
            else return true;
        }

        return false;
    }

    /// <summary>NFC_Quick_Check=No, Unicode 14: pairs of first and last.</summary>
    private static ReadOnlySpan<int> NeverInNfc =>
    [
        0x340, 0x341, 0x343, 0x344, 0x374, 0x374, 0x37E, 0x37E, 0x387, 0x387, 0x958, 0x95F, 0x9DC, 0x9DD, 0x9DF, 0x9DF,
        0xA33, 0xA33, 0xA36, 0xA36, 0xA59, 0xA5B, 0xA5E, 0xA5E, 0xB5C, 0xB5D, 0xF43, 0xF43, 0xF4D, 0xF4D, 0xF52, 0xF52,
        0xF57, 0xF57, 0xF5C, 0xF5C, 0xF69, 0xF69, 0xF73, 0xF73, 0xF75, 0xF76, 0xF78, 0xF78, 0xF81, 0xF81, 0xF93, 0xF93,
        0xF9D, 0xF9D, 0xFA2, 0xFA2, 0xFA7, 0xFA7, 0xFAC, 0xFAC, 0xFB9, 0xFB9, 0x1F71, 0x1F71, 0x1F73, 0x1F73,
        0x1F75, 0x1F75, 0x1F77, 0x1F77, 0x1F79, 0x1F79, 0x1F7B, 0x1F7B, 0x1F7D, 0x1F7D, 0x1FBB, 0x1FBB, 0x1FBE, 0x1FBE,
        0x1FC9, 0x1FC9, 0x1FCB, 0x1FCB, 0x1FD3, 0x1FD3, 0x1FDB, 0x1FDB, 0x1FE3, 0x1FE3, 0x1FEB, 0x1FEB, 0x1FEE, 0x1FEF,
        0x1FF9, 0x1FF9, 0x1FFB, 0x1FFB, 0x1FFD, 0x1FFD, 0x2126, 0x2126, 0x212A, 0x212B, 0x2329, 0x232A, 0x2ADC, 0x2ADC,
        0xF900, 0xFA0D, 0xFA10, 0xFA10, 0xFA12, 0xFA12, 0xFA15, 0xFA1E, 0xFA20, 0xFA20, 0xFA22, 0xFA22, 0xFA25, 0xFA26,
        0xFA2A, 0xFA6D, 0xFA70, 0xFAD9, 0xFB1D, 0xFB1D, 0xFB1F, 0xFB1F, 0xFB2A, 0xFB36, 0xFB38, 0xFB3C, 0xFB3E, 0xFB3E,
        0xFB40, 0xFB41, 0xFB43, 0xFB44, 0xFB46, 0xFB4E, 0x1D15E, 0x1D164, 0x1D1BB, 0x1D1C0, 0x2F800, 0x2FA1D,
    ];

    /// <summary>NFC_Quick_Check=Maybe, Unicode 14, without the Indic scripts: pairs of first and last.</summary>
    private static ReadOnlySpan<int> Joining =>
    [
        0x300, 0x304, 0x306, 0x30C, 0x30F, 0x30F, 0x311, 0x311, 0x313, 0x314, 0x31B, 0x31B, 0x323, 0x328, 0x32D, 0x32E,
        0x330, 0x331, 0x338, 0x338, 0x342, 0x342, 0x345, 0x345, 0x653, 0x655, 0x1161, 0x1175, 0x11A8, 0x11C2, 0x3099, 0x309A,
    ];
}
