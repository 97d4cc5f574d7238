using System.Text;
using static Countersign.Analysis.Rules.PostgreSqlReadingRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>Says what a syntax error most likely is; text for psql is the usual one (INV-13).</summary>
public static class SyntaxErrors
{
    /// <param name="script">The script.</param>
    /// <param name="offset">Where the parser stopped, in bytes of the file.</param>
    /// <param name="message">PostgreSQL's own message.</param>
    /// <param name="major">The server major whose grammar was asked.</param>
    public static Refusal Explain(Script script, int offset, string message, int major)
    {
        ArgumentNullException.ThrowIfNull(script);
        var bytes = script.Bytes.Span;
        var place = script.PlaceOf(offset);
        if (LineBefore(bytes, offset).StartsWith('\\') || (offset < bytes.Length && bytes[offset] == '\\'))
            return ClientLanguage.Refuse(place, "this line is for psql, not for the server");
        if (ComesAfterCopy(bytes[..offset]))
            return ClientLanguage.Refuse(place, "this is data for COPY … FROM STDIN, which needs a client that sends it",
                "write the rows as INSERT, or load them outside of migrations");
        return Syntax.Refuse(place, $"PostgreSQL {major} cannot read this: {message}");
    }

    private static string LineBefore(ReadOnlySpan<byte> bytes, int offset)
    {
        var start = bytes[..offset].LastIndexOf((byte)'\n') + 1;
        return Encoding.UTF8.GetString(bytes[start..offset]).TrimStart();
    }

    private static bool ComesAfterCopy(ReadOnlySpan<byte> before)
    {
        var end = before.LastIndexOf((byte)';');
        if (end < 0)
            return false;
        var statement = Encoding.UTF8.GetString(before[Math.Max(0, end - 1_000)..end]);
        var copy = statement.LastIndexOf("COPY", StringComparison.OrdinalIgnoreCase);
        return copy >= 0 && statement[copy..] is var tail && !tail.Contains(';', StringComparison.Ordinal)
            && tail.Contains("stdin", StringComparison.OrdinalIgnoreCase);
    }
}
