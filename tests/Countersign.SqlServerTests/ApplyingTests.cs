using Countersign.Deployments;
using Countersign.IntegrationTests.SqlServer.Executing;

namespace Countersign.SqlServerTests;

/// <summary>What a real server makes of the commands that the approved transcripts show.</summary>
public sealed class ApplyingTests(RealServer server)
{
    private const string Table = "CREATE TABLE dbo.coupon (code nvarchar(20) NOT NULL CONSTRAINT coupon_key PRIMARY KEY);";

    [Fact]
    public async Task Two_batches_and_their_marker_are_committed_in_one_transaction()
    {
        var database = await RealDatabase.Enrolled(server);

        var committed = Assert.IsType<UnitOutcome.Committed>(await database.Apply($"{Table}\nGO\nINSERT INTO dbo.coupon (code) VALUES (N'é😀');\n"));

        Assert.Equal("é😀", await database.Ask("SELECT code FROM dbo.coupon"));
        Assert.Equal(1, committed.Rows[1]);
        Assert.Equal(committed.Evidence["transaction id"], await database.Ask("SELECT transaction_id FROM countersign.marker"));
        Assert.Equal(committed.Evidence["transaction id"], await database.Ask("SELECT transaction_id FROM countersign.begun"));
        Assert.Equal(database.ApplyLogin, await database.Ask("SELECT login FROM countersign.marker"));
    }

    [Fact]
    public async Task The_server_keeps_the_signed_bytes_as_they_are()
    {
        var database = await RealDatabase.Enrolled(server);
        var plan = SqlServerPlans.Approved(RealDatabase.Policy, ("db/1.sql",
            "CREATE PROCEDURE dbo.[a]]b \" '] AS\r\n\tSELECT N'é😀', '$1 {0} @p0 ?' -- it's a comment\n\t/* a /* nested */ one */;\nGO\n"));

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await database.Target().Apply(plan)));

        Assert.Equal(plan.Plan.Statements.First().Text, await database.Ask("SELECT definition FROM sys.sql_modules WHERE object_id = OBJECT_ID(N'dbo.[a]]b \" '']')"));
    }

    [Fact]
    public async Task A_batch_that_fails_takes_all_of_its_script_with_it()
    {
        var database = await RealDatabase.Enrolled(server);

        var failed = Assert.IsType<UnitOutcome.NotCommitted>(await database.Apply($"{Table}\nGO\nSELECT 1 / 0;\nGO\nSELECT 3;\n"));

        Assert.Equal((2, "8134", false), (failed.FailedStatement, failed.Code, failed.MayRetry));
        Assert.Contains("db/1.sql:3:1", failed.Because, StringComparison.Ordinal);
        Assert.False(await database.Has("dbo.coupon"));
        Assert.Equal("0", await database.Markers());
    }

    [Theory]
    [InlineData("RAISERROR (N'not today', 16, 1);", "50000")]
    [InlineData("THROW 50001, N'not today', 1;", "50001")]
    [InlineData("SELECT a FROM dbo.nowhere;", "208")]
    [InlineData("CREATE USER stranger WITHOUT LOGIN;", "15247")]
    [InlineData("BEGIN TRY\n    SELECT 1 / 0;\nEND TRY\nBEGIN CATCH\n    PRINT N'swallowed';\nEND CATCH", "doomed")]
    public async Task What_the_server_refuses_leaves_nothing(string batch, string code)
    {
        var database = await RealDatabase.Enrolled(server);

        var failed = Assert.IsType<UnitOutcome.NotCommitted>(await database.Apply($"{Table}\nGO\n{batch}\nGO\nSELECT 3;\n"));

        Assert.Equal(code, failed.Code);
        Assert.False(await database.Has("dbo.coupon"));
        Assert.Equal("0", await database.Markers());
    }

    [Fact]
    public async Task A_key_that_is_there_twice_is_not_shown()
    {
        var database = await RealDatabase.Enrolled(server);

        var failed = Assert.IsType<UnitOutcome.NotCommitted>(await database.Apply(
            $"{Table}\nGO\nINSERT INTO dbo.coupon (code) VALUES (N'ana@example.org'), (N'ana@example.org');\n"));

        Assert.Equal("2627", failed.Code);
        Assert.DoesNotContain("ana@", failed.Because, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("COMMIT TRANSACTION;")]
    [InlineData("COMMIT TRANSACTION; BEGIN TRANSACTION;")]
    [InlineData("COMMIT TRANSACTION; BEGIN TRANSACTION; THROW 50001, N'and then it fails', 1;")]
    public async Task Code_that_commits_by_itself_is_found_out_and_nothing_is_sent_behind_it(string body)
    {
        var database = await RealDatabase.Enrolled(server);
        await database.Run($"CREATE PROCEDURE dbo.tidy_up AS {body}");

        var outcome = Assert.IsType<UnitOutcome.Indeterminate>(await database.Apply($"{Table}\nGO\nEXECUTE dbo.tidy_up;\nGO\nCREATE TABLE dbo.behind (a int);\n"));

        Assert.True(await database.Has("dbo.coupon"));
        Assert.False(await database.Has("dbo.behind"));
        Assert.Equal("0", await database.Markers());
        Assert.IsType<UnitOutcome.Indeterminate>(await database.Target().Probe(outcome.Intent, CancellationToken.None));
    }

    [Theory]
    [InlineData("BEGIN TRANSACTION;")]
    [InlineData("ROLLBACK TRANSACTION;")]
    [InlineData("ROLLBACK TRANSACTION; BEGIN TRANSACTION;")]
    public async Task Code_that_rolls_back_or_leaves_a_transaction_open_commits_nothing(string body)
    {
        var database = await RealDatabase.Enrolled(server);
        await database.Run($"CREATE PROCEDURE dbo.tidy_up AS {body}");

        Assert.IsNotType<UnitOutcome.Committed>(await database.Apply($"{Table}\nGO\nEXECUTE dbo.tidy_up;\nGO\nCREATE TABLE dbo.behind (a int);\n"));

        Assert.False(await database.Has("dbo.coupon"));
        Assert.False(await database.Has("dbo.behind"));
        Assert.Equal("0", await database.Markers());
    }

    [Fact]
    public async Task A_trigger_that_rolls_back_is_a_batch_that_failed()
    {
        var database = await RealDatabase.Enrolled(server);
        await database.Run("CREATE TABLE dbo.guarded (a int);");
        await database.Run("CREATE TRIGGER dbo.never ON dbo.guarded AFTER INSERT AS ROLLBACK TRANSACTION;");

        Assert.Equal("3609", Assert.IsType<UnitOutcome.NotCommitted>(await database.Apply($"{Table}\nGO\nINSERT INTO dbo.guarded (a) VALUES (1);\n")).Code);

        Assert.False(await database.Has("dbo.coupon"));
    }

    [Fact]
    public async Task Code_that_dbo_owns_does_not_reach_the_markers()
    {
        var database = await RealDatabase.Enrolled(server);
        await database.Run("CREATE PROCEDURE dbo.tidy_up AS UPDATE countersign.target SET fence = 0;");

        Assert.Equal("229", Assert.IsType<UnitOutcome.NotCommitted>(await database.Apply("EXECUTE dbo.tidy_up;")).Code);
    }

    [Fact]
    public async Task What_is_there_already_is_not_run_again()
    {
        var database = await RealDatabase.Enrolled(server);
        var plan = SqlServerPlans.Approved(RealDatabase.Policy, ("db/1.sql", Table));
        var intents = SqlServerPlans.Intents(plan);
        await database.Target().Apply(plan, intents);

        Assert.IsType<UnitOutcome.AlreadyApplied>(Assert.Single(await database.Target().Apply(plan, intents)));
        Assert.IsType<UnitOutcome.AlreadyApplied>(Assert.Single(await database.Target().Apply(SqlServerPlans.Approved(RealDatabase.Policy, ("db/1.sql", Table)))));

        Assert.Equal("1", await database.Markers());
    }

    [Fact]
    public async Task A_batch_that_no_transaction_may_hold_runs_alone_and_is_marked()
    {
        var database = await RealDatabase.Enrolled(server);
        await database.Run($"GRANT ALTER TO {database.ApplyLogin};"); // which enrolling would have refused

        Assert.IsType<UnitOutcome.Committed>(await database.Apply(SqlServerPlans.Alone + "ALTER DATABASE CURRENT SET RECURSIVE_TRIGGERS ON;"));

        Assert.Equal("1", await database.Ask("SELECT is_recursive_triggers_on + 0 FROM sys.databases WHERE database_id = DB_ID()"));
        Assert.Equal("1", await database.Markers());
    }

    [Fact]
    public async Task A_baseline_counts_as_applied()
    {
        var database = await RealDatabase.Enrolled(server);
        var scripts = SqlServerPlans.Approved(RealDatabase.Policy, ("db/0.sql", Table)).Plan.Targets[0].Scripts;

        await database.Target().Baseline(scripts, CancellationToken.None);

        Assert.Equal([("db/0.sql", true)], Assert.IsType<TargetState.Ready>(await database.Target().ReadState(CancellationToken.None)).Applied.Select(a => (a.Path, a.Baseline)));
    }

    [Fact]
    public async Task A_batch_that_waits_too_long_for_a_lock_may_be_deployed_again()
    {
        var database = await RealDatabase.Enrolled(server);
        await using var held = await HeldTable.In(database);

        var failed = Assert.IsType<UnitOutcome.NotCommitted>(await database.Apply($"{Table}\nGO\n{HeldTable.Batch}", new() { LockTimeout = TimeSpan.FromMilliseconds(200) }));

        Assert.Equal(("1222", true), (failed.Code, failed.MayRetry));
        Assert.False(await database.Has("dbo.coupon"));
    }

    [Fact]
    public async Task A_batch_that_runs_too_long_is_told_to_stop_and_leaves_nothing()
    {
        var database = await RealDatabase.Enrolled(server);
        await using var held = await HeldTable.In(database);

        var failed = Assert.IsType<UnitOutcome.NotCommitted>(await database.Apply($"{Table}\nGO\n{HeldTable.Batch}",
            new() { LockTimeout = TimeSpan.FromMinutes(1), BatchTimeout = TimeSpan.FromSeconds(1) }));

        Assert.Equal(("timeout", true), (failed.Code, failed.MayRetry));
        Assert.False(await database.Has("dbo.coupon"));
    }
}
