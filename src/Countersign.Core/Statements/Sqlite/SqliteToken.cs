using System.Text;

namespace Countersign.Statements.Sqlite;

/// <summary>What a token is, as far as reading a statement needs it.</summary>
public enum SqliteTokenKind
{
    /// <summary>A bare identifier or keyword.</summary>
    Word,

    /// <summary>An identifier in `"…"`, `[…]` or backticks.</summary>
    QuotedName,

    /// <summary>A string in single quotes. SQLite takes one for a name where only a name can stand.</summary>
    Text,

    /// <summary>A number or a blob literal.</summary>
    Literal,

    /// <summary>`?`, `?1`, `:a`, `@a`, `$a`, `#1`.</summary>
    Variable,

    /// <summary>One byte of punctuation.</summary>
    Mark,
}

/// <summary>One significant token of SQLite text; whitespace and comments are none.</summary>
/// <param name="Offset">In UTF-8 bytes from the start of the text.</param>
/// <param name="Value">A word as written; a quoted name or string without its quotes; anything else as written.</param>
public readonly record struct SqliteToken(SqliteTokenKind Kind, int Offset, int Length, string Value)
{
    /// <summary>The first byte after the token.</summary>
    public int End => Offset + Length;

    /// <summary>True for the bare keyword, in any case.</summary>
    public bool Is(string keyword) =>
        Kind is SqliteTokenKind.Word && Value.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for the punctuation byte.</summary>
    public bool IsMark(char mark) => Kind is SqliteTokenKind.Mark && Value[0] == mark;

    /// <summary>True where the grammar could take the token for the name of something.</summary>
    public bool CanName => Kind is SqliteTokenKind.Word or SqliteTokenKind.QuotedName or SqliteTokenKind.Text;
}

/// <summary>
/// The rules of SQLite's own tokenizer (`tokenize.c` of version 3.53). It never decides where a statement ends: the
/// compiler of SQLite does. It says what between statements is a gap (INV-09) and which words a statement is made of,
/// and must agree with the compiler about the end, or the script is refused.
/// </summary>
public static class SqliteLexer
{
    /// <summary>The significant tokens of <paramref name="text"/>, in order.</summary>
    public static ImmutableArray<SqliteToken> Tokens(ReadOnlySpan<byte> text)
    {
        var tokens = ImmutableArray.CreateBuilder<SqliteToken>();
        for (var at = SkipGap(text, 0); at < text.Length; at = SkipGap(text, tokens[^1].End))
            tokens.Add(TokenAt(text, at));
        return tokens.DrainToImmutable();
    }

    /// <summary>The first byte at or after <paramref name="at"/> that is neither whitespace nor comment.</summary>
    public static int SkipGap(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length)
        {
            var length = GapAt(text[at..]);
            if (length == 0) return at;
            at += length;
        }

        return at;
    }

    private static int GapAt(ReadOnlySpan<byte> rest) => rest[0] switch
    {
        (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r' => 1,
        0xEF when rest is [_, 0xBB, 0xBF, ..] => 3, // a byte order mark is whitespace to SQLite
        (byte)'-' when rest is [_, (byte)'-', ..] => LineEnd(rest),
        (byte)'/' when rest is [_, (byte)'*', _, ..] => BlockEnd(rest),
        _ => 0,
    };

    private static int LineEnd(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        return end < 0 ? rest.Length : end;
    }

    private static int BlockEnd(ReadOnlySpan<byte> rest)
    {
        var end = rest[2..].IndexOf("*/"u8);
        return end < 0 ? rest.Length : end + 4; // an open comment reaches to the end of the text
    }

    private static SqliteToken TokenAt(ReadOnlySpan<byte> text, int at)
    {
        var rest = text[at..];
        switch (rest[0])
        {
            case (byte)'\'': return Quoted(rest, at, SqliteTokenKind.Text, '\'');
            case (byte)'"': return Quoted(rest, at, SqliteTokenKind.QuotedName, '"');
            case (byte)'`': return Quoted(rest, at, SqliteTokenKind.QuotedName, '`');
            case (byte)'[': return Bracketed(rest, at);
            case (byte)'x' or (byte)'X' when rest is [_, (byte)'\'', ..]:
                return new(SqliteTokenKind.Literal, at, 1 + QuotedLength(rest[1..], (byte)'\''), "x''");
            case (byte)'?' or (byte)':' or (byte)'@' or (byte)'$' or (byte)'#':
                return Run(rest, at, SqliteTokenKind.Variable);
            case >= (byte)'0' and <= (byte)'9':
            case (byte)'.' when rest is [_, >= (byte)'0' and <= (byte)'9', ..]:
                return Number(rest, at);
        }

        return IsNameByte(rest[0])
            ? Run(rest, at, SqliteTokenKind.Word)
            : new(SqliteTokenKind.Mark, at, 1, ((char)rest[0]).ToString());
    }

    private static SqliteToken Quoted(ReadOnlySpan<byte> rest, int at, SqliteTokenKind kind, char quote)
    {
        var length = QuotedLength(rest, (byte)quote);
        var inner = Encoding.UTF8.GetString(rest[1..Math.Max(1, length - 1)]);
        return new(kind, at, length, inner.Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal));
    }

    private static int QuotedLength(ReadOnlySpan<byte> rest, byte quote)
    {
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] != quote) continue;
            if (i + 1 >= rest.Length || rest[i + 1] != quote) return i + 1;
            i++;
        }

        return rest.Length;
    }

    private static SqliteToken Bracketed(ReadOnlySpan<byte> rest, int at)
    {
        var end = rest.IndexOf((byte)']');
        var length = end < 0 ? rest.Length : end + 1;
        return new(SqliteTokenKind.QuotedName, at, length, Encoding.UTF8.GetString(rest[1..Math.Max(1, length - 1)]));
    }

    private static SqliteToken Run(ReadOnlySpan<byte> rest, int at, SqliteTokenKind kind)
    {
        var length = 1;
        while (length < rest.Length && IsNameByte(rest[length])) length++;
        return new(kind, at, length, Encoding.UTF8.GetString(rest[..length]));
    }

    private static SqliteToken Number(ReadOnlySpan<byte> rest, int at)
    {
        var length = 1;
        while (length < rest.Length && (IsNameByte(rest[length]) || rest[length] == '.' || IsExponentSign(rest, length)))
            length++;
        return new(SqliteTokenKind.Literal, at, length, Encoding.UTF8.GetString(rest[..length]));
    }

    private static bool IsExponentSign(ReadOnlySpan<byte> rest, int at) =>
        rest[at] is (byte)'+' or (byte)'-' && rest[at - 1] is (byte)'e' or (byte)'E'
        && rest is not [_, (byte)'x' or (byte)'X', ..] && at + 1 < rest.Length && rest[at + 1] is >= (byte)'0' and <= (byte)'9';

    private static bool IsNameByte(byte b) => b >= 0x80 || b is (byte)'_' or (byte)'$' || char.IsAsciiLetterOrDigit((char)b);
}
