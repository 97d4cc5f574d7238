using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Parsing;

/// <summary>
/// Finds the schema of the markers by its name: before a point, or behind SCHEMA. Rights keep a script out of it in any case; this
/// says so before anything runs. What is put together as it runs is not seen here.
/// </summary>
internal static class MarkerNames
{
    internal static IEnumerable<Refusal> Check(ImmutableArray<TSqlParserToken> tokens, ScriptText text)
    {
        var code = tokens.Where(t => !t.IsGap()).ToList();
        for (var i = 0; i < code.Count; i++)
            if (IsName(code[i]) && (Is(code, i + 1, ".") || Is(code, i - 1, "SCHEMA") || Is(code, i - 1, "::")))
            {
                yield return SqlServerReadingRules.Markers.Refuse(text.PlaceOf(code[i].Offset), "the statement names the schema `countersign`");
                yield break;
            }
    }

    private static bool IsName(TSqlParserToken token) =>
        token.TokenType is TSqlTokenType.Identifier or TSqlTokenType.QuotedIdentifier
        && token.Text.Trim('[', ']', '"').Equals("countersign", StringComparison.OrdinalIgnoreCase);

    private static bool Is(List<TSqlParserToken> code, int at, string word) =>
        at >= 0 && at < code.Count && code[at].Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
