using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Parsing;

/// <summary>Tokens that are no part of a batch.</summary>
internal static class Gaps
{
    internal static bool IsComment(this TSqlParserToken token) =>
        token.TokenType is TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment;

    /// <summary>White space, a comment, or the end.</summary>
    internal static bool IsGap(this TSqlParserToken token) =>
        token.TokenType is TSqlTokenType.WhiteSpace or TSqlTokenType.EndOfFile || token.IsComment();

    internal static int End(this TSqlParserToken token) => token.Offset + (token.Text?.Length ?? 0);

    /// <summary>Whether a token has nothing before it on its line but white space.</summary>
    internal static bool IsFirstOnLine(string text, int offset)
    {
        while (offset > 0 && text[offset - 1] is (' ' or '\t')) offset--;
        return offset == 0 || text[offset - 1] == '\n';
    }

    /// <summary>Whether nothing but white space comes between here and the end of the line.</summary>
    internal static bool IsLastOnLine(string text, int offset)
    {
        while (offset < text.Length && text[offset] is (' ' or '\t' or '\r')) offset++;
        return offset >= text.Length || text[offset] == '\n';
    }
}
