using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Parsing;

/// <summary>One batch: what one GO ends, sent as one command.</summary>
/// <param name="Span">From its first token to its last; no comment at either end.</param>
internal sealed record ParsedBatch(TSqlBatch Tree, Span Span, ImmutableArray<TSqlParserToken> Tokens);

/// <summary>What came of parsing a script: batches, or why there are none.</summary>
internal sealed record ParsedScript(ImmutableArray<ParsedBatch> Batches, ImmutableArray<Refusal> Refusals)
{
    /// <summary>Parses on the calling thread, whose stack has to be large.</summary>
    internal static ParsedScript Parse(ScriptText text, int level, NestingLimits? limits = null)
    {
        var parser = CompatibilityLevels.ParserOf(level);
        using var reader = new StringReader(text.Text);
        var tokens = parser.GetTokenStream(reader, out var errors);
        ImmutableArray<Refusal> client = [.. ClientLanguage.Check(tokens ?? [], text)]; // a file path after `:r` need not even be tokens
        if (!client.IsEmpty) return new([], client);
        if (errors.Count > 0 || tokens is null) return Refuse(Explain(text, errors, level));
        if (Nesting.Check(tokens, limits ?? NestingLimits.Script) is var (offset, why))
            return Refuse(SqlServerReadingRules.Limits.Refuse(text.PlaceOf(offset), why, "write it flatter, or end statements with semicolons"));

        var script = parser.Parse(tokens, out errors) as TSqlScript;
        if (errors.Count > 0 || script is null) return Refuse(Explain(text, errors, level));
        return Match(text, script, Cut(tokens));
    }

    /// <summary>Splits by our own eyes: runs of tokens between GO, without gaps at either end.</summary>
    private static List<ImmutableArray<TSqlParserToken>> Cut(IList<TSqlParserToken> tokens)
    {
        var runs = new List<ImmutableArray<TSqlParserToken>>();
        var run = ImmutableArray.CreateBuilder<TSqlParserToken>();
        foreach (var token in tokens)
        {
            if (token.TokenType == TSqlTokenType.Go) End();
            else if (run.Count > 0 || !token.IsGap()) run.Add(token);
        }

        End();
        return runs;

        void End()
        {
            while (run is [.., var last] && last.IsGap()) run.RemoveAt(run.Count - 1);
            if (run.Count > 0) runs.Add(run.DrainToImmutable());
        }
    }

    /// <summary>Holds our split against ScriptDom's: as many batches, and every token of ours in a statement of theirs (INV-09).</summary>
    private static ParsedScript Match(ScriptText text, TSqlScript script, List<ImmutableArray<TSqlParserToken>> runs)
    {
        var trees = script.Batches.Where(b => b.Statements.Count > 0).ToList();
        if (trees.Count != runs.Count)
            return Refuse(TextRules.Partition.Refuse(
                Place.File(text.Script.Path), $"our own split has {runs.Count} batches and ScriptDom's {trees.Count}"));
        var batches = ImmutableArray.CreateBuilder<ParsedBatch>(runs.Count);
        for (var i = 0; i < runs.Count; i++)
        {
            var (tree, run) = (trees[i], runs[i]);
            if (Stray(tree, run) is { } stray)
                return Refuse(TextRules.Partition.Refuse(text.PlaceOf(stray.Offset), $"`{stray.Text}` belongs to no statement"));
            batches.Add(new(tree, text.SpanOf(run[0].Offset, run[^1].End()), run));
        }

        return new(batches.DrainToImmutable(), []);
    }

    private static TSqlParserToken? Stray(TSqlBatch tree, ImmutableArray<TSqlParserToken> run)
    {
        var at = 0;
        foreach (var token in run)
        {
            if (token.IsGap() || token.TokenType == TSqlTokenType.Semicolon) continue;
            while (at < tree.Statements.Count && token.Offset >= tree.Statements[at].StartOffset + tree.Statements[at].FragmentLength) at++;
            if (at == tree.Statements.Count || token.Offset < tree.Statements[at].StartOffset) return token;
        }

        var last = tree.Statements[^1];
        return last.StartOffset + last.FragmentLength <= run[^1].End() ? null : run[^1];
    }

    private static Refusal Explain(ScriptText text, IList<ParseError> errors, int level) => errors is [var first, ..]
        ? SqlServerReadingRules.Syntax.Refuse(
            text.PlaceOf(Math.Clamp(first.Offset, 0, text.Text.Length)), $"at compatibility level {level}: {first.Message.TrimEnd('.')}")
        : SqlServerReadingRules.Syntax.Refuse(Place.File(text.Script.Path), "ScriptDom gave neither a script nor an error");

    private static ParsedScript Refuse(Refusal refusal) => new([], [refusal]);
}
