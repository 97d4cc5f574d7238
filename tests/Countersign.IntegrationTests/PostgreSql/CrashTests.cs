using Countersign.Deployments;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>The connection dies at every point that matters; the marker decides, and nothing happens twice (INV-26, K11–K18).</summary>
[Invariant(26)]
public sealed class CrashTests(PostgreSqlServers servers)
{
    private static readonly TestScript Counting = new("db/2.sql", "INSERT INTO effects VALUES (2)");

    [Fact]
    public async Task Lost_before_commit_arrives_means_not_committed()
    {
        var database = await WithEffects();
        await using var tap = CutOnce(database, m => m.Sql is { } sql && sql.SequenceEqual("COMMIT"u8.ToArray()) ? new TapAction.Cut(After: false) : null, skip: 1);

        var outcome = Assert.Single(await database.Target(tap.Port).Apply(TestPlans.Approved(database.Policy, Counting)));

        Assert.True(tap.WasCut);
        Assert.Equal(("rolled-back", true), outcome is UnitOutcome.NotCommitted n ? (n.Code, n.MayRetry) : default);
        Assert.Equal("0", await database.Scalar("SELECT count(*) FROM effects"));
    }

    [Fact]
    public async Task Lost_after_commit_means_committed_and_the_rest_goes_on()
    {
        var database = await WithEffects();
        await using var tap = CutOnce(database, m => m is { FromClient: false, Type: 'C', Text: "COMMIT\0" } ? new TapAction.Cut(After: false) : null, skip: 1);
        var plan = TestPlans.Approved(database.Policy, Counting, new TestScript("db/3.sql", "INSERT INTO effects VALUES (3)"));

        var outcomes = await database.Target(tap.Port).Apply(plan);

        Assert.True(tap.WasCut);
        Assert.Equal(2, outcomes.Count);
        Assert.All(outcomes, o => Assert.IsType<UnitOutcome.Committed>(o));
        Assert.Equal("2,3", await database.Scalar("SELECT string_agg(id::text, ',' ORDER BY id) FROM effects"));
    }

    [Fact]
    public async Task A_backend_that_works_on_without_its_executor_is_waited_for()
    {
        var database = await WithEffects();
        await using var tap = CutOnce(database, m => m is { FromClient: true, Type: 'S' } ? new TapAction.Cut(After: true) : null, skip: SyncsBeforeTheUnit);
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/2.sql", "SELECT pg_sleep(0.5)", "INSERT INTO effects VALUES (2)"));

        var outcome = Assert.Single(await database.Target(tap.Port, TestDatabase.Impatient with { ConnectionCheck = TimeSpan.FromMinutes(1) }).Apply(plan));

        Assert.True(tap.WasCut);
        Assert.IsType<UnitOutcome.Committed>(outcome);
        Assert.Equal("1", await database.Scalar("SELECT count(*) FROM effects"));
    }

    [Fact]
    public async Task A_migration_that_ends_its_own_backend_has_not_committed()
    {
        var database = await WithEffects();

        var outcome = await database.ApplyOne("INSERT INTO effects VALUES (1)", "SELECT pg_terminate_backend(pg_backend_pid())");

        Assert.Equal("rolled-back", Assert.IsType<UnitOutcome.NotCommitted>(outcome).Code);
        Assert.Equal("0", await database.Scalar("SELECT count(*) FROM effects"));
    }

    [Fact]
    public async Task An_intent_whose_unit_was_never_sent_is_found_not_committed()
    {
        var database = await WithEffects();
        var intent = TestPlans.Intents(TestPlans.Approved(database.Policy, Counting))[0];

        Assert.IsType<UnitOutcome.NotCommitted>(await database.Target().Probe(intent, CancellationToken.None));
    }

    [Fact]
    public async Task Wherever_the_connection_is_cut_every_effect_happens_exactly_once()
    {
        var database = await WithEffects();
        var random = new Random(20260423);
        var fence = 1L;
        var cuts = 0;
        for (var round = 0; round < 24; round++)
        {
            var (fromClient, after, at) = (random.Next(2) == 0, random.Next(2) == 0, random.Next(60));
            await using var tap = CutOnce(database, m => m.FromClient == fromClient ? new TapAction.Cut(after) : null, skip: at);
            var scripts = Enumerable.Range(1, 3).Select(i => new TestScript($"db/{round}-{i}.sql", $"INSERT INTO effects VALUES ({round * 10 + i})"));
            var plan = TestPlans.Approved(database.Policy, scripts);
            fence = await ApplyUntilDone(database, tap.Port, plan, fence, $"round {round}, message {at} from the {(fromClient ? "client" : "server")}");
            cuts += tap.WasCut ? 1 : 0;
        }

        Assert.True(cuts > 12, $"only {cuts} connections were cut");
        Assert.Equal("72,72", await database.Scalar("SELECT count(*) || ',' || count(DISTINCT id) FROM effects"));
    }

    [Fact]
    public async Task Whoever_loses_the_other_connection_while_holding_the_lock_lets_go_of_it()
    {
        var database = await WithEffects();
        var isCut = false;
        await using var tap = new WireTap(database.Server.Port, message =>
        {
            if (isCut || message.User != database.VerifyRole || message.Sql is not { } sql || sql.AsSpan().IndexOf("INSERT INTO countersign.intent"u8) < 0)
                return new TapAction.Forward();
            isCut = true;
            return new TapAction.Cut(After: false);
        });
        var plan = TestPlans.Approved(database.Policy, Counting);

        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => database.Target(tap.Port).Apply(plan));

        Assert.True(isCut);
        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await database.Target().Apply(plan, TestPlans.Intents(plan, 2))));
    }

    /// <summary>Syncs of the apply connection before the unit's batch: facts, settings, lock.</summary>
    private const int SyncsBeforeTheUnit = 3;

    private static async Task<long> ApplyUntilDone(TestDatabase database, int port, SignOffs.ApprovedPlan plan, long fence, string what)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var outcomes = await database.Target(port).Apply(plan, TestPlans.Intents(plan, ++fence));
            if (outcomes.Count == 3 && outcomes.All(o => o is UnitOutcome.Committed or UnitOutcome.AlreadyApplied)) return fence;
            Assert.True(outcomes[^1] is UnitOutcome.NotCommitted { MayRetry: true }, $"{what}: {outcomes[^1]}");
        }

        throw new InvalidOperationException(what + ": never done");
    }

    private async Task<TestDatabase> WithEffects()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        await database.Execute("CREATE TABLE effects (id int)");
        await database.Execute($"GRANT ALL ON effects TO {database.ApplyRole}");
        return database;
    }

    /// <summary>Only the executing login's connection is cut, and only once. Its first commit takes the lock.</summary>
    private static WireTap CutOnce(TestDatabase database, Func<TapMessage, TapAction?> where, int skip = 0)
    {
        var done = false;
        return new(database.Server.Port, message =>
        {
            if (done || message.User != database.ApplyRole || where(message) is not { } action || skip-- > 0) return new TapAction.Forward();
            done = true;
            return action;
        });
    }
}
