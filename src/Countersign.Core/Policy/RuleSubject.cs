using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>A statement with everything a rule can ask about it.</summary>
/// <param name="Findings">Ids of the findings on it.</param>
internal sealed record RuleSubject(
    Statement Statement, TargetPlan Target, ImmutableArray<string> DefaultSchemas, ImmutableHashSet<string> Findings)
{
    /// <summary>
    /// True when what the statement does is not known, or not what it seems: it matches every rule about effects or
    /// objects that it might break (promise 2).
    /// </summary>
    internal bool IsOpaque => IsDeceptive || Statement.Source.Effects.IsEmpty
        || Statement.Source.Effects.Any(e => e is Effect.Opaque);

    /// <summary>True when its text looks different from what it says (INV-10).</summary>
    internal bool IsDeceptive => Findings.Overlaps(TextRules.DeceptiveIds);

    /// <summary>Every statement of a plan, in order of number.</summary>
    internal static ImmutableArray<RuleSubject> Of(Plan plan, ImmutableArray<Finding> findings, PolicyFile policy)
    {
        var ids = new FindingIndex(findings);
        var schemas = policy.Targets.ToDictionary(t => t.Name, t => t.DefaultSchemas);
        return
        [
            .. from target in plan.Targets
               let found = ids.Of(target)
               from statement in target.Statements
               select new RuleSubject(statement, target, schemas.GetValueOrDefault(target.Target, []), found(statement)),
        ];
    }
}
