using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;

namespace Countersign.Rehearsals;

/// <summary>What a rehearsal has to say about statements, beyond what they do.</summary>
public sealed class RehearsalFindings
{
    /// <summary>From here on a rewrite or scan under a lock is worth a warning, in bytes; an error is ten times as much.</summary>
    private const long Large = 100L << 20;

    private readonly TargetPlan _plan;
    private readonly TargetRehearsal _rehearsal;
    private readonly RelationNames _names;

    private RehearsalFindings(TargetPlan plan, TargetRehearsal rehearsal) =>
        (_plan, _rehearsal, _names) = (plan, rehearsal, RelationNames.Of(plan.Session));

    /// <summary>Findings on all rehearsed targets of a plan as it was read, before what was seen was put into it.</summary>
    public static ImmutableArray<Finding> Of(Plan plan, ImmutableDictionary<TargetName, TargetRehearsal> rehearsals)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rehearsals);
        return
        [
            .. from target in plan.Targets
               where rehearsals.ContainsKey(target.Target)
               from finding in new RehearsalFindings(target, rehearsals[target.Target]).All()
               select finding,
        ];
    }

    private IEnumerable<Finding> All() => _plan.Statements.Zip(_rehearsal.Statements, Of).SelectMany(f => f);

    private IEnumerable<Finding> Of(Statement statement, StatementRehearsal rehearsed) => rehearsed switch
    {
        StatementRehearsal.Failed failed =>
        [
            Find(RehearsalRules.Fails, Severity.Error, statement,
                $"{statement.Label} fails on a copy of the schema: {failed.Message} ({failed.Code})"),
        ],
        StatementRehearsal.Observed seen => [.. Hidden(statement, seen.Impact), .. UnderLock(statement, seen.Impact), .. Reversal(statement, seen)],
        _ => [],
    };

    /// <summary>Rows that are written, and objects that go, although reading the statement shows neither.</summary>
    private IEnumerable<Finding> Hidden(Statement statement, Impact impact)
    {
        var effects = statement.Source.Effects;
        if (effects.Any(e => e is Effect.Opaque)) yield break; // says already that anything may happen
        var rows = impact.Rows.Select(r => _names.Short(r.Relation))
            .Except(effects.OfType<Effect.WritesRows>().Select(e => e.Object))
            .Except(impact.Objects.Where(o => o.Verb == ObjectVerb.Creates).Select(o => _names.Parse(o.Identity)));
        foreach (var relation in rows)
            yield return Find(RehearsalRules.DoesMore, Severity.Warning, statement, $"{statement.Label} also changes rows of `{relation}`");
        var gone = impact.Objects.Where(o => o is { Verb: ObjectVerb.Drops, What: "table" or "view" or "materialized view" })
            .Select(o => (o.What, Name: _names.Parse(o.Identity))).Where(o => !effects.OfType<Effect.Drops>().Any(d => d.Object == o.Name));
        foreach (var (what, name) in gone)
            yield return Find(RehearsalRules.DoesMore, Severity.Warning, statement, $"{statement.Label} also drops {what} `{name}`");
    }

    private IEnumerable<Finding> UnderLock(Statement statement, Impact impact)
    {
        foreach (var relation in impact.Rewrites.Select(r => r.Relation).Concat(impact.Scans).Distinct())
        {
            var strengths = impact.Locks.Where(l => l.Relation == relation).Select(l => l.Strength).ToImmutableArray();
            if (strengths.IsEmpty || strengths.Max() < LockStrength.Share) continue;
            if (_rehearsal.Sizes.FirstOrDefault(s => s.Relation == relation) is not { } size || size.Bytes < Large) continue;
            var verb = impact.Rewrites.Any(r => r.Relation == relation) ? "rewriting" : "reading all of";
            yield return Find(RehearsalRules.HoldsLarge, size.Bytes >= 10 * Large ? Severity.Error : Severity.Warning, statement,
                $"{statement.Label} holds {strengths.Max().Words()} on `{_names.Short(relation)}` while {verb} {SizeWords.Of(size)}");
        }
    }

    private static IEnumerable<Finding> Reversal(Statement statement, StatementRehearsal.Observed seen)
    {
        if (seen.ReversalProblem is { } problem)
            yield return Find(RehearsalRules.ReversalFails, Severity.Warning, statement, $"what should undo {statement.Label} was tried on the copy and {problem}");
    }

    private static Finding Find(Rule rule, Severity severity, Statement statement, string message) =>
        rule.Find(severity, statement.Source.Script, statement.Source.Span, message);
}
