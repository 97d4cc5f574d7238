using System.Text;
using Countersign.Statements;

namespace Countersign.BadInput.Sql;

/// <summary>
/// White space and comments by each product's manual, written without a look at the product's own lexers so that it can disagree with
/// them: comments nest in PostgreSQL and SQL Server and do not in SQLite; SQL Server has GO on a line of its own.
/// </summary>
public static class NaiveGap
{
    /// <summary>Whether bytes are nothing but that.</summary>
    public static bool Is(Dialect dialect, ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        for (var at = 0; at < text.Length;)
        {
            if (End(dialect, text, at) is not { } end) return false;
            at = end;
        }

        return true;
    }

    private static int? End(Dialect dialect, string text, int at)
    {
        if (text[at] is ' ' or '\t' or '\n' or '\r' or '\f' or '\v' || text[at] is ';') return at + 1;
        if (text.AsSpan(at).StartsWith("--")) return text.IndexOf('\n', at) is >= 0 and var line ? line + 1 : text.Length;
        if (text.AsSpan(at).StartsWith("/*")) return AfterComment(text, at, nests: dialect != Dialect.Sqlite);
        if (dialect == Dialect.SqlServer && text.AsSpan(at).StartsWith("go", StringComparison.OrdinalIgnoreCase)) return at + 2;
        return dialect == Dialect.SqlServer && char.IsWhiteSpace(text[at]) ? at + 1 : null;
    }

    private static int? AfterComment(string text, int at, bool nests)
    {
        var depth = 0;
        for (var i = at; i < text.Length - 1; i++)
        {
            if (text[i] == '/' && text[i + 1] == '*' && (nests || depth == 0)) (depth, i) = (depth + 1, i + 1);
            else if (text[i] == '*' && text[i + 1] == '/') (depth, i) = (depth - 1, i + 1);
            if (depth == 0) return i + 1;
        }

        return nests ? null : text.Length; // SQLite takes an open comment at the end for one
    }
}
