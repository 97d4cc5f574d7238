using Countersign.Bot.Store;
using Countersign.Deployments;
using Countersign.Reports;
using Countersign.Statements;

namespace Countersign.Bot.Workflows;

/// <summary>How far a deployment has come, from what the store remembers of it.</summary>
internal static class RecordedProgress
{
    /// <summary>The same for the same record, so that a report made again later is the same report.</summary>
    public static TargetProgress Of(TargetPlan plan, DeploymentRecord record)
    {
        var units = ExecutionUnit.Of(plan);
        var finished = record.FinishedUnits();
        var done = units.Where(u => finished.Contains(u.Sequence)).Sum(u => u.Statements.Length);
        return record.State switch
        {
            DeploymentRecordState.Failed => new TargetProgress.Failed(
                plan.Target, record.LastFailure?.Statement, record.LastFailure?.Code ?? "failed",
                record.LastFailure?.Because ?? record.Because ?? "no reason was recorded",
                record.LastFailure?.MayRetry ?? false, done, plan.Statements.Length),
            DeploymentRecordState.Frozen => new TargetProgress.Frozen(
                plan.Target,
                [.. units.Where(u => record.Units.Any(r => r.Sequence == u.Sequence && r.Outcome == "indeterminate"))
                    .SelectMany(u => u.Statements).Select(s => s.Number)],
                record.Because ?? "no reason was recorded", EvidenceOf(record)),
            DeploymentRecordState.Applying => new TargetProgress.Applying(plan.Target, done, plan.Statements.Length),
            DeploymentRecordState.Queued => new TargetProgress.Queued(plan.Target, record.Because ?? "its turn"),
            DeploymentRecordState.Done => new TargetProgress.Applied(plan.Target, plan.Statements.Length, record.Took),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Of all indeterminate units; where two of them name the same, the later one counts.</summary>
    private static ImmutableSortedDictionary<string, string> EvidenceOf(DeploymentRecord record) =>
        ImmutableSortedDictionary<string, string>.Empty.SetItems(
            record.Units.Where(u => u.Outcome == UnitOutcomeWords.Indeterminate).SelectMany(u => u.Evidence ?? ImmutableSortedDictionary<string, string>.Empty));
}
