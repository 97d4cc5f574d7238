using Countersign.Deployments;
using Countersign.SignOffs;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>The executor looks at the schema itself, after it has the target's lock and before it sends anything.</summary>
public sealed class DriftTests(PostgreSqlServers servers)
{
    [Theory]
    [InlineData("CREATE TABLE by_hand (id int)")]
    [InlineData("ALTER TABLE public.orders ADD COLUMN by_hand int")]
    [InlineData("GRANT SELECT ON public.orders TO PUBLIC")]
    [InlineData("COMMENT ON TABLE public.orders IS 'by hand'")]
    public async Task A_schema_that_changed_after_the_rehearsal_is_refused_and_nothing_is_sent(string byHand)
    {
        var (database, plan) = await Rehearsed();
        await database.Execute(byHand);
        await using var tap = new WireTap(database.Server.Port);

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await database.Target(tap.Port).Apply(plan)));

        Assert.Equal(("drift", true), (refused.Code, refused.MayRetry));
        Assert.Contains("say `/countersign deploy` to have it rehearsed again", refused.Because, StringComparison.Ordinal);
        Assert.DoesNotContain(tap.Seen, m => m.User == database.ApplyRole && m.Sql is { } sql && sql.AsSpan().StartsWith("CREATE TABLE a"u8));
        Assert.Equal("0", await database.Scalar("SELECT count(*) FROM countersign.marker"));
    }

    [Fact]
    public async Task Rows_are_no_part_of_the_schema()
    {
        var (database, plan) = await Rehearsed();
        await database.Execute("INSERT INTO orders VALUES (1)");

        Assert.All(await database.Target().Apply(plan), o => Assert.IsType<UnitOutcome.Committed>(o));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("CREATE TABLE by_hand (id int)")]
    public async Task What_the_unit_before_left_is_as_good_and_anything_else_is_not(string? byHand)
    {
        var (database, plan) = await Rehearsed();
        var intents = TestPlans.Intents(plan);
        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await database.Target().Apply(plan, intents[..1])));
        if (byHand is not null) await database.Execute(byHand);

        var outcome = Assert.Single(await database.Target().Apply(plan, intents[1..]));

        if (byHand is null) Assert.IsType<UnitOutcome.Committed>(outcome);
        else Assert.Equal("drift", Assert.IsType<UnitOutcome.NotCommitted>(outcome).Code);
    }

    [Fact]
    public async Task What_is_in_the_target_already_asks_for_no_schema()
    {
        var (database, plan) = await Rehearsed();
        await database.Target().Apply(plan);
        await database.Execute("CREATE TABLE by_hand (id int)");

        Assert.All(await database.Target().Apply(plan, TestPlans.Intents(plan, fence: 2)), o => Assert.IsType<UnitOutcome.AlreadyApplied>(o));
    }

    private async Task<(TestDatabase Database, ApprovedPlan Plan)> Rehearsed()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        await database.ExecuteAs(database.ApplyRole, "CREATE TABLE orders (id int)");
        var plan = TestPlans.Approved(database.Policy,
            new TestScript("db/1.sql", "CREATE TABLE a (id int)"), new TestScript("db/2.sql", "CREATE TABLE b (id int)"));
        return (database, plan.Rehearsed(await database.Rehearse(plan)));
    }
}
