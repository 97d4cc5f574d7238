using Countersign.Deployments;

namespace Countersign.IntegrationTests.SqlServer.Executing;

/// <summary>Which servers get nothing: busy ones, others than the enrolled, and those that read text differently than was signed.</summary>
public sealed class SqlServerConnectingTests
{
    private const string First = "CREATE TABLE dbo.coupon (code int);";

    [Fact]
    public async Task While_an_orphan_holds_the_lock_nothing_is_sent()
    {
        await using var server = await PretendServer.Enrolled();
        server.Instead.Add(("sp_getapplock", session => session.Begin(new()).Rows(2, ["-1", "1001"]).ToArray()));

        Assert.Equal(("busy", true), (((UnitOutcome.NotCommitted)await One(server)).Code, ((UnitOutcome.NotCommitted)await One(server)).MayRetry));

        Assert.Empty(server.Signed);
    }

    [Fact]
    [Invariant(14)]
    public async Task A_server_that_does_not_take_over_the_session_gets_nothing()
    {
        await using var server = await PretendServer.Enrolled();
        server.Options = 21880 & ~16384;

        Assert.Contains("XACT_ABORT", Assert.IsType<UnitOutcome.NotCommitted>(await One(server)).Because, StringComparison.Ordinal);

        Assert.Empty(server.Signed);
    }

    [Fact]
    public async Task A_database_of_another_compatibility_level_gets_nothing()
    {
        await using var server = await PretendServer.Enrolled();
        server.CompatibilityLevel = 150;

        Assert.Equal("compatibility-level", Assert.IsType<UnitOutcome.NotCommitted>(await One(server)).Code);

        Assert.Empty(server.Signed);
    }

    [Fact]
    public async Task Another_database_than_the_enrolled_one_gets_nothing()
    {
        await using var server = await PretendServer.Enrolled();
        server.Broker = "00000000-6B2A-4C52-9C4E-0B2C3D4E5F60";

        Assert.Equal("identity", Assert.IsType<UnitOutcome.NotCommitted>(await One(server)).Code);

        Assert.Empty(server.Signed);
    }

    [Fact]
    public async Task Connecting_is_tried_again_when_the_server_says_that_it_passes()
    {
        await using var server = await PretendServer.Enrolled();
        foreach (var number in new[] { 40613, 4060, 49918 }) server.Refusals.Enqueue(number);

        Assert.IsType<UnitOutcome.Committed>(await One(server));
    }

    [Fact]
    public async Task A_wrong_password_is_not_tried_again()
    {
        await using var server = await PretendServer.Enrolled();
        server.Refusals.Enqueue(18456);

        Assert.Contains("18456", Assert.IsType<UnitOutcome.NotCommitted>(await One(server)).Because, StringComparison.Ordinal);

        Assert.Single(server.Endpoint.Seen);
    }

    [Fact]
    public async Task The_state_tells_what_is_applied()
    {
        await using var server = await PretendServer.Enrolled();
        var plan = SqlServerPlans.Approved(("db/1.sql", First));
        await server.Target().Apply(plan);
        await server.Target().Baseline([plan.Plan.Targets[0].Scripts[0] with { Path = "db/0.sql" }], CancellationToken.None);

        var ready = Assert.IsType<TargetState.Ready>(await server.Target().ReadState(CancellationToken.None));

        Assert.Equal([("db/0.sql", true), ("db/1.sql", false)], ready.Applied.Select(a => (a.Path, a.Baseline)));
        Assert.Contains("server=PROD\\SQL", ready.Identity.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_unreachable_and_its_address_is_not_shown()
    {
        var server = await PretendServer.Enrolled();
        var target = server.ImpatientTarget();
        await server.DisposeAsync();

        var because = Assert.IsType<TargetState.Unreachable>(await target.ReadState(CancellationToken.None)).Because;

        Assert.DoesNotContain("127.0.0.1", because, StringComparison.Ordinal);
    }

    private static async Task<UnitOutcome> One(PretendServer server) =>
        Assert.Single(await server.Target().Apply(SqlServerPlans.Approved(("db/1.sql", First))));
}
