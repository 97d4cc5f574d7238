using CsCheck;

namespace Countersign.Tests.Reports;

/// <summary>Texts made of what breaks encoders: delimiters, references, markup, invisible characters, and anything else.</summary>
internal static class NastyText
{
    private static readonly Gen<string> Token = Gen.OneOf(
        "`", "``", "```", "````", "~~~", "|", "\\", "\\|", "\n", "\r", "\r\n", "\n\n", "\t", " ", "  ", "    ", "*", "**", "_", "__", "~~",
        "<", ">", "<b>", "</details>", "<!--", "-->", "<script>", "<img src=x>", "&", "&amp;", "&#64;", "[", "]", "](", "[x](y)", "![", "!",
        "@", "@ana", "@acme/dba", "#", "#12", "GH-1", "acme/shop#1", "acme/shop@4c1de09c3a", "4c1de09c3ab7720f8a1b0a3f0d9c55e2f1b7a6d4",
        "deadbeef", "http://x.y", "https://evil.example/", "www.x.y", "www.", "a@b.c", "mailto:a@b.c", ":+1:", ":tada:", ":", "$", "$x$", "$$", "$`", "`$",
        "- ", "+ ", "1. ", "1) ", "1", "2.", "# ", "> ", "---", "===", "***", "| a |", "|---|", "/close", "/merge", "\n/approve", "%1", "~bug", "&1", "!12", "^1",
        "{", "}", "{{", "{% raw %}", "[^1]", "[ ]", "\u202E", "\u2066", "\u200B", "\u00AD", "\uFEFF", "\u00A0", "\u2028", "\u0000", "\u0007", "\u001B[31m",
        "\uD800", "\uDC00", "😀", "é", "日本", "q1", "q3–q5", "word", "two words", "don't", "read-only", "q1 is signed", "…", "–", "(", ")", ".", ",", ";", "?");

    internal static readonly Gen<string> Any = Gen.OneOf(
        Token.Array[0, 12].Select(string.Concat),
        Token.Array[1, 12].Select(t => string.Join(' ', t)),
        Gen.String[0, 40]);

    /// <summary>Cases of one property: 20,000, or what COUNTERSIGN_PROPERTY_CASES says.</summary>
    internal static long Cases { get; } =
        long.TryParse(Environment.GetEnvironmentVariable("COUNTERSIGN_PROPERTY_CASES"), out var cases) ? cases : 20_000;
}
