using Countersign.Deployments;

namespace Countersign.IntegrationTests.PostgreSql;

public sealed class ApplyingTests(PostgreSqlServers servers)
{
    [Fact]
    public async Task A_unit_commits_with_its_marker_and_becomes_history()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);

        var outcome = await database.ApplyOne("CREATE TABLE t (id int)", "INSERT INTO t VALUES (1), (2)");

        var committed = Assert.IsType<UnitOutcome.Committed>(outcome);
        Assert.Equal([-1, 2], committed.Rows);
        Assert.Equal(database.ApplyRole, committed.Evidence["login"]);
        Assert.Equal("2", await database.Scalar("SELECT count(*) FROM t"));
        var ready = Assert.IsType<TargetState.Ready>(await database.Target().ReadState(CancellationToken.None));
        Assert.Equal([("db/1.sql", false)], ready.Applied.Select(a => (a.Path, a.Baseline)));
    }

    [Fact]
    public async Task A_failing_statement_takes_its_whole_unit_back_and_stops_the_rest()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var plan = TestPlans.Approved(database.Policy,
            new TestScript("db/1.sql", "CREATE TABLE a (id int)"),
            new TestScript("db/2.sql", "CREATE TABLE b (id int)", "INSERT INTO b VALUES (1)", "INSERT INTO missing VALUES (1)"),
            new TestScript("db/3.sql", "CREATE TABLE c (id int)"));

        var outcomes = await database.Target().Apply(plan);

        Assert.IsType<UnitOutcome.Committed>(outcomes[0]);
        var failed = Assert.IsType<UnitOutcome.NotCommitted>(outcomes[1]);
        Assert.Equal((4, "42P01", false), (failed.FailedStatement, failed.Code, failed.MayRetry));
        Assert.Equal("42P01 relation \"missing\" does not exist (q4, db/2.sql:3:13)", failed.Because);
        Assert.Equal(2, outcomes.Count);
        Assert.Equal("a", await database.Scalar("SELECT string_agg(relname, ',') FROM pg_class WHERE relname IN ('a', 'b', 'c')"));
    }

    [Fact]
    [Invariant(12)]
    public async Task Two_statements_in_one_text_are_refused_by_the_server()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);

        var outcome = await database.ApplyOne("CREATE TABLE a (id int); CREATE TABLE b (id int)");

        var failed = Assert.IsType<UnitOutcome.NotCommitted>(outcome);
        Assert.Equal("42601", failed.Code);
        Assert.Contains("cannot insert multiple commands into a prepared statement", failed.Because, StringComparison.Ordinal);
        Assert.Equal("", await database.Scalar("SELECT string_agg(relname, ',') FROM pg_class WHERE relname IN ('a', 'b')"));
    }

    [Fact]
    public async Task Routine_bodies_with_semicolons_arrive_as_they_are()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);

        var outcome = await database.ApplyOne(
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END", "SELECT f() AS \"$1 :x @y ?\"");

        Assert.IsType<UnitOutcome.Committed>(outcome);
    }

    [Fact]
    public async Task Applying_again_sends_nothing()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "CREATE TABLE t (id int)"));
        await database.Target().Apply(plan);

        var again = await database.Target().Apply(plan, TestPlans.Intents(plan, fence: 2));

        Assert.IsType<UnitOutcome.AlreadyApplied>(Assert.Single(again));
    }
}
