using System.Text;
using Countersign.Changes;
using Countersign.Deployments;
using Countersign.Ledger;
using Countersign.Policy;
using Countersign.SignOffs;
using Countersign.Statements;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Benchmarks.Ledgers;

/// <summary>Deployments of one unit each, as they follow each other in a ledger.</summary>
internal static class DeploymentFacts
{
    private static readonly Person Ana = new(new(1), "ana", false);
    private static readonly Person Bob = new(new(2), "bob", false);
    private static readonly CommitId Commit = new(new string('a', 40));

    private static readonly Plan Plan = PlanOf("ALTER TABLE orders ADD COLUMN note text", "CREATE INDEX ON orders (note)");

    private static readonly ChangeRequest Change = new(
        new(new(7), 12), "acme/shop", "Make room for notes", Ana, Commit, new(7), "main", "main", Commit, new ChangeState.Merged(Commit), false);

    private static readonly Execution Execution = ExecutionOf();

    /// <summary>Plan, sign-off, verdict, merge, intent, result, and again.</summary>
    public static IEnumerable<LedgerFact> Endless()
    {
        var unit = ExecutionUnit.Of(Plan.Targets[0])[0];
        for (long fence = 1; ; fence++)
        {
            var intent = new UnitIntent(unit, Plan.Digest, new(Digest.Of(BitConverter.GetBytes(fence)).Hex), fence);
            yield return new LedgerFact.PlanMade(Change, Plan, Execution.Approved.Policy);
            yield return new LedgerFact.Signed(Change, SignOffOf(Bob));
            yield return new LedgerFact.MergeObserved(Change, Commit, Commit);
            yield return new LedgerFact.Intended(Execution, intent);
            yield return new LedgerFact.Came(Execution, new UnitOutcome.Committed(
                intent, [-1, -1], TimeSpan.FromMilliseconds(8), ImmutableSortedDictionary<string, string>.Empty.Add("xid", "8933")));
        }
    }

    private static Execution ExecutionOf()
    {
        var policy = (PolicyParse.Valid)PolicyReading.Read("""
            version: 1
            targets:
              - { name: orders-prod, environment: production, dialect: postgresql, scripts: ["db/*.sql"], connection: orders }
            default:
              require: { count: 1, from: [role:write] }
            """u8.ToArray());
        var verdict = Judging.Judge(new(
            Plan, [], policy.Policy, Codeowners.None, new([Ana], []), [SignOffOf(Bob)], [], [],
            ImmutableDictionary<UserId, Authority>.Empty.Add(Bob.Id, new(Bob, RepositoryRole.Write, []))));
        var clear = (Verdict.Clear)verdict;
        return new(
            Change, new([Ana], []), Commit, Commit, clear.Plan, clear.Judgement,
            new(ImmutableSortedDictionary<string, string>.Empty.Add("system identifier", "7301")),
            ImmutableSortedDictionary<string, string>.Empty.Add("server version", "17.2"),
            new("0.1.0", Plan.Digest, "runner-1", 4711, "countersign"));
    }

    private static SignOff SignOffOf(Person by) => new(
        new SignOffSource.Review(81), by, DateTimeOffset.UnixEpoch, SignedPlan.Of(Plan, Commit, "main", DateTimeOffset.UnixEpoch).Statements);

    private static Plan PlanOf(string first, string second)
    {
        var script = new Script(
            "db/002.sql", FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes($"{first};\n{second};\n"));
        var effect = new Effect.Alters(new(null, "orders"), "adds column note");
        return PlanBuilding.Build([new(
            new("orders-prod"), "production", Dialect.PostgreSql, new SessionProfile([]), [script],
            [
                new(script, new(0, first.Length), "ALTER TABLE", [new(null, "orders")], [effect], new Reversal.Irreversible("benchmark")),
                new(script, new(first.Length + 2, second.Length), "CREATE INDEX", [new(null, "orders")], [effect], new Reversal.Irreversible("benchmark")),
            ])]);
    }
}
