using Countersign.Deployments;
using Countersign.Targets.SqlServer.Executing;

namespace Countersign.IntegrationTests.SqlServer.Executing;

/// <summary>What becomes of a unit, whatever the server does with it.</summary>
public sealed class SqlServerApplyingTests
{
    private const string First = "CREATE TABLE dbo.coupon (code int);";
    private const string Second = "EXECUTE dbo.tidy_up;";
    private const string Script = First + "\nGO\n" + Second + "\nGO\nSELECT 3;\n";

    [Fact]
    public async Task What_is_committed_comes_with_the_server_s_evidence()
    {
        await using var server = await PretendServer.Enrolled();

        var committed = Assert.IsType<UnitOutcome.Committed>(await One(server));

        Assert.Equal($"{server.LastTransaction}", committed.Evidence["transaction id"]);
        Assert.Equal("app", committed.Evidence["login"]);
        Assert.Equal([1, 1, 1], committed.Rows);
        Assert.Single(server.Markers);
    }

    [Fact]
    public async Task A_batch_that_fails_takes_all_of_its_script_with_it_and_says_where()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (session, reply) => session.RollBack(reply).Error(8134, 16, "Divide by zero error encountered.").ToArray();

        var failed = Assert.IsType<UnitOutcome.NotCommitted>(await One(server));

        Assert.Equal((2, "8134", false), (failed.FailedStatement, failed.Code, failed.MayRetry));
        Assert.Contains("8134 Divide by zero error encountered. (q2, db/1.sql:3:1)", failed.Because, StringComparison.Ordinal);
        Assert.Equal([First, Second], server.Signed.Select(r => r.Text));
        Assert.Empty(server.Markers);
    }

    [Fact]
    public async Task An_error_that_does_not_end_the_transaction_is_rolled_back_by_us()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (_, reply) => reply.Error(50000, 16, "not today").ToArray(); // RAISERROR heeds no XACT_ABORT

        Assert.Equal("50000", Assert.IsType<UnitOutcome.NotCommitted>(await One(server)).Code);

        Assert.Contains(server.Endpoint.Seen, r => r.Text == TargetLock.RollBack);
        Assert.Empty(server.Begun);
    }

    [Fact]
    public async Task A_deadlock_s_victim_is_not_sent_again_but_may_be_deployed_again()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (session, reply) => session.RollBack(reply).Error(1205, 13, "chosen as the deadlock victim").ToArray();

        Assert.True(Assert.IsType<UnitOutcome.NotCommitted>(await One(server)).MayRetry);

        Assert.Single(server.Signed, r => r.Text == Second);
    }

    [Fact]
    [Invariant(28)]
    public async Task A_batch_that_commits_by_itself_is_found_out_and_nothing_is_sent_behind_it()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (session, reply) => session.Begin(session.Commit(reply)).Done().ToArray();

        var outcome = Assert.IsType<UnitOutcome.Indeterminate>(await One(server));

        Assert.Contains("q2", outcome.Because, StringComparison.Ordinal);
        Assert.Equal([First, Second], server.Signed.Select(r => r.Text));
        Assert.Empty(server.Markers);
    }

    [Fact]
    [Invariant(28)]
    public async Task A_batch_that_commits_by_itself_and_then_fails_is_not_taken_for_rolled_back()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (session, reply) => session.Commit(reply).Error(8134, 16, "Divide by zero error encountered.").ToArray();

        Assert.IsType<UnitOutcome.Indeterminate>(await One(server));
    }

    [Fact]
    public async Task A_transaction_inside_of_a_batch_is_none_of_its_own()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (session, reply) => session.Commit(session.Begin(reply)).Done().ToArray();

        Assert.IsType<UnitOutcome.Committed>(await One(server));
    }

    [Fact]
    public async Task A_transaction_that_is_left_open_is_rolled_back()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (session, reply) => session.Begin(reply).Done().ToArray();

        Assert.Equal("guard", Assert.IsType<UnitOutcome.NotCommitted>(await One(server)).Code);
        Assert.Empty(server.Begun);
    }

    [Fact]
    public async Task A_doomed_transaction_is_rolled_back_and_explained()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (session, reply) => session.RollBack(reply).Error(3998, 16, "Uncommittable").ToArray();

        var failed = Assert.IsType<UnitOutcome.NotCommitted>(await One(server));

        Assert.Equal("doomed", failed.Code);
        Assert.Contains("let the error out of TRY", failed.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_doomed_transaction_that_goes_on_is_caught()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (session, reply) =>
        {
            session.IsDoomed = true;
            return reply.Done().ToArray();
        };

        Assert.Contains("doomed", Assert.IsType<UnitOutcome.NotCommitted>(await One(server)).Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(21880 & ~256, "QUOTED_IDENTIFIER")]
    [InlineData(21880 | 2, "IMPLICIT_TRANSACTIONS")]
    [Invariant(14)]
    public async Task A_batch_that_changes_how_text_is_read_is_rolled_back(int options, string name)
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (session, reply) =>
        {
            session.Options = options;
            return reply.Done().ToArray();
        };

        Assert.Contains(name, Assert.IsType<UnitOutcome.NotCommitted>(await One(server)).Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_becomes_somebody_else_is_rolled_back()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (session, reply) =>
        {
            session.Becomes = "dbo";
            return reply.Done().ToArray();
        };

        Assert.Equal("guard", Assert.IsType<UnitOutcome.NotCommitted>(await One(server)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Invariant(26)]
    public async Task When_the_connection_is_lost_at_the_commit_the_marker_tells(bool isCommitted)
    {
        await using var server = await PretendServer.Enrolled();
        server.Instead.Add((TargetLock.Commit, session => SqlServerTranscriptTests.LoseAtCommit(server, session, isCommitted)));

        var outcome = await One(server);

        if (isCommitted) Assert.IsType<UnitOutcome.Committed>(outcome);
        else Assert.Equal(("rolled-back", true), (((UnitOutcome.NotCommitted)outcome).Code, ((UnitOutcome.NotCommitted)outcome).MayRetry));
        Assert.Equal([First, Second, "SELECT 3;"], server.Signed.Select(r => r.Text));
    }

    [Fact]
    public async Task When_the_connection_is_lost_behind_a_batch_that_committed_by_itself_nobody_can_tell()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (session, _) =>
        {
            session.Commit(new());
            return null;
        };

        Assert.IsType<UnitOutcome.Indeterminate>(await One(server));
    }

    [Fact]
    public async Task After_a_lost_connection_the_next_unit_runs_in_a_new_session()
    {
        await using var server = await PretendServer.Enrolled();
        server.Instead.Add((TargetLock.Commit, session => SqlServerTranscriptTests.LoseAtCommit(server, session, isCommitted: true)));

        var outcomes = await server.Target().Apply(SqlServerPlans.Approved(("db/1.sql", First), ("db/2.sql", Second)));

        Assert.All(outcomes, o => Assert.IsType<UnitOutcome.Committed>(o));
        Assert.Equal([First, Second], server.Signed.Select(r => r.Text));
        Assert.Equal(2, server.Markers.Select(m => m.Session).Distinct().Count());
    }

    [Fact]
    public async Task What_is_there_already_is_not_sent_again()
    {
        await using var server = await PretendServer.Enrolled();
        var plan = SqlServerPlans.Approved(("db/1.sql", First), ("db/2.sql", Second));
        await server.Target().Apply(SqlServerPlans.Approved(("db/1.sql", First)));

        var outcomes = await server.Target().Apply(plan);

        Assert.IsType<UnitOutcome.AlreadyApplied>(outcomes[0]);
        Assert.IsType<UnitOutcome.Committed>(outcomes[1]);
        Assert.Equal([First, Second], server.Signed.Select(r => r.Text));
    }

    [Fact]
    [Invariant(27)]
    public async Task An_executor_that_is_overtaken_while_it_works_cannot_commit()
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (_, reply) =>
        {
            server.Fence = 9;
            return reply.Done().ToArray();
        };

        Assert.Equal("stale-fence", Assert.IsType<UnitOutcome.NotCommitted>(await One(server)).Code);

        Assert.Empty(server.Markers);
        Assert.Empty(server.Begun);
    }

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

    [Theory]
    [InlineData(2627, "Violation of PRIMARY KEY constraint 'pk'. The duplicate key value is (ana@example.org).")]
    [InlineData(245, "Conversion failed when converting the varchar value 'ana@example.org' to data type int.")]
    [Invariant(35)]
    public async Task A_row_that_the_server_quotes_is_not_shown(int number, string message)
    {
        await using var server = await PretendServer.Enrolled();
        server.Behaviours[Second] = (session, reply) => session.RollBack(reply).Error(number, 14, message).ToArray();

        Assert.DoesNotContain("ana@", Assert.IsType<UnitOutcome.NotCommitted>(await One(server)).Because, StringComparison.Ordinal);
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
        Assert.Single(await server.Target().Apply(SqlServerPlans.Approved(("db/1.sql", Script))));
}
