using System.Buffers.Binary;
using Countersign.Deployments;
using Countersign.Targets.PostgreSql;
using Npgsql;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>The session is what was signed for, or nothing is sent (INV-14); what is shown never holds a secret (INV-35).</summary>
[Invariant(14)]
public sealed class SessionTests(PostgreSqlServers servers)
{
    [Fact]
    public async Task A_pooler_is_noticed_by_the_process_id_that_it_invents()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        await using var pooler = new WireTap(database.Server.Port, m => m is { FromClient: false, Type: 'K' } ? new TapAction.Replace(OtherProcess(m.Body)) : new TapAction.Forward());
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "CREATE TABLE t (id int)"));

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await database.Target(pooler.Port).Apply(plan)));

        Assert.Equal("pooler", refused.Code);
        Assert.DoesNotContain(pooler.Seen, m => m.Sql is { } sql && sql.AsSpan().IndexOf("CREATE TABLE"u8) >= 0);
    }

    [Fact]
    public async Task Another_server_major_than_the_scripts_were_read_for_is_refused()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var policy = database.Policy with { ServerVersion = database.Server.Major == 14 ? 16 : 14 };
        var target = new PostgreSqlTarget(policy, database.Connections(), PostgreSqlLimits.Default, TimeProvider.System);

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(
            await target.Apply(TestPlans.Approved(policy, new TestScript("db/1.sql", "CREATE TABLE t (id int)")))));

        Assert.Equal("server-version", refused.Code);
        Assert.Contains($"set `server_version: {database.Server.Major}` in policy", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_the_server_did_not_take_over_stops_everything()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        await using var liar = new WireTap(database.Server.Port, m => m is { FromClient: false, Type: 'D' } && m.Body.AsSpan().IndexOf("standard_conforming_strings"u8) >= 0
            ? new TapAction.Replace([.. m.Body[..^2], (byte)'n', (byte)'o']) : new TapAction.Forward());
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "CREATE TABLE t (id int)"));

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await database.Target(liar.Port).Apply(plan)));

        Assert.Equal("session-profile", refused.Code);
        Assert.Contains("standard_conforming_strings", refused.Because, StringComparison.Ordinal);
        Assert.DoesNotContain(liar.Seen, m => m.Sql is { } sql && sql.AsSpan().IndexOf("CREATE TABLE"u8) >= 0);
    }

    [Fact]
    [Invariant(35)]
    public async Task A_row_that_the_server_quotes_in_its_detail_is_not_shown()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        Assert.IsType<UnitOutcome.Committed>(await database.ApplyOne("CREATE TABLE t (mail text PRIMARY KEY)", "INSERT INTO t VALUES ('canary')"));
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/2.sql", "INSERT INTO t SELECT mail FROM t"));

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await database.Target().Apply(plan)));

        Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.Code);
        Assert.DoesNotContain("canary", refused.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_unit_set_is_gone_in_the_next()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var plan = TestPlans.Approved(database.Policy,
            new TestScript("db/1.sql", "SET search_path = pg_catalog", "SET lock_timeout = 0"),
            new TestScript("db/2.sql", "CREATE TABLE t AS SELECT current_setting('search_path') AS path, current_setting('lock_timeout') AS wait"));

        Assert.All(await database.Target().Apply(plan), o => Assert.IsType<UnitOutcome.Committed>(o));
        Assert.Equal("public, pg_temp 200ms", await database.Scalar("SELECT path || ' ' || wait FROM public.t"));
    }

    [Fact]
    public async Task A_lock_that_somebody_holds_is_waited_for_in_short_turns_and_may_be_tried_later()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        Assert.IsType<UnitOutcome.Committed>(await database.ApplyOne("CREATE TABLE t (id int)"));
        await using var holder = await database.Open();
        await using var transaction = await holder.BeginTransactionAsync();
        await Execute(holder, "LOCK TABLE t");
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/2.sql", "ALTER TABLE t ADD COLUMN n int"));

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(await database.Target().Apply(plan)));

        Assert.Equal((PostgresErrorCodes.LockNotAvailable, (int?)1, true), (refused.Code, refused.FailedStatement, refused.MayRetry));
    }

    [Fact]
    public async Task A_lock_that_is_released_during_the_pause_lets_the_unit_commit()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        Assert.IsType<UnitOutcome.Committed>(await database.ApplyOne("CREATE TABLE t (id int)"));
        await using var holder = await database.Open();
        await using var transaction = await holder.BeginTransactionAsync();
        await Execute(holder, "LOCK TABLE t");
        var time = new PausingTime(transaction.Rollback);
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/2.sql", "ALTER TABLE t ADD COLUMN n int"));

        Assert.IsType<UnitOutcome.Committed>(Assert.Single(await database.Target(time: time).Apply(plan)));
        Assert.Equal(1, time.Pauses);
    }

    [Fact]
    public async Task No_outcome_holds_a_password_or_a_row()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var wrong = new PostgreSqlConnections(
            database.Server.ConnectionString(database.ApplyRole, database.Name), "Host=127.0.0.1;Port=1;Username=u;Password=canary-in-verify", null);
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql",
            "CREATE TABLE t (secret text PRIMARY KEY)", "INSERT INTO t VALUES ('canary-in-row')", "INSERT INTO t VALUES ('canary-in-row')"));
        var texts = new[]
        {
            database.Connections().ToString(), $"{wrong}",
            (await database.Target().Apply(plan))[0].ToString(),
            (await new PostgreSqlTarget(database.Policy, wrong, TestDatabase.Impatient, TimeProvider.System).Apply(plan))[0].ToString(),
            (await new PostgreSqlTarget(database.Policy, wrong, TestDatabase.Impatient, TimeProvider.System).ReadState(CancellationToken.None)).ToString(),
            Assert.Throws<ArgumentException>(() => new PostgreSqlConnections("Host=x;canary=canary", "", null)).ToString(),
            Assert.Throws<ArgumentException>(() => new PostgreSqlConnections("Host=x;Options=canary", "", null)).ToString(),
        };

        Assert.Contains("23505", texts[2], StringComparison.Ordinal);
        Assert.All(texts, text => Assert.DoesNotContain("canary", text, StringComparison.Ordinal));
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(sql) } };
        await batch.ExecuteNonQueryAsync();
    }

    private static byte[] OtherProcess(byte[] key)
    {
        var other = key.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(other, 4711);
        return other;
    }

    /// <summary>Real time, except that a pause does something and is over at once.</summary>
    private sealed class PausingTime(Action during) : TimeProvider
    {
        internal int Pauses { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses++;
            during();
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
