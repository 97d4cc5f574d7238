using System.Collections.Frozen;
using System.Text;

namespace Countersign.Statements.PostgreSql;

/// <summary>
/// What stands in the body of a DO block in plain sight: its own SQL statements, and texts that EXECUTE runs as they are. The block
/// stays opaque, since expressions, calls and texts put together are not read; this only tells reviewers more.
/// </summary>
internal static class BlockBodies
{
    /// <summary>More are not shown.</summary>
    private const int MostStatements = 200;

    private static readonly FrozenSet<string> Shown = FrozenSet.ToFrozenSet(
    [
        "ALTER", "CLUSTER", "COMMENT", "COPY", "CREATE", "DELETE", "DROP", "GRANT", "INSERT", "LOCK", "MERGE", "REFRESH", "REINDEX", "REVOKE",
        "TRUNCATE", "UPDATE",
    ]);

    private readonly record struct Token(int At, int End, string Word);

    internal static void Read(Node block, StatementFacts facts)
    {
        var options = block.Items("args", "DefElem").ToLookup(o => o.Text("defname"), o => o["arg"].Constant);
        if (facts.Server.Parse is not { } parse || options["as"].LastOrDefault() is not { } body
            || options["language"].LastOrDefault() is not (null or "plpgsql"))
            return;
        foreach (var sql in Statements(Encoding.UTF8.GetBytes(body)).Take(MostStatements))
            if (parse(sql) is { } tree)
                Include(tree, facts);
    }

    private static void Include(ReadOnlyMemory<byte> tree, StatementFacts facts)
    {
        foreach (var statement in ParsedStatements.Cut(tree))
        {
            using var document = ParsedStatements.Read(statement);
            if (document is null)
                continue;
            var inner = new StatementFacts(facts.Server with { Parse = null }); // A block inside a block is not opened again.
            Families.Read(new(document.RootElement), inner);
            facts.Show(inner);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Statements(byte[] body)
    {
        var tokens = Cut(body);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (i > 0 && tokens[i - 1].Word is not (";" or "BEGIN" or "THEN" or "ELSE" or "LOOP"))
                continue;
            if (Shown.Contains(tokens[i].Word))
            {
                var end = tokens.FindIndex(i, t => t.Word == ";");
                yield return body.AsMemory(tokens[i].At..(end < 0 ? body.Length : tokens[end].At));
                i = end < 0 ? tokens.Count : end - 1;
            }
            else if (tokens[i].Word == "EXECUTE" && i + 2 < tokens.Count && tokens[i + 2].Word is ";" or "INTO" or "USING"
                && Literal(Encoding.UTF8.GetString(body.AsSpan(tokens[i + 1].At..tokens[i + 1].End))) is { } text)
                yield return Encoding.UTF8.GetBytes(text);
        }
    }

    /// <summary>The value of a plain or a dollar-quoted string; null for every other token.</summary>
    private static string? Literal(string token)
    {
        if (token.Length > 1 && token[0] == '\'')
            return token[1..^1].Replace("''", "'", StringComparison.Ordinal);
        var tag = token[0] == '$' ? token.IndexOf('$', 1) + 1 : 0;
        return tag > 0 && token.Length >= 2 * tag ? token[tag..^tag] : null;
    }

    private static List<Token> Cut(ReadOnlySpan<byte> body)
    {
        var tokens = new List<Token>();
        for (var at = SqlText.SkipBlank(body, 0); at < body.Length; at = SqlText.SkipBlank(body, tokens[^1].End))
        {
            var end = SqlText.SkipToken(body, at);
            while (body[at] == '\'' && end < body.Length && body[end] == '\'') // A doubled quote goes on with the same string.
                end = SqlText.SkipToken(body, end);
            tokens.Add(new(at, end, Encoding.UTF8.GetString(body[at..end]).ToUpperInvariant()));
        }

        return tokens;
    }
}
