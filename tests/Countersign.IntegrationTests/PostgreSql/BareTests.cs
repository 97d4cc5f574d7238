using Countersign.Deployments;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>Statements that no transaction protects: recorded one by one, and after a crash decided by the catalogue.</summary>
public sealed class BareTests(PostgreSqlServers servers)
{
    private const string Index = "CREATE INDEX CONCURRENTLY big_v ON public.big (v)";

    [Fact]
    public async Task An_index_is_built_concurrently_and_marked()
    {
        var database = await WithBig();

        var outcomes = await database.Target().Apply(Alone(database, Index, "INSERT INTO log VALUES (1)", "VACUUM big"));

        Assert.Equal(3, outcomes.Count);
        Assert.All(outcomes, o => Assert.IsType<UnitOutcome.Committed>(o));
        Assert.Equal("true", await IsValid(database));
        Assert.Equal("db/1.sql", Assert.Single(Assert.IsType<TargetState.Ready>(await database.Target().ReadState(CancellationToken.None)).Applied).Path);
    }

    [Fact]
    public async Task A_script_that_failed_in_the_middle_is_resumed_there()
    {
        var database = await WithBig();
        var plan = Alone(database, "INSERT INTO log VALUES (1)", "INSERT INTO missing VALUES (1)", "INSERT INTO log VALUES (2)");
        Assert.IsType<UnitOutcome.NotCommitted>((await database.Target().Apply(plan))[1]);
        Assert.Empty(Assert.IsType<TargetState.Ready>(await database.Target().ReadState(CancellationToken.None)).Applied);
        await database.Execute("CREATE TABLE missing (id int)");
        await database.Execute($"GRANT ALL ON missing TO {database.ApplyRole}");

        var outcomes = await database.Target().Apply(plan, TestPlans.Intents(plan, fence: 2));

        Assert.Equal([typeof(UnitOutcome.AlreadyApplied), typeof(UnitOutcome.Committed), typeof(UnitOutcome.Committed)], outcomes.Select(o => o.GetType()));
        Assert.Equal("1,2", await database.Scalar("SELECT string_agg(id::text, ',' ORDER BY id) FROM log"));
    }

    [Fact]
    public async Task An_index_that_failed_to_build_is_cleared_away()
    {
        var database = await WithBig();
        await database.Execute("INSERT INTO big SELECT 1 FROM generate_series(1, 2)");

        var failed = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(
            await database.Target().Apply(Alone(database, "CREATE UNIQUE INDEX CONCURRENTLY big_v ON public.big (v)"))));

        Assert.Equal("23505", failed.Code);
        Assert.EndsWith("the index public.big_v was left invalid and has been dropped", failed.Because, StringComparison.Ordinal);
        Assert.Equal("", await IsValid(database));
    }

    [Theory]
    [InlineData(true, "committed", "true")]
    [InlineData(false, "undone", "")]
    public async Task After_a_crash_the_index_itself_tells(bool valid, string expected, string left)
    {
        var database = await WithBig();
        var intent = await Started(database, Index, "absent");
        await database.Execute(Index);
        if (!valid) await database.Execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'big_v'::regclass");
        await database.Execute($"ALTER TABLE big OWNER TO {database.ApplyRole}");

        var outcome = await database.Target().Probe(intent, CancellationToken.None);

        Assert.Equal(expected, outcome is UnitOutcome.NotCommitted n ? n.Code : outcome is UnitOutcome.Committed ? "committed" : outcome.ToString());
        Assert.Equal(left, await IsValid(database));
        if (valid) Assert.Contains("USING btree (v)", ((UnitOutcome.Committed)outcome).Evidence["probe"], StringComparison.Ordinal);
        // Asked again, the marker answers.
        Assert.Equal(valid, await database.Target().Probe(intent, CancellationToken.None) is UnitOutcome.Committed);
    }

    [Fact]
    public async Task Work_that_leaves_no_trace_is_indeterminate_after_a_crash()
    {
        var database = await WithBig();
        var intent = await Started(database, "CALL backfill()", "");

        var frozen = Assert.IsType<UnitOutcome.Indeterminate>(await database.Target().Probe(intent, CancellationToken.None));

        Assert.Equal("no probe can tell whether this statement took effect", frozen.Because);
    }

    [Fact]
    public async Task The_same_work_that_was_never_sent_is_not()
    {
        var database = await WithBig();
        var intent = TestPlans.Intents(Alone(database, "CALL backfill()"))[0];

        Assert.Equal("not-sent", Assert.IsType<UnitOutcome.NotCommitted>(await database.Target().Probe(intent, CancellationToken.None)).Code);
    }

    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY ON public.big (v)", "unnamed-index")]
    [InlineData("CREATE INDEX CONCURRENTLY IF NOT EXISTS big_v ON public.big (v)", "invalid-index")]
    public async Task An_index_that_a_crash_would_leave_in_doubt_is_not_begun(string statement, string code)
    {
        var database = await WithBig();
        await database.Execute(Index);
        await database.Execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'big_v'::regclass");

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await database.Target().Apply(Alone(database, statement))));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task A_connection_lost_while_an_index_is_built_is_settled_by_the_index()
    {
        var database = await WithBig();
        var cut = false;
        await using var tap = new WireTap(database.Server.Port, m =>
        {
            if (cut || m is not { FromClient: false, Type: 'C', Text: "CREATE INDEX\0" }) return new TapAction.Forward();
            cut = true;
            return new TapAction.Cut(After: false);
        });

        var outcome = Assert.Single(await database.Target(tap.Port).Apply(Alone(database, Index)));

        Assert.Contains("the index is valid", Assert.IsType<UnitOutcome.Committed>(outcome).Evidence["probe"], StringComparison.Ordinal);
    }

    private async Task<TestDatabase> WithBig()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        foreach (var table in new[] { "big (v int)", "log (id int)" })
        {
            await database.Execute($"CREATE TABLE {table}");
            await database.Execute($"ALTER TABLE {table.Split(' ')[0]} OWNER TO {database.ApplyRole}");
        }

        return database;
    }

    private static SignOffs.ApprovedPlan Alone(TestDatabase database, params string[] statements) =>
        TestPlans.Approved(database.Policy, new TestScript("db/1.sql", statements) { Alone = true });

    /// <summary>As an executor leaves it that died right after sending.</summary>
    private static async Task<UnitIntent> Started(TestDatabase database, string statement, string before)
    {
        var intent = TestPlans.Intents(Alone(database, statement))[0];
        var hash = $"sha256('\\x{intent.Token.Hex}')";
        await database.Execute($"""
            INSERT INTO countersign.intent VALUES
            ({hash}, 'orders-prod', 'plan', 0, 'chain', 'db/1.sql', 'digest', false, 0, 1, 1)
            """);
        await database.Execute($"INSERT INTO countersign.started VALUES ({hash}, '{before}')");
        return intent;
    }

    private static Task<string?> IsValid(TestDatabase database) =>
        database.Scalar("SELECT indisvalid::text FROM pg_index WHERE indexrelid = to_regclass('big_v')");
}
