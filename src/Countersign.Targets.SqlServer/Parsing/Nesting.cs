using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Parsing;

/// <summary>How deep text may nest.</summary>
/// <param name="Brackets">Brackets in brackets. Parenthesised joins take ScriptDom time by the cube of this.</param>
/// <param name="Run">Tokens of one expression.</param>
/// <param name="Chain">IF, ELSE, WHILE and set operators of one statement.</param>
internal sealed record NestingLimits(int Brackets, int Run, int Chain)
{
    /// <summary>For the stack of <see cref="DeepThread"/>.</summary>
    internal static NestingLimits Script { get; } = new(128, 20_000, 5_000);

    /// <summary>For DacFx, which works on threads of its own with the usual stack of 1.5 MB.</summary>
    internal static NestingLimits Project { get; } = new(48, 1_500, 200);
}

/// <summary>
/// Bounds how deep ScriptDom can recurse, before it is asked to parse: running out of stack ends the process, and no handler
/// can stop that. It counts tokens in one pass and never underestimates. What nests is brackets (parentheses, CASE, BEGIN), a run of
/// tokens that no comma or statement ends (`1+1+1+…`, NOT NOT …, joins), and statements inside statements (IF, ELSE, UNION).
/// </summary>
internal static class Nesting
{
    /// <summary>Where the script goes too deep and why, or null.</summary>
    internal static (int Offset, string Why)? Check(IList<TSqlParserToken> tokens, NestingLimits limits)
    {
        var count = new Counting(limits);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (token.IsGap()) continue;
            count.Take(token, tokens, i);
            if (count.Problem is { } why) return (token.Offset, why);
        }

        return null;
    }

    private sealed class Counting(NestingLimits limits)
    {
        private readonly Stack<int> _outside = new();
        private int _run;
        private int _chain;
        private bool _ended;

        internal string? Problem =>
            _outside.Count > limits.Brackets ? Text($"brackets, CASE or BEGIN nest more than {limits.Brackets} deep here")
            : _run > limits.Run ? Text($"an expression has more than {limits.Run} tokens without a comma or a semicolon here")
            : _chain > limits.Chain ? Text($"more than {limits.Chain} IF, ELSE, WHILE or UNION follow one another without a semicolon here")
            : null;

        internal void Take(TSqlParserToken token, IList<TSqlParserToken> tokens, int at)
        {
            if (_ended && token.TokenType != TSqlTokenType.Else) _chain = 0; // a semicolon before ELSE ends nothing
            _ended = false;
            _run++;
            switch (token.TokenType)
            {
                case TSqlTokenType.Go:
                    _outside.Clear();
                    (_run, _chain) = (0, 0);
                    break;
                case TSqlTokenType.LeftParenthesis or TSqlTokenType.Case:
                case TSqlTokenType.Begin when !IsFollowedBy(tokens, at, "TRAN", "TRANSACTION", "DISTRIBUTED"):
                    _outside.Push(_run);
                    break;
                case TSqlTokenType.RightParenthesis:
                case TSqlTokenType.End when !IsFollowedBy(tokens, at, "CONVERSATION"):
                    if (_outside.TryPop(out var before)) _run = before;
                    break;
                case TSqlTokenType.Semicolon:
                    _run = Outside;
                    _ended = true;
                    break;
                case TSqlTokenType.If or TSqlTokenType.Else or TSqlTokenType.While or TSqlTokenType.Union or TSqlTokenType.Except
                    or TSqlTokenType.Intersect:
                    _chain++;
                    _run = Outside;
                    break;
                case TSqlTokenType.Comma or TSqlTokenType.Select or TSqlTokenType.Insert or TSqlTokenType.Update or TSqlTokenType.Delete
                    or TSqlTokenType.Create or TSqlTokenType.Alter or TSqlTokenType.Drop or TSqlTokenType.Exec or TSqlTokenType.Execute
                    or TSqlTokenType.Declare or TSqlTokenType.Print or TSqlTokenType.Grant or TSqlTokenType.Revoke or TSqlTokenType.Deny
                    or TSqlTokenType.Set or TSqlTokenType.Truncate:
                    _run = Outside;
                    break;
            }
        }

        private int Outside => _outside.TryPeek(out var run) ? run : 0;

        private static bool IsFollowedBy(IList<TSqlParserToken> tokens, int at, params ReadOnlySpan<string> words)
        {
            do at++; while (at < tokens.Count && tokens[at].IsGap() && tokens[at].TokenType != TSqlTokenType.EndOfFile);
            foreach (var word in words)
                if (at < tokens.Count && word.Equals(tokens[at].Text, StringComparison.OrdinalIgnoreCase))
                    return true;
            return false;
        }

        private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
