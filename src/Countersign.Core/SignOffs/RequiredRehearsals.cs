using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Statements;

namespace Countersign.SignOffs;

/// <summary>Where policy says `rehearsal: required`, what was not rehearsed to its end may not land, whoever signs.</summary>
internal static class RequiredRehearsals
{
    internal static IEnumerable<Shortfall.RehearsalMissing> Missing(JudgingFacts facts) =>
        from plan in facts.Plan.Targets
        where facts.Policy.Targets.Any(t => t.Name == plan.Target && t.Rehearsal == RehearsalMode.Required)
        let because = Because(plan, facts.Outcomes.GetValueOrDefault(plan.Target))
        where because is not null
        select new Shortfall.RehearsalMissing(plan.Target, because);

    /// <summary>Null when every statement was seen, or is in the target already.</summary>
    private static string? Because(TargetPlan plan, RehearsalOutcome? outcome) => outcome switch
    {
        RehearsalOutcome.InTarget => null,
        RehearsalOutcome.Unavailable no => no.Because,
        RehearsalOutcome.Done done => plan.Statements.Zip(done.Rehearsal.Statements)
            .Select(s => s.Second is StatementRehearsal.Failed failed ? $"{s.First.Label} fails there: {failed.Message}" : null)
            .FirstOrDefault(b => b is not null),
        _ => "nothing here can rehearse it",
    };
}
