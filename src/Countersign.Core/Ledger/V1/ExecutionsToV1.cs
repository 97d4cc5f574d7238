using System.Diagnostics;
using Countersign.Deployments;
using Countersign.Statements;

namespace Countersign.Ledger.V1;

/// <summary>From intents and outcomes to version 1 of their bodies.</summary>
internal static class ExecutionsToV1
{
    internal static ExecutionV1 Of(Execution execution, TargetName target)
    {
        var planned = execution.Approved.Plan.Targets.Single(t => t.Target == target);
        return new(
            FactsToV1.ChangeOf(execution.Change),
            [.. execution.Contributors.People.Select(FactsToV1.PersonOf)],
            execution.MergeCommit.Hex,
            execution.BaseBefore.Hex,
            execution.Approved.Plan.Digest.Hex,
            execution.Approved.Policy.Hex,
            FactsToV1.JudgementOf(execution.Judgement),
            new(target.Value, planned.Dialect.Word(), planned.Session.Digest.Hex, execution.Identity.Text, execution.TargetFacts),
            new(
                execution.Executor.Version, execution.Executor.Host, execution.Executor.ProcessId,
                execution.Executor.OsUser, execution.Executor.Binary?.Hex));
    }

    internal static UnitV1 UnitOf(UnitIntent intent) => new(
        intent.Unit.Sequence,
        FactsToV1.ScriptOf(intent.Unit.Script),
        intent.Unit.IsTransactional,
        intent.Unit.Chain.Hex,
        intent.Fence,
        LedgerFact.TokenDigest(intent).Hex,
        [.. intent.Unit.Statements.Select(FactsToV1.StatementOf)]);

    internal static ResultV1 ResultOf(LedgerFact.Came fact)
    {
        var (intent, outcome) = fact.Outcome switch
        {
            UnitOutcome.Committed o => (o.Intent, new OutcomeV1(
                OutcomeV1.Committed, o.Rows, o.Duration.TotalMilliseconds, Evidence: o.Evidence)),
            UnitOutcome.AlreadyApplied o => (o.Intent, new OutcomeV1(OutcomeV1.AlreadyApplied)),
            UnitOutcome.NotCommitted o => (o.Intent, new OutcomeV1(
                OutcomeV1.NotCommitted, FailedStatement: o.FailedStatement, Code: o.Code, Because: o.Because)),
            UnitOutcome.Indeterminate o => (o.Intent, new OutcomeV1(
                OutcomeV1.Indeterminate, Because: o.Because, Evidence: o.Evidence)),
            _ => throw new UnreachableException(),
        };
        return new(Of(fact.Execution, intent.Unit.Target), UnitOf(intent), outcome);
    }
}
