using Countersign.Deployments;
using Countersign.Drift;
using Countersign.Schemas;

namespace Countersign.Tests.Drift;

[Invariant(31)]
public sealed class SchemaDriftTests
{
    private static readonly SchemaObject Orders = new(SchemaObjectKind.Table, "shop.orders", "CREATE TABLE shop.orders", null, new(1259, 1, 0));
    private static readonly SchemaObject Total = new(SchemaObjectKind.Column, "shop.orders.total", "total int", "shop.orders", new(1259, 1, 1));
    private static readonly SchemaObject Hidden = new(SchemaObjectKind.Table, "shop.hidden", "CREATE TABLE shop.hidden", null, new(1259, 2, 0));
    private static readonly SchemaObject HiddenId = new(SchemaObjectKind.Column, "shop.hidden.id", "id int", "shop.hidden", new(1259, 2, 1));
    private static readonly KnownSchema Known = new(new([Orders, Total]), "left by deployment 12", []);

    [Fact]
    public void The_known_schema_is_no_drift_and_any_other_is()
    {
        Assert.IsType<SchemaDrift.None>(Known.Compare(new([Total, Orders])));
        Assert.Equal("left by deployment 12", Assert.IsType<SchemaDrift.Differs>(Known.Compare(new([Orders]))).Known);
    }

    [Fact]
    public void What_the_units_of_an_interrupted_deployment_leave_is_no_drift()
    {
        var after = new Schema([Orders, Total, Hidden]);
        Assert.IsType<SchemaDrift.None>((Known with { Expected = [after.Fingerprint] }).Compare(after));
        Assert.IsType<SchemaDrift.Differs>((Known with { Expected = [after.Fingerprint] }).Compare(new([Orders, Total, Hidden, HiddenId])));
    }

    [Fact]
    public void Each_difference_is_a_clause_and_what_goes_with_a_table_is_not_named_again()
    {
        var now = new Schema([Orders with { Identity = "shop.bills" }, Total with { Identity = "shop.bills.total", Definition = "total bigint", Parent = "shop.bills" }, Hidden, HiddenId]);
        Assert.Equal(
            ["table `shop.orders` is called `shop.bills` now", "table `shop.hidden` is new", "column `shop.orders.total` is called `shop.bills.total` now"],
            DriftClauses.Of(SchemaDifference.Between(Known.Schema, now)).Order(StringComparer.Ordinal).OrderBy(c => c.StartsWith("column", StringComparison.Ordinal)).ThenByDescending(c => c, StringComparer.Ordinal));
        Assert.Equal(["column `shop.orders.total` is another"], DriftClauses.Of(SchemaDifference.Between(Known.Schema, new([Orders, Total with { Definition = "total text" }]))));
        Assert.Equal(["table `shop.orders` is gone"], DriftClauses.Of(SchemaDifference.Between(Known.Schema, Schema.Empty)));
    }

    [Fact]
    public void A_long_list_is_counted()
    {
        var many = new Schema([Orders, Total, .. Enumerable.Range(10, 11).Select(i => new SchemaObject(SchemaObjectKind.Sequence, $"shop.s{i}", "CREATE SEQUENCE", null, new(1259, (uint)i, 0)))]);
        Assert.EndsWith("; and 3 more", DriftClauses.Brief(SchemaDifference.Between(Known.Schema, many)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_drifted_is_refused_and_one_that_cannot_be_read_waits()
    {
        var differs = Known.Compare(new([Orders, Total, Hidden, HiddenId]));
        var reason = Assert.Single(Assert.IsType<Readiness.Refuse>(Decide(differs)).Reasons);
        Assert.Equal("CS107", reason.Rule);
        Assert.Equal("the schema of target `orders-prod` is not the one that is known (left by deployment 12): table `shop.hidden` is new", reason.Why);
        Assert.Contains("countersign target accept orders-prod", reason.NextStep, StringComparison.Ordinal);
        Assert.IsType<Readiness.Wait>(Decide(new SchemaDrift.Unreadable("no connection")));
        Assert.IsType<Readiness.Go>(Decide(new SchemaDrift.None()));
    }

    private static Readiness Decide(SchemaDrift drift)
    {
        var identity = new TargetIdentity(ImmutableSortedDictionary<string, string>.Empty.Add("database", "orders"));
        return Readiness.Decide(new(
            Given.Plan("ALTER shop.orders").Targets[0], Given.Policy().Targets[0], identity,
            new TargetState.Ready(identity, [], ImmutableSortedDictionary<string, string>.Empty), [], [], null, false, Given.Noon)
        {
            Drift = drift,
        });
    }
}
