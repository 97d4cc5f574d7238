using Countersign.Deployments;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>One executor at a time, and one that was overtaken cannot commit (INV-27).</summary>
[Invariant(27)]
public sealed class FenceTests(PostgreSqlServers servers)
{
    [Fact]
    public async Task An_executor_that_was_overtaken_between_two_units_cannot_commit_the_second()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var plan = TestPlans.Approved(database.Policy,
            new TestScript("db/1.sql", "CREATE TABLE a (id int)"), new TestScript("db/2.sql", "CREATE TABLE b (id int)"));
        await using var paused = database.Target().Apply(plan, TestPlans.Intents(plan, fence: 1), CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await paused.MoveNextAsync());

        // The second waits for the lock in vain, but its higher fence is raised all the same.
        var impatient = TestDatabase.Impatient with { OrphanPatience = TimeSpan.FromMilliseconds(100) };
        var busy = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(
            await database.Target(limits: impatient).Apply(plan, TestPlans.Intents(plan, fence: 2))));
        Assert.Equal(("busy", true), (busy.Code, busy.MayRetry));

        Assert.True(await paused.MoveNextAsync());
        Assert.Equal("stale-fence", Assert.IsType<UnitOutcome.NotCommitted>(paused.Current).Code);
        Assert.Equal("", await database.Scalar("SELECT to_regclass('b')::text"));
    }

    [Fact]
    public async Task Giving_up_all_advisory_locks_does_not_let_two_executors_commit_the_same_unit()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var plan = TestPlans.Approved(database.Policy,
            new TestScript("db/1.sql", "CREATE TABLE a (id int)", "SELECT pg_advisory_unlock_all()"),
            new TestScript("db/2.sql", "CREATE TABLE b (id int)"));
        await using var paused = database.Target().Apply(plan, TestPlans.Intents(plan, fence: 1), CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await paused.MoveNextAsync());

        var second = await database.Target().Apply(plan, TestPlans.Intents(plan, fence: 2));
        Assert.Equal([typeof(UnitOutcome.AlreadyApplied), typeof(UnitOutcome.Committed)], second.Select(o => o.GetType()));

        Assert.True(await paused.MoveNextAsync());
        Assert.IsType<UnitOutcome.NotCommitted>(paused.Current);
        Assert.Equal("2", await database.Scalar("SELECT count(*) FROM countersign.marker"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_probe_has_answered_the_executor_whose_unit_it_was_cannot_commit_it(bool isRunning)
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var plan = TestPlans.Approved(database.Policy,
            new TestScript("db/1.sql", "CREATE TABLE a (id int)", "SELECT pg_advisory_unlock_all()"),
            new TestScript("db/2.sql", "CREATE TABLE b (id int)"));
        var intents = TestPlans.Intents(plan, fence: 5);
        await using var slow = database.Target().Apply(plan, intents, CancellationToken.None).GetAsyncEnumerator();
        if (isRunning) Assert.True(await slow.MoveNextAsync()); // its session is open, and holds no lock any more

        var probed = await database.Target().Probe(intents[1], CancellationToken.None);

        Assert.Equal("rolled-back", Assert.IsType<UnitOutcome.NotCommitted>(probed).Code);
        Assert.True(await slow.MoveNextAsync());
        Assert.Equal("stale-fence", Assert.IsType<UnitOutcome.NotCommitted>(slow.Current).Code);
        Assert.Equal("", await database.Scalar("SELECT to_regclass('b')::text"));
        await slow.DisposeAsync(); // its last attempt took the lock again
        var next = await database.Target().Apply(plan, TestPlans.Intents(plan, fence: 6));
        Assert.IsType<UnitOutcome.Committed>(next[1]);
    }

    [Fact]
    public async Task A_probe_lowers_no_fence()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "CREATE TABLE a (id int)"));
        await database.Target().Apply(plan, TestPlans.Intents(plan, fence: 7));

        await database.Target().Probe(TestPlans.Intents(plan, fence: 3)[0], CancellationToken.None);

        Assert.Equal("7", await database.Scalar("SELECT fence FROM countersign.target"));
    }

    [Fact]
    public async Task A_lower_fence_than_the_target_has_seen_sends_nothing()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var first = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "CREATE TABLE a (id int)"));
        await database.Target().Apply(first, TestPlans.Intents(first, fence: 7));
        await using var tap = new WireTap(database.Server.Port);
        var second = TestPlans.Approved(database.Policy, new TestScript("db/2.sql", "CREATE TABLE b (id int)"));

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(
            await database.Target(tap.Port).Apply(second, TestPlans.Intents(second, fence: 6))));

        Assert.Equal("stale-fence", refused.Code);
        Assert.DoesNotContain(tap.Seen, m => m.User == database.ApplyRole);
    }

    [Fact]
    public async Task A_unit_that_is_not_in_the_approved_plan_is_a_fault()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var approved = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "CREATE TABLE a (id int)"));
        var other = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "DROP TABLE a"));

        await Assert.ThrowsAsync<ArgumentException>(() => database.Target().Apply(approved, TestPlans.Intents(other)));
    }
}
