using System.Text.RegularExpressions;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Parsing;

/// <summary>Finds what is for sqlcmd and not for the server (INV-13), and GO in forms that tools read differently.</summary>
internal static partial class ClientLanguage
{
    /// <summary>What DacFx gives values to in every deployment.</summary>
    private static readonly HashSet<string> OfDacFx = new(StringComparer.OrdinalIgnoreCase)
    {
        "$(DatabaseName)", "$(DefaultFilePrefix)", "$(DefaultDataPath)", "$(DefaultLogPath)",
    };

    /// <summary>One refusal a kind, at its first place.</summary>
    internal static IEnumerable<Refusal> Check(IList<TSqlParserToken> tokens, ScriptText text) =>
        tokens.Where(t => !t.IsGap()).SelectMany((t, _) => CheckToken(t, text)).DistinctBy(r => (r.Rule, r.Why)).Take(20);

    /// <summary>Lines that hold nothing but GO, inside of comments and texts: no separator here, but one for tools that read by lines.</summary>
    internal static IEnumerable<TSqlParserToken> HiddenSeparators(IEnumerable<TSqlParserToken> tokens) => tokens.Where(t =>
        t.TokenType is TSqlTokenType.MultilineComment or TSqlTokenType.AsciiStringLiteral or TSqlTokenType.UnicodeStringLiteral
        && GoLine().IsMatch(t.Text));

    private static IEnumerable<Refusal> CheckToken(TSqlParserToken token, ScriptText text)
    {
        switch (token.TokenType)
        {
            case TSqlTokenType.Go when Count().Match(text.Text, token.End()) is { Success: true } count:
                yield return SqlServerReadingRules.Separator.Refuse(text.PlaceOf(token.Offset), $"`GO {count.Groups[1].Value}` repeats the batch, which only a client can do");
                break;
            case TSqlTokenType.Go when !Gaps.IsFirstOnLine(text.Text, token.Offset) || !Gaps.IsLastOnLine(text.Text, token.End()):
                yield return SqlServerReadingRules.Separator.Refuse(text.PlaceOf(token.Offset), "GO is not alone on its line, and tools disagree on what that means");
                break;
            case TSqlTokenType.Identifier when token.Text.Equals("GO", StringComparison.OrdinalIgnoreCase)
                && Gaps.IsFirstOnLine(text.Text, token.Offset):
                yield return SqlServerReadingRules.Separator.Refuse(text.PlaceOf(token.Offset), "a line begins with GO and is no separator");
                break;
            case TSqlTokenType.Colon when Gaps.IsFirstOnLine(text.Text, token.Offset):
                yield return SqlServerReadingRules.ClientLanguage.Refuse(text.PlaceOf(token.Offset), $"`{Line(text.Text, token.Offset)}` is a command of sqlcmd");
                break;
            case TSqlTokenType.Bang when Gaps.IsFirstOnLine(text.Text, token.Offset):
                yield return SqlServerReadingRules.ClientLanguage.Refuse(text.PlaceOf(token.Offset), "`!!` runs a program where sqlcmd runs");
                break;
            default:
                if (token.Text is { } word && Variable().Matches(word).FirstOrDefault(v => !text.IsDeclared || !OfDacFx.Contains(v.Value)) is { } variable)
                    yield return SqlServerReadingRules.ClientLanguage.Refuse(
                        text.PlaceOf(token.Offset), $"`{variable.Value}` is a variable of sqlcmd; the server would get it as it stands");
                break;
        }
    }

    private static string Line(string text, int offset)
    {
        var end = text.AsSpan(offset).IndexOfAny('\r', '\n');
        var line = end < 0 ? text[offset..] : text.Substring(offset, end);
        return line.Length <= 60 ? line : line[..60] + "…";
    }

    [GeneratedRegex(@"\G[ \t]+([0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Count();

    [GeneratedRegex(@"\$\([A-Za-z_][A-Za-z0-9_-]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^[ \t]*GO([ \t]+[0-9]+)?[ \t]*\r?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex GoLine();
}
