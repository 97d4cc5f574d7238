namespace Countersign.Reports;

/// <summary>
/// Text for terminals, logs and plain-text fields of a forge. No escape sequence, bidirectional control or forged log line
/// survives (INV-33).
/// </summary>
public static class TerminalText
{
    /// <summary>One line.</summary>
    public static string Line(string text) => VisibleText.Line(text);

    /// <summary>Several lines, each of which stays a line; tabs become four spaces.</summary>
    public static string Lines(string text) => VisibleText.Lines(text).Replace("\t", "    ", StringComparison.Ordinal);

    /// <summary>One line of at most <paramref name="units"/> UTF-16 units, with `…` where something was cut.</summary>
    public static string Line(string text, int units) => VisibleText.Cut(Line(text), units);
}
