using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Parsing;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>
/// Reads a batch statement by statement. What stands under IF, WHILE or TRY counts as if it ran, since nothing here can tell.
/// </summary>
internal sealed class BatchReading(ScriptText text, KnownObjects known)
{
    private readonly List<StatementFacts> _facts = [];

    internal IEnumerable<Remark> Remarks => _facts.SelectMany(f => f.Remarks).Distinct();

    internal static BatchReading Of(ParsedBatch batch, ScriptText text, KnownObjects known)
    {
        var reading = new BatchReading(text, known);
        foreach (var statement in batch.Tree.Statements) reading.Walk(statement, true);
        return reading;
    }

    internal ReadStatement Statement(Span span, ScriptText source)
    {
        var parts = _facts.Where(f => f.Statement is not (IfStatement or WhileStatement)).ToList();
        return new(source.Script, span, KindOf(parts), [.. _facts.SelectMany(f => f.Objects).Distinct()], EffectsOf(_facts),
            ReversalOf(parts), _facts.Exists(f => f.MustRunAlone))
        {
            Parts = parts.Count < 2 ? [] : [.. parts.Select(f => new StatementPart(source.SpanOf(f.Statement), f.Kind, [.. f.Effects]))],
        };
    }

    internal IEnumerable<Refusal> Refusals(Script script)
    {
        foreach (var facts in _facts)
        {
            foreach (var refusal in facts.Refusals) yield return refusal;
            if (facts.MustRunAlone && script.IsTransactional)
                yield return SqlServerReadingRules.Alone.Refuse(
                    text.PlaceOf(facts.Statement.StartOffset), $"{facts.Kind} cannot run inside a transaction");
        }
    }

    private void Walk(TSqlStatement statement, bool isCertain)
    {
        switch (statement)
        {
            case BeginEndBlockStatement block:
                Walk(block.StatementList, isCertain);
                break;
            case IfStatement condition:
                Read(condition, f => Queries.Read(condition.Predicate, f), isCertain);
                Walk(condition.ThenStatement, false);
                if (condition.ElseStatement is { } otherwise) Walk(otherwise, false);
                break;
            case WhileStatement loop:
                Read(loop, f => Queries.Read(loop.Predicate, f), isCertain);
                Walk(loop.Statement, false);
                break;
            case TryCatchStatement attempt:
                Walk(attempt.TryStatements, false);
                Walk(attempt.CatchStatements, false);
                if (Swallows(attempt)) _facts[^1].Remark(SqlServerHabitRules.SwallowsErrors, Severity.Warning, attempt, "an error in TRY ends here unseen");
                break;
            default:
                Read(statement, f => StatementMeaning.Read(statement, f), isCertain);
                break;
        }
    }

    private void Walk(StatementList list, bool isCertain)
    {
        foreach (var statement in list.Statements) Walk(statement, isCertain);
    }

    private void Read(TSqlStatement statement, Action<StatementFacts> read, bool isCertain)
    {
        var facts = new StatementFacts(statement, text, known);
        read(facts);
        _facts.Add(facts);
        known.Add(facts, isCertain);
    }

    private bool Swallows(TryCatchStatement attempt) =>
        _facts.Count > 0 && !attempt.CatchStatements.Statements.Any(s => s is ThrowStatement or RaiseErrorStatement or IfStatement or BeginEndBlockStatement);

    private static string KindOf(List<StatementFacts> parts)
    {
        var kinds = parts.Select(p => p.Kind).Distinct().ToList();
        return kinds.Count switch { 0 => "EMPTY", <= 3 => string.Join("; ", kinds), _ => $"{string.Join("; ", kinds.Take(3))}; …" };
    }

    /// <summary>What is opaque is not said to only read.</summary>
    private static ImmutableArray<Effect> EffectsOf(List<StatementFacts> facts)
    {
        var all = facts.SelectMany(f => f.Effects).Distinct().ToList();
        return [.. all.Exists(e => e is Effect.Opaque) ? all.Where(e => e is not Effect.Reads) : all];
    }

    private static Reversal ReversalOf(List<StatementFacts> parts)
    {
        if (parts.FirstOrDefault(p => p.Reversal is Reversal.Irreversible) is { } not)
            return parts.Count == 1 ? not.Reversal : new Reversal.Irreversible($"{not.Kind}: {((Reversal.Irreversible)not.Reversal).Because}");
        var undo = parts.AsEnumerable().Reverse().Select(p => ((Reversal.By)p.Reversal).Sql).Where(s => s.Length > 0).ToList();
        return undo.Count > 0 ? new Reversal.By(string.Join('\n', undo)) : new Reversal.Irreversible("there is nothing to undo");
    }
}
