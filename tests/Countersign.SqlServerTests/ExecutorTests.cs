using Countersign.Deployments;
using Countersign.IntegrationTests.SqlServer.Executing;
using Countersign.Targets.SqlServer.Executing;

namespace Countersign.SqlServerTests;

/// <summary>Two executors, and one that loses its connection: the server's lock, the fence and the marker decide.</summary>
public sealed class ExecutorTests(RealServer server)
{
    private const string Script = "CREATE TABLE dbo.coupon (code int);\nGO\n" + HeldTable.Batch;

    private static readonly SqlServerLimits Patient = new() { LockTimeout = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task While_one_executor_works_another_gets_no_lock()
    {
        var database = await RealDatabase.Enrolled(server);
        await using var held = await HeldTable.In(database);
        var first = database.Apply(Script, Patient);
        await held.Waiting();

        var second = Assert.IsType<UnitOutcome.NotCommitted>(await database.Apply("SELECT 2;", Patient with { OrphanPatience = TimeSpan.FromMilliseconds(200) }));

        Assert.Equal(("busy", true), (second.Code, second.MayRetry));
        await held.Release();
        Assert.IsType<UnitOutcome.Committed>(await first);
    }

    [Fact]
    public async Task A_second_executor_waits_for_the_first_and_finds_its_work_done()
    {
        var database = await RealDatabase.Enrolled(server);
        await using var held = await HeldTable.In(database);
        var first = database.Apply(Script, Patient);
        await held.Waiting();
        var second = database.Apply(Script, Patient);

        await held.Release();

        Assert.IsType<UnitOutcome.Committed>(await first);
        var outcome = await second;
        Assert.True(outcome is UnitOutcome.AlreadyApplied or UnitOutcome.NotCommitted { Code: "2714" }, outcome.ToString());
        Assert.Equal("1", await database.Ask("SELECT COUNT(*) FROM dbo.held"));
    }

    [Fact]
    public async Task An_executor_that_is_overtaken_while_it_works_commits_nothing()
    {
        var database = await RealDatabase.Enrolled(server);
        await using var held = await HeldTable.In(database);
        var first = database.Apply(Script, Patient);
        await held.Waiting();
        var plan = SqlServerPlans.Approved(RealDatabase.Policy, ("db/1.sql", Script));
        var second = database.Target(Patient).Apply(plan, SqlServerPlans.Intents(plan, fence: 9));
        await Raised(database, 9);

        await held.Release();

        Assert.Equal("stale-fence", Assert.IsType<UnitOutcome.NotCommitted>(await first).Code);
        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await second));
        Assert.Equal("1", await database.Ask("SELECT COUNT(*) FROM dbo.held"));
    }

    [Fact]
    public async Task An_executor_that_was_overtaken_before_sends_nothing()
    {
        var database = await RealDatabase.Enrolled(server);
        await database.Run("UPDATE countersign.target SET fence = 9;");

        Assert.Equal("stale-fence", Assert.IsType<UnitOutcome.NotCommitted>(await database.Apply("CREATE TABLE dbo.coupon (code int);")).Code);

        Assert.False(await database.Has("dbo.coupon"));
    }

    [Fact]
    public async Task A_connection_that_is_cut_while_a_batch_runs_left_nothing_and_the_marker_says_so()
    {
        var database = await RealDatabase.Enrolled(server);
        await using var held = await HeldTable.In(database);
        var running = database.Apply(Script, Patient);

        await database.OnServer($"KILL {await held.Waiting()};");

        var outcome = Assert.IsType<UnitOutcome.NotCommitted>(await running);
        Assert.Equal(("rolled-back", true), (outcome.Code, outcome.MayRetry));
        Assert.False(await database.Has("dbo.coupon"));
        Assert.Equal("0", await database.Ask("SELECT COUNT(*) FROM countersign.begun"));
    }

    [Fact]
    public async Task A_unit_that_was_committed_is_found_by_its_marker()
    {
        var database = await RealDatabase.Enrolled(server);
        var committed = Assert.IsType<UnitOutcome.Committed>(await database.Apply("CREATE TABLE dbo.coupon (code int);"));

        var found = Assert.IsType<UnitOutcome.Committed>(await database.Target().Probe(committed.Intent, CancellationToken.None));

        Assert.Equal(committed.Evidence["transaction id"], found.Evidence["transaction id"]);
    }

    [Fact]
    public async Task A_unit_that_never_ran_is_told_from_one_that_did()
    {
        var database = await RealDatabase.Enrolled(server);
        var never = SqlServerPlans.Intents(SqlServerPlans.Approved(RealDatabase.Policy, ("db/1.sql", "SELECT 1;")))[0];

        Assert.Equal("rolled-back", Assert.IsType<UnitOutcome.NotCommitted>(await database.Target().Probe(never, CancellationToken.None)).Code);
    }

    /// <summary>The server does the looking.</summary>
    private static Task Raised(RealDatabase database, long fence) => database.Run(
        $"WHILE NOT EXISTS (SELECT * FROM countersign.target WHERE fence = {fence}) WAITFOR DELAY '00:00:00.020';");
}
