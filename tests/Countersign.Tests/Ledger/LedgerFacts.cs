using Countersign.Changes;
using Countersign.Deployments;
using Countersign.Ledger;
using Countersign.SignOffs;
using Countersign.Statements;
using static Countersign.Tests.Given;

namespace Countersign.Tests.Ledger;

/// <summary>A deployment of two scripts, as facts of the ledger in the order in which they come.</summary>
internal static class LedgerFacts
{
    public static readonly Plan Plan = PlanBuilding.Build(
        [Reading("orders-prod", "db/orders/002.sql", "ALTER TABLE orders", "ALTER TABLE lines"), Reading("billing", "db/billing/001.sql", "ALTER TABLE bills")]);

    public static readonly ChangeRequest Change = new(
        new(new(7), 12), "acme/shop", "Make room", Author, Commit(1), new(7), "main", "main", Commit(2), new ChangeState.Merged(Commit(3)), false);

    private static readonly Verdict.Clear Clear = (Verdict.Clear)Judging.Judge(Facts(Plan, Review(Dan, Plan)));

    public static readonly Execution Execution = new(
        Change, new([Author], []), Commit(3), Commit(2), Clear.Plan, Clear.Judgement,
        new(ImmutableSortedDictionary<string, string>.Empty.Add("system identifier", "7301")),
        ImmutableSortedDictionary<string, string>.Empty.Add("server version", "17.2"),
        new("0.1.0", Plan.Digest, "runner-1", 4711, "countersign"));

    public static ImmutableArray<UnitIntent> Intents(long fence, string target = "orders-prod") =>
    [
        .. ExecutionUnit.Of(Plan.Targets.Single(t => t.Target.Value == target)).Select(u => new UnitIntent(
            u, Plan.Digest, new(Digest.Of([(byte)fence, (byte)u.Sequence, (byte)target[0]]).Hex), fence)),
    ];

    public static LedgerFact.Intended Intended(UnitIntent intent) => new(Execution, intent);

    public static LedgerFact.Came Committed(UnitIntent intent) => new(Execution, new UnitOutcome.Committed(
        intent, [-1, -1], TimeSpan.FromMilliseconds(12), ImmutableSortedDictionary<string, string>.Empty.Add("xid", "8933")));

    public static LedgerFact.Came Indeterminate(UnitIntent intent) => new(Execution, new UnitOutcome.Indeterminate(
        intent, "connection lost at commit", ImmutableSortedDictionary<string, string>.Empty));

    /// <summary>Plan, sign-off, verdict, merge, then two deployments with an intent and a result a unit.</summary>
    public static ImmutableArray<LedgerFact> All { get; } =
    [
        new LedgerFact.PlanMade(Change, Plan, Clear.Plan.Policy),
        new LedgerFact.Signed(Change, Review(Dan, Plan)),
        new LedgerFact.Judged(Change, Plan, Clear.Plan.Policy, Clear),
        new LedgerFact.MergeObserved(Change, Commit(3), Commit(2)),
        .. Deployment(1),
        .. Deployment(2),
        new LedgerFact.DriftAccepted(new("orders-prod"), Execution.Identity, Plan.Digest, Clear.Plan.Policy,
            ["table `public.hidden` is new"], "ana", "an index that support made at night", Noon),
        new LedgerFact.Overridden(Change, Plan, Clear.Plan.Policy, new OverrideStanding(
            new(31, Author, Noon, Plan.Digest.Short, "orders cannot be placed"), [Ana, Bob], 2, Noon.AddHours(1), false, true, [])),
    ];

    public static ImmutableArray<ReadOnlyMemory<byte>> Envelopes(params IEnumerable<LedgerFact> facts)
    {
        var end = LedgerEnd.Empty;
        var envelopes = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        foreach (var fact in facts)
        {
            var envelope = LedgerEntry.Write(end, Noon.AddSeconds(end.Size), fact);
            envelopes.Add(envelope);
            end = end.After(envelope);
        }

        return envelopes.ToImmutable();
    }

    public static Checkpoint CheckpointOf(IEnumerable<ReadOnlyMemory<byte>> envelopes)
    {
        var tree = new MerkleTree();
        foreach (var envelope in envelopes)
            tree.Add(envelope.Span);
        return new("test", tree.Size, tree.Root);
    }

    private static IEnumerable<LedgerFact> Deployment(long fence) =>
        Intents(fence).Select(Intended).Concat<LedgerFact>(Intents(fence).Select(Committed));
}
