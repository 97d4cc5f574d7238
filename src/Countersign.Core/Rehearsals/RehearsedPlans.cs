using Countersign.Statements;

namespace Countersign.Rehearsals;

/// <summary>A plan whose statements say what they were seen to do.</summary>
public static class RehearsedPlans
{
    /// <summary>
    /// Replaces effects and reversals by what was observed. Bytes, digests and chains stay; the plan's own digest covers what
    /// was seen and changes with it.
    /// </summary>
    public static Plan With(this Plan plan, ImmutableDictionary<TargetName, TargetRehearsal> rehearsals)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rehearsals);
        return rehearsals.IsEmpty ? plan : Plan.Of([.. plan.Targets.Select(t => rehearsals.TryGetValue(t.Target, out var r) ? Observed(t, r) : t)]);
    }

    private static TargetPlan Observed(TargetPlan plan, TargetRehearsal rehearsal)
    {
        if (rehearsal.Statements.Length != plan.Statements.Length)
            throw new ArgumentException("the rehearsal is of another plan", nameof(rehearsal));
        var effects = new ObservedEffects(plan, rehearsal);
        return plan with { Statements = [.. plan.Statements.Zip(rehearsal.Statements, (s, r) => Observed(s, r, effects))] };
    }

    private static Statement Observed(Statement statement, StatementRehearsal rehearsal, ObservedEffects effects) =>
        rehearsal is StatementRehearsal.Observed seen
            ? statement with
            {
                Impact = seen.Impact.DigestOf(),
                Source = statement.Source with
                {
                    Effects = effects.Of(statement.Source, seen.Impact),
                    Reversal = seen.Reversal ?? statement.Source.Reversal,
                },
            }
            : statement;
}
