using Countersign.Deployments;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Tests.Deployments;

public sealed class EnforcementTests
{
    private static readonly ObjectName Orders = new("shop", "orders");
    private static readonly ObjectName Items = new("shop", "items");
    private static readonly Digest After = Schema.Empty.Fingerprint;
    private static readonly Digest Other = DigestRules.End(DigestRules.Start("other"));

    [Fact]
    public void What_was_rehearsed_may_happen()
    {
        var impact = Impact.None with { Locks = [new(Orders, LockStrength.AccessExclusive)], Rows = [new(Orders, 0, 2, 0)] };
        Assert.Empty(Signed("ALTER shop.orders", impact).Excess(impact, null));
    }

    [Theory]
    [InlineData(LockStrength.RowExclusive, LockStrength.ShareUpdateExclusive, false)]
    [InlineData(LockStrength.RowExclusive, LockStrength.RowShare, true)]
    [InlineData(LockStrength.Share, LockStrength.ShareUpdateExclusive, false)] // the lower number, yet it keeps out its own kind
    [InlineData(LockStrength.ShareRowExclusive, LockStrength.Share, true)]
    [InlineData(LockStrength.AccessExclusive, LockStrength.Exclusive, true)]
    public void A_lock_may_keep_out_nobody_whom_the_signed_ones_do_not(LockStrength signed, LockStrength held, bool allowed)
    {
        var excess = Signed("ALTER shop.orders", Locked(Orders, signed)).Excess(Locked(Orders, held), null);
        Assert.Equal(allowed, excess.IsEmpty);
    }

    [Fact]
    public void A_lock_on_another_table_is_more_and_reading_one_is_not()
    {
        var signed = Signed("ALTER shop.orders", Locked(Orders, LockStrength.AccessExclusive));
        Assert.Equal(["it holds ROW EXCLUSIVE on shop.items, where no lock was signed"], signed.Excess(Locked(Items, LockStrength.RowExclusive), null));
        Assert.Empty(signed.Excess(Locked(Items, LockStrength.AccessShare), null));
    }

    [Theory]
    [InlineData("shop.items", "shop.orders", LockStrength.RowShare, true)] // the row that is referred to
    [InlineData("shop.orders", "shop.items", LockStrength.RowShare, true)] // rows that refer to it
    [InlineData("shop.items", "shop.orders", LockStrength.RowExclusive, false)]
    [InlineData("shop.items", "shop.other", LockStrength.RowShare, false)]
    public void Checking_a_foreign_key_of_what_is_written_is_signed_with_it(string written, string locked, LockStrength held, bool allowed)
    {
        var schema = new Schema([new(SchemaObjectKind.Constraint, "shop.items.items_order_fkey",
            "ALTER TABLE ONLY shop.items ADD CONSTRAINT items_order_fkey FOREIGN KEY (\"order\") REFERENCES shop.orders(id) ON DELETE CASCADE", "shop.items")]);
        var plan = Given.Plan("ALTER shop.other").Targets[0];
        var seen = new StatementRehearsal.Observed(Locked(Named(written), LockStrength.RowExclusive), null);
        var signed = Hold(plan, Rehearsal([], seen) with { PlannedOn = schema })!;
        Assert.Equal(allowed, signed.Excess(Locked(Named(locked), held), null).IsEmpty);
    }

    [Fact]
    public void Locks_are_let_be_when_policy_says_so()
    {
        var lenient = Signed("ALTER shop.orders", Impact.None, Tolerance.Default with { ComparesLocks = false });
        Assert.Empty(lenient.Excess(Locked(Items, LockStrength.AccessExclusive), null));
        Assert.NotEmpty(Signed("ALTER shop.orders", Impact.None).Excess(Locked(Items, LockStrength.AccessExclusive), null));
    }

    [Fact]
    public void A_verb_that_was_not_signed_is_more_however_few_the_rows()
    {
        var signed = Signed("ALTER shop.orders", Impact.None with { Rows = [new(Orders, 0, 5, 0)] });
        Assert.Equal(["it deletes rows of shop.orders (1), which was not signed"], signed.Excess(Impact.None with { Rows = [new(Orders, 0, 1, 1)] }, null));
        Assert.Empty(signed.Excess(Impact.None with { Rows = [new(Orders, 0, 1_000, 0)] }, null));
    }

    [Theory]
    [InlineData(5_000, 0, 50_000, true)]
    [InlineData(5_000, 0, 50_001, false)]
    [InlineData(5, 0, 1_000, true)] // estimates of small tables are stale
    [InlineData(5, 0, 1_001, false)]
    [InlineData(-1, 28_000, 10_000, true)] // never analysed: bounded by its size
    [InlineData(-1, 28_000, 10_001, false)]
    public void As_many_rows_may_be_updated_as_production_is_thought_to_have_ten_times_over(long estimate, long bytes, long updated, bool allowed)
    {
        var signed = Signed("ALTER shop.orders", Impact.None with { Rows = [new(Orders, 0, 1, 0)] }, sizes: new RelationSize(Orders, estimate, bytes, 0));
        Assert.Equal(allowed, signed.Excess(Impact.None with { Rows = [new(Orders, 0, updated, 0)] }, null).IsEmpty);
    }

    [Fact]
    public void A_small_table_may_be_filled_from_a_large_one_but_its_own_rows_stay_few()
    {
        var copied = Impact.None with { Rows = [new(Items, 1, 0, 0), new(new("shop", "small"), 1, 1, 0)] };
        var signed = Signed("ALTER shop.items", copied, null, new(Orders, 1_000_000, 0, 0), new(new("shop", "small"), 3, 0, 0));
        Assert.Empty(signed.Excess(Impact.None with { Rows = [new(Items, 1_000_000, 0, 0)] }, null));
        Assert.Empty(signed.Excess(Impact.None with { Rows = [new(new("shop", "small"), 1_000_000, 0, 0)] }, null));
        Assert.NotEmpty(signed.Excess(Impact.None with { Rows = [new(Items, 10_000_001, 0, 0)] }, null));
        Assert.NotEmpty(signed.Excess(Impact.None with { Rows = [new(new("shop", "small"), 0, 1_001, 0)] }, null));
    }

    [Fact]
    public void An_opaque_statement_must_leave_the_schema_that_was_rehearsed()
    {
        var signed = Signed("DO something", Impact.None);
        Assert.Empty(signed.Excess(Impact.None, After));
        Assert.Contains("another schema", Assert.Single(signed.Excess(Impact.None, Other)), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => signed.Excess(Impact.None, null));
    }

    [Fact]
    public void Nothing_is_held_to_a_rehearsal_that_did_not_see_it()
    {
        var plan = Given.Plan("ALTER shop.orders", "ALTER shop.items").Targets[0];
        var rehearsal = Rehearsal([], new StatementRehearsal.Observed(Impact.None, null), new StatementRehearsal.NotRun("the first failed"));
        Assert.Null(Hold(plan, rehearsal));
    }

    [Fact]
    public void The_proof_says_what_was_rehearsed()
    {
        var rehearsal = Rehearsal([], new StatementRehearsal.Observed(Impact.None, null));
        var plan = Given.Plan("ALTER shop.orders");
        var facts = Given.Facts(plan, Given.Review(Given.Dan, plan)) with
        {
            Outcomes = ImmutableDictionary<TargetName, RehearsalOutcome>.Empty.Add(new("orders-prod"), new RehearsalOutcome.Done(rehearsal)),
        };
        Assert.Same(rehearsal, Assert.IsType<Verdict.Clear>(Judging.Judge(facts)).Plan.Rehearsals[new("orders-prod")]);
    }

    [Theory]
    [InlineData("shop.parts_1", true)]
    [InlineData("shop.parts_1_a", true)] // a part of a part
    [InlineData("shop.other", false)]
    public void What_is_signed_of_a_table_is_signed_of_its_partitions(string written, bool allowed)
    {
        var schema = new Schema(
        [
            new(SchemaObjectKind.Table, "shop.parts", "CREATE TABLE shop.parts PARTITION BY RANGE (day)"),
            new(SchemaObjectKind.Table, "shop.parts_1", "CREATE TABLE shop.parts_1 PARTITION OF shop.parts FOR VALUES FROM (1) TO (9) PARTITION BY LIST (id)"),
            new(SchemaObjectKind.Table, "shop.parts_1_a", "CREATE TABLE shop.parts_1_a PARTITION OF shop.parts_1 DEFAULT"),
            new(SchemaObjectKind.Table, "shop.other", "CREATE TABLE shop.other"),
        ]);
        var plan = Given.Plan("ALTER shop.x").Targets[0];
        var seen = new StatementRehearsal.Observed(Impact.None with { Rows = [new(Named("shop.parts"), 0, 1, 0)] }, null);
        var signed = Hold(plan, Rehearsal([], seen) with { PlannedOn = schema })!;
        Assert.Equal(allowed, signed.Excess(Impact.None with { Rows = [new(Named(written), 0, 5, 0)] }, null).IsEmpty);
        Assert.False(signed.Excess(Impact.None with { Rows = [new(Named(written), 0, 0, 5)] }, null).IsEmpty); // another verb
    }

    private static ObjectName Named(string name) => new(name.Split('.')[0], name.Split('.')[1]);

    private static Impact Locked(ObjectName relation, LockStrength strength) => Impact.None with { Locks = [new(relation, strength)] };

    private static Enforcement Signed(string statement, Impact impact, Tolerance? tolerance = null, params RelationSize[] sizes)
    {
        var plan = Given.Plan(statement).Targets[0];
        var rehearsal = Rehearsal([.. sizes], new StatementRehearsal.Observed(impact, null));
        return Hold(plan, rehearsal, tolerance)!;
    }

    private static Enforcement? Hold(TargetPlan plan, TargetRehearsal rehearsal, Tolerance? tolerance = null) =>
        Enforcement.Of(plan, ExecutionUnit.Of(plan)[0], rehearsal, RelationTies.Of(plan, rehearsal), tolerance ?? Tolerance.Default);

    private static TargetRehearsal Rehearsal(ImmutableArray<RelationSize> sizes, params StatementRehearsal[] statements) => new(
        new("orders-prod"), "the schema of orders-prod", 15, After, SchemaDifference.None, [.. statements], [After], sizes, []);
}
