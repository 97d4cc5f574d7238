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
    [Invariant(27)]
    public async Task After_a_probe_has_answered_the_executor_whose_unit_it_was_cannot_commit_it()
    {
        await using var server = await PretendServer.Enrolled();
        var plan = SqlServerPlans.Approved(("db/1.sql", Script));
        var intents = SqlServerPlans.Intents(plan, fence: 5);

        Assert.IsType<UnitOutcome.NotCommitted>(await server.Target().Probe(intents[0], CancellationToken.None));

        Assert.Equal("stale-fence", Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await server.Target().Apply(plan, intents))).Code);
        Assert.Empty(server.Signed);
        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await server.Target().Apply(plan, SqlServerPlans.Intents(plan, fence: 6))));
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

    private static async Task<UnitOutcome> One(PretendServer server) =>
        Assert.Single(await server.Target().Apply(SqlServerPlans.Approved(("db/1.sql", Script))));
}
