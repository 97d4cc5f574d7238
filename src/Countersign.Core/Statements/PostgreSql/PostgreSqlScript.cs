using System.Text.Json;
using Countersign.Analysis;
using Countersign.Analysis.Rules;
using static Countersign.Analysis.Rules.PostgreSqlReadingRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>
/// Turns what PostgreSQL's parser said of a script into statements. The parser's types end here; nothing behind this
/// knows them.
/// </summary>
public static class PostgreSqlScript
{
    /// <summary>Most statements of one script (INV-37).</summary>
    public const int MostStatements = 20_000;

    /// <summary>Reads one script.</summary>
    /// <param name="tree">
    /// The parser's JSON for the script's bytes after its byte order mark (see <see cref="StrictText.StartOf"/>).
    /// </param>
    public static Reading Read(Script script, ReadOnlyMemory<byte> tree, ServerFacts server)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(server);
        List<ParsedStatement> parsed;
        try
        {
            parsed = ParsedStatements.Cut(tree);
        }
        catch (JsonException)
        {
            return Refuse(Limits.Refuse(Place.File(script.Path), "PostgreSQL's parser gave an answer that is not JSON",
                "report it as a fault of Countersign"));
        }

        if (parsed.Count > MostStatements)
            return Refuse(Limits.Refuse(
                Place.File(script.Path), $"the script has {parsed.Count} statements, more than {MostStatements}", "split it"));
        if (StatementSpans.Find(script, parsed) is not { } spans)
            return Refuse(TextRules.Partition.Refuse(
                Place.File(script.Path), "text between statements is neither blank nor comment"));

        var statements = ImmutableArray.CreateBuilder<ReadStatement>(parsed.Count);
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var above = new ScriptSoFar(script, server);
        for (var i = 0; i < parsed.Count; i++)
        {
            var (facts, remarks) = Judge(parsed[i], server, above, new StatementText(script.Bytes, spans[i]));
            findings.AddRange(remarks.Select(r => r.Rule.Find(r.Severity, script, spans[i], r.Message, r.Instead)));
            statements.Add(Statement(script, spans[i], facts));
            refusals.AddRange(Refusals(script, spans[i], facts));
        }

        return refusals.Count > 0
            ? new Reading.Refused(refusals.DrainToImmutable())
            : new Reading.Complete(statements.DrainToImmutable(), findings.DrainToImmutable());
    }

    private static (StatementFacts Facts, ImmutableArray<Remark> Remarks) Judge(
        ParsedStatement parsed, ServerFacts server, ScriptSoFar above, StatementText text)
    {
        var facts = new StatementFacts(server) { Carried = above.Carried };
        using var document = ParsedStatements.Read(parsed);
        if (document is null)
        {
            facts.Name("UNKNOWN");
            facts.Add(new Effect.Opaque($"the statement is nested more than {ParsedStatements.DeepestTree} levels deep"));
            return (facts, []);
        }

        var tree = new Node(document.RootElement);
        Families.Read(tree, facts);
        ImmutableArray<Remark> remarks = [.. Remarks.On(tree, above, facts, text)];
        above.Add(tree, facts);
        return (facts, remarks);
    }

    private static ReadStatement Statement(Script script, Span span, StatementFacts facts) =>
        new(script, span, facts.Kind, [.. facts.Objects], [.. facts.Effects], facts.Reversal, facts.MustRunAlone is not null);

    private static IEnumerable<Refusal> Refusals(Script script, Span span, StatementFacts facts)
    {
        var place = script.PlaceOf(span.Offset);
        foreach (var objection in facts.Objections)
            yield return objection.Rule.Refuse(place, objection.Why, objection.NextStep);
        if (facts.MustRunAlone is { } command && script.IsTransactional)
            yield return Alone.Refuse(place, $"{command} cannot run inside a transaction");
    }

    private static Reading.Refused Refuse(Refusal refusal) => new([refusal]);
}
