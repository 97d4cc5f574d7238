using System.Diagnostics;
using System.Globalization;
using Countersign.Changes;
using Countersign.Deployments;
using Countersign.Statements;

namespace Countersign.Ledger.V1;

/// <summary>The in-toto subjects of facts: statements as `target#number` with their SHA-256, commits with Git's hash.</summary>
internal static class SubjectsV1
{
    internal static ImmutableArray<SubjectV1> Of(LedgerFact fact) => fact switch
    {
        LedgerFact.PlanMade f => [Commit(f.Change, f.Change.Head), .. f.Plan.Targets.SelectMany(Statements)],
        LedgerFact.Signed f =>
        [
            Commit(f.Change, f.Change.Head),
            .. f.SignOff.Seen.Where(s => s.Signed).Select(s => Subject(s.Target, s.Number, s.Statement)),
        ],
        LedgerFact.Judged f => [Commit(f.Change, f.Change.Head), .. f.Plan?.Targets.SelectMany(Statements) ?? []],
        LedgerFact.MergeObserved f => [Commit(f.Change, f.Commit)],
        LedgerFact.Intended f => [Commit(f.Execution.Change, f.Execution.MergeCommit), .. Unit(f.Intent)],
        LedgerFact.Came f =>
            [Commit(f.Execution.Change, f.Execution.MergeCommit), .. Unit(IntentOf(f.Outcome))],
        LedgerFact.DriftAccepted f =>
            [new(f.Target.Value, ImmutableSortedDictionary<string, string>.Empty.Add("sha256", f.Found.Hex))],
        LedgerFact.Overridden f => [Commit(f.Change, f.Change.Head), .. f.Plan.Targets.SelectMany(Statements)],
        _ => throw new UnreachableException(),
    };

    internal static UnitIntent IntentOf(UnitOutcome outcome) => outcome switch
    {
        UnitOutcome.Committed o => o.Intent,
        UnitOutcome.AlreadyApplied o => o.Intent,
        UnitOutcome.NotCommitted o => o.Intent,
        UnitOutcome.Indeterminate o => o.Intent,
        _ => throw new UnreachableException(),
    };

    private static SubjectV1 Commit(ChangeRequest change, CommitId commit) =>
        new(change.RepositoryName, ImmutableSortedDictionary<string, string>.Empty.Add("gitCommit", commit.Hex));

    private static IEnumerable<SubjectV1> Statements(TargetPlan plan) =>
        plan.Statements.Select(s => Subject(plan.Target, s.Number, s.Digest));

    private static IEnumerable<SubjectV1> Unit(UnitIntent intent) =>
        intent.Unit.Statements.Select(s => Subject(intent.Unit.Target, s.Number, s.Digest));

    private static SubjectV1 Subject(TargetName target, int number, Digest digest) => new(
        string.Create(CultureInfo.InvariantCulture, $"{target}#{number}"),
        ImmutableSortedDictionary<string, string>.Empty.Add("sha256", digest.Hex));
}
