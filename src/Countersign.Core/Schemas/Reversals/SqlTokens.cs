using System.Text;

namespace Countersign.Schemas.Reversals;

/// <summary>A piece of a definition: a word or name with its qualification, a string, a bracketed group, or one other character.</summary>
internal readonly record struct SqlToken(string Text, int Start)
{
    internal int End => Start + Text.Length;

    internal bool Is(string word) => Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>A bracketed group, brackets included; what is inside is not looked at.</summary>
    internal bool IsGroup => Text[0] is '(' or '[';
}

/// <summary>
/// Cuts a definition in one canonical form, as a catalogue prints it, at its outermost level. It is not for text that a person wrote:
/// there are no comments in it.
/// </summary>
internal static class SqlTokens
{
    internal static ImmutableArray<SqlToken> Of(string sql)
    {
        var tokens = ImmutableArray.CreateBuilder<SqlToken>();
        for (var at = 0; at < sql.Length;)
        {
            if (char.IsWhiteSpace(sql[at]))
            {
                at++;
                continue;
            }

            var end = EndOf(sql, at);
            tokens.Add(new(sql[at..end], at));
            at = end;
        }

        return tokens.ToImmutable();
    }

    /// <summary>The parts of a qualified name, still quoted.</summary>
    internal static ImmutableArray<string> PartsOf(string name)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var part = new StringBuilder();
        var quoted = false;
        foreach (var c in name)
        {
            if (c == '"') quoted = !quoted;
            if (c == '(' && !quoted) break;
            if (c == '.' && !quoted)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else part.Append(c);
        }

        parts.Add(part.ToString());
        return parts.ToImmutable();
    }

    internal static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '"';

    private static int EndOf(string sql, int at) => sql[at] switch
    {
        '\'' => Closing(sql, at, '\''),
        '(' or '[' => EndOfGroup(sql, at),
        '$' when DollarTag(sql, at) is { } tag => Math.Max(sql.IndexOf(tag, at + tag.Length, StringComparison.Ordinal), at) + tag.Length,
        var c when IsWordPart(c) => EndOfName(sql, at),
        _ => at + 1,
    };

    private static int EndOfName(string sql, int at)
    {
        while (at < sql.Length && (IsWordPart(sql[at]) || (sql[at] == '.' && at + 1 < sql.Length && IsWordPart(sql[at + 1]))))
            at = sql[at] == '"' ? Closing(sql, at, '"') : at + 1;
        return at < sql.Length && sql[at] == '\'' && at > 0 && sql[at - 1] is 'E' or 'B' or 'X' ? Closing(sql, at, '\'') : at;
    }

    private static int EndOfGroup(string sql, int at)
    {
        var close = sql[at] == '(' ? ')' : ']';
        at++;
        while (at < sql.Length && sql[at] != close) at = char.IsWhiteSpace(sql[at]) ? at + 1 : EndOf(sql, at);
        return Math.Min(at + 1, sql.Length);
    }

    private static int Closing(string sql, int at, char quote)
    {
        var escapes = quote == '\'' && at > 0 && sql[at - 1] == 'E';
        for (at++; at < sql.Length; at++)
        {
            if (escapes && sql[at] == '\\') at++;
            else if (sql[at] == quote)
            {
                if (at + 1 < sql.Length && sql[at + 1] == quote) at++;
                else return at + 1;
            }
        }

        return sql.Length;
    }

    private static string? DollarTag(string sql, int at)
    {
        var end = at + 1;
        while (end < sql.Length && (char.IsLetterOrDigit(sql[end]) || sql[end] == '_')) end++;
        return end < sql.Length && sql[end] == '$' ? sql[at..(end + 1)] : null;
    }
}
