namespace Countersign.Statements.PostgreSql;

/// <summary>
/// As much of PostgreSQL's lexer as it takes to tell tokens from what lies between them. It follows scan.l for UTF-8
/// and standard_conforming_strings = on, which the session profile guarantees.
/// </summary>
internal static class SqlText
{
    /// <summary>The first byte at or after <paramref name="at"/> that is neither blank nor comment.</summary>
    internal static int SkipBlank(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length)
            if (IsSpace(text[at]))
                at++;
            else if (text[at..].StartsWith("--"u8))
                at = SkipLine(text, at);
            else if (text[at..].StartsWith("/*"u8))
                at = SkipBlockComment(text, at);
            else
                break;
        return at;
    }

    /// <summary>The end of the last token, so that blanks and comments behind it are left out.</summary>
    internal static int EndOfLastToken(ReadOnlySpan<byte> text, int start)
    {
        var end = start;
        for (var at = SkipBlank(text, start); at < text.Length; at = SkipBlank(text, end))
            end = SkipToken(text, at);
        return end;
    }

    internal static int SkipToken(ReadOnlySpan<byte> text, int at)
    {
        var c = text[at];
        if (c == '\'')
            return SkipQuoted(text, at, '\'');
        if (c == '"')
            return SkipQuoted(text, at, '"');
        if (c == '$')
            return SkipDollar(text, at);
        if (!IsWordStart(c))
            return at + 1;
        var end = at + 1;
        while (end < text.Length && (IsWordStart(text[end]) || char.IsAsciiDigit((char)text[end]) || text[end] == '$'))
            end++;
        return end == at + 1 && (c | 0x20) == 'e' && end < text.Length && text[end] == '\''
            ? SkipEscaped(text, end)
            : end;
    }

    /// <summary>To behind the closing quote. A doubled quote looks like two neighbours, which comes to the same.</summary>
    private static int SkipQuoted(ReadOnlySpan<byte> text, int at, char quote)
    {
        var closing = text[(at + 1)..].IndexOf((byte)quote);
        return closing < 0 ? text.Length : at + closing + 2;
    }

    /// <summary>E'…', where a backslash takes the next character along, also in parts continued on another line.</summary>
    private static int SkipEscaped(ReadOnlySpan<byte> text, int at)
    {
        while (true)
        {
            for (at++; at < text.Length && text[at] != '\''; at++)
                if (text[at] == '\\')
                    at++;
            at = Math.Min(at + 1, text.Length);
            if (at < text.Length && text[at] == '\'')
                continue;
            var next = SkipToContinuation(text, at);
            if (next < 0)
                return at;
            at = next;
        }
    }

    /// <summary>
    /// Strings go on after blanks with a line end in them. The server allows line comments there, too; the parser of
    /// this build does not, so such a text is a syntax error before it comes here.
    /// </summary>
    private static int SkipToContinuation(ReadOnlySpan<byte> text, int at)
    {
        var start = at;
        while (at < text.Length && IsSpace(text[at]))
            at++;
        return at < text.Length && text[at] == '\'' && text[start..at].IndexOfAny((byte)'\n', (byte)'\r') >= 0 ? at : -1;
    }

    private static int SkipDollar(ReadOnlySpan<byte> text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (IsWordStart(text[end]) || (end > at + 1 && char.IsAsciiDigit((char)text[end]))))
            end++;
        if (end >= text.Length || text[end] != '$')
            return at + 1; // A parameter's sign; its digits follow as tokens.
        var tag = text[at..(end + 1)];
        var closing = text[(end + 1)..].IndexOf(tag);
        return closing < 0 ? text.Length : end + 1 + closing + tag.Length;
    }

    private static int SkipLine(ReadOnlySpan<byte> text, int at)
    {
        var length = text[at..].IndexOfAny((byte)'\n', (byte)'\r');
        return length < 0 ? text.Length : at + length;
    }

    /// <summary>Block comments nest.</summary>
    private static int SkipBlockComment(ReadOnlySpan<byte> text, int at)
    {
        var depth = 0;
        while (at < text.Length)
            if (text[at..].StartsWith("/*"u8))
            {
                depth++;
                at += 2;
            }
            else if (text[at..].StartsWith("*/"u8))
            {
                at += 2;
                if (--depth == 0)
                    return at;
            }
            else
                at++;
        return text.Length;
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or (byte)'\v';

    private static bool IsWordStart(byte b) => char.IsAsciiLetter((char)b) || b == '_' || b >= 0x80;
}
