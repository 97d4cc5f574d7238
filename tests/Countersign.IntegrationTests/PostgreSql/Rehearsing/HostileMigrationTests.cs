using Countersign.Rehearsals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.IntegrationTests.PostgreSql.Rehearsing;

/// <summary>Migrations that try to harm the rehearsal or to hide from it; each on a real throwaway server.</summary>
public sealed class HostileMigrationTests
{
    private static readonly string[] Shop = ["CREATE TABLE orders (id int PRIMARY KEY, total int)"];

    /// <summary>What an observer might have believed, had it listened to notices or trusted the session's settings.</summary>
    [Theory]
    [InlineData("DO $$ BEGIN RAISE NOTICE 'ddl|DROP TABLE|table|public.orders'; END $$")]
    [InlineData("DO $$ BEGIN RAISE NOTICE 'countersign_rehearsal.log drop table public.orders'; PERFORM pg_notify('countersign', 'done'); END $$")]
    public async Task A_forged_notice_is_not_believed(string sql)
    {
        var seen = (await Shadow.Rehearse(Shop, sql)).Seen(0).Impact;

        Assert.Empty(seen.Objects);
        Assert.Empty(seen.Rewrites);
    }

    [Theory]
    [InlineData("SET client_min_messages = error")]
    [InlineData("DO $$ BEGIN PERFORM set_config('search_path', 'pg_temp, public', false); END $$")]
    [InlineData("CREATE TEMPORARY TABLE pg_class AS SELECT 1 AS oid")]
    [InlineData("CREATE FUNCTION public.pg_current_xact_id_if_assigned() RETURNS text LANGUAGE sql AS 'SELECT NULL'")]
    public async Task What_it_prepares_does_not_hide_what_comes_next(string sql)
    {
        var seen = (await Shadow.Rehearse(Shop, sql, "DO $$ BEGIN EXECUTE 'DROP TABLE public.orders'; END $$")).Seen(1).Impact;

        Assert.Contains(new(ObjectVerb.Drops, "table", "public.orders"), seen.Objects);
        Assert.Contains(seen.Locks, l => l is { Relation.Name: "orders", Strength: LockStrength.AccessExclusive });
    }

    /// <summary>What the server of the copy refuses is what production's would.</summary>
    [Theory]
    [InlineData("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'countersign_shadow'", "42501")]
    [InlineData("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'countersign_shadow'", "42501")]
    [InlineData("DELETE FROM countersign_rehearsal.log", "42501")]
    [InlineData("DO $$ BEGIN INSERT INTO countersign_rehearsal.log (kind) VALUES ('forged'); END $$", "42501")]
    [InlineData("ALTER EVENT TRIGGER countersign_rehearsal_ended DISABLE", "42501")]
    [InlineData("INSERT INTO countersign.marker (token) VALUES ('')", "42501")]
    [InlineData("CREATE SCHEMA countersign", "42P06")]
    [InlineData("DROP SCHEMA countersign CASCADE", "42501")]
    [InlineData("DROP SCHEMA countersign_rehearsal CASCADE", "42501")]
    [InlineData("DO $$ BEGIN EXECUTE 'SET session_replication_role = replica'; END $$", "42501")]
    [InlineData("DO $$ BEGIN EXECUTE 'SET SESSION AUTHORIZATION countersign_shadow'; END $$", "42501")]
    [InlineData("DO $$ BEGIN EXECUTE 'SET ROLE countersign_shadow'; END $$", "42501")]
    [InlineData("DO $$ BEGIN EXECUTE 'SET ROLE countersign_seeder'; END $$", "42501")]
    [InlineData("SELECT pg_read_file('/etc/passwd')", "42501")]
    [InlineData("COPY orders FROM PROGRAM 'id'", "42501")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE c AS '/lib/x', 'f'", "42501")]
    [InlineData("ALTER SYSTEM SET shared_preload_libraries = 'x'", "42501")]
    [InlineData("DO $$ BEGIN EXECUTE 'COMMIT'; END $$", "0A000")]
    [InlineData("DO $$ BEGIN COMMIT; END $$", "2D000")]
    public async Task What_is_not_allowed_is_said_to_fail(string sql, string code) => Assert.Equal(code, Failure(await Rehearse(sql)).Code);

    [Fact]
    public async Task An_extension_that_opens_connections_cannot_be_had() =>
        Assert.IsType<StatementRehearsal.Failed>((await Rehearse("CREATE EXTENSION dblink")).Statements[0]);

    [Fact]
    public async Task Neither_the_database_nor_its_template_can_be_dropped()
    {
        foreach (var database in new[] { "rehearsal", "template1", "postgres" })
            Assert.Equal("42501", Failure(await Rehearse($"DROP DATABASE {database}")).Code);
    }

    /// <summary>The sessions of its own login it may end, in production as well; the rehearsal goes on and says what it did not try.</summary>
    [Fact]
    public async Task Ending_the_session_that_tries_reversals_ends_the_trying_only()
    {
        var rehearsal = await Shadow.Rehearse(Shop,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()", "CREATE INDEX i ON orders (total)");

        Assert.IsType<Reversal.By>(rehearsal.Seen(1).Reversal);
        Assert.Null(rehearsal.Seen(1).ReversalProblem);
        Assert.Contains("not tried", Assert.Single(rehearsal.Notes), StringComparison.Ordinal);
    }

    /// <summary>Settings of its own login outlive the session, and no definition of an object brings them back.</summary>
    [Theory]
    [InlineData("DO $$ BEGIN EXECUTE 'ALTER ROLE orders_apply SET statement_timeout = 1'; END $$", "ALTER ROLE orders_apply SET statement_timeout=1")]
    [InlineData("DO $$ BEGIN EXECUTE 'ALTER ROLE orders_apply SET search_path = evil'; END $$", "ALTER ROLE orders_apply SET search_path=evil")]
    [InlineData("ALTER ROLE orders_apply PASSWORD 'x'", "ALTER ROLE orders_apply PASSWORD …")]
    public async Task What_it_changes_of_its_own_role_is_seen(string sql, string right)
    {
        var seen = (await Shadow.Rehearse(Shop, sql)).Seen(0);

        Assert.Contains(right, seen.Impact.Rights);
        Assert.DoesNotContain("nothing", seen.Reversal is Reversal.Irreversible(var because) ? because : "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(100); EXCEPTION WHEN OTHERS OR query_canceled THEN NULL; END; END LOOP; END $$", "time-limit")]
    [InlineData("DO $$ DECLARE t text[] := '{}'; BEGIN FOR i IN 1..100000 LOOP t := t || repeat('x', 5000000); END LOOP; END $$", "memory-limit")]
    [InlineData("DO $$ BEGIN PERFORM count(*) FROM (SELECT repeat('x', 900) || g FROM generate_series(1, 100000000) g ORDER BY 1) s; END $$", "disk-limit")]
    public async Task What_takes_too_much_is_stopped_from_outside(string sql, string code)
    {
        var settings = Shadow.Settings with
        {
            StatementLimit = TimeSpan.FromSeconds(code == "time-limit" ? 2 : 60),
            MemoryLimit = 200 << 20,
            DiskLimit = 200 << 20,
        };
        var rehearsal = await Shadow.Rehearse(new PostgreSqlRehearsal(settings, TimeProvider.System), Shop, Shadow.PlanOf(new TestScript("db/1.sql", sql, "SELECT 1")));

        Assert.Equal(code, Failure(rehearsal).Code);
        Assert.IsType<StatementRehearsal.NotRun>(rehearsal.Statements[1]);
    }

    /// <summary>
    /// Code of a table's maker must never run as the superuser, who could start programs. It sees who runs it, and writes that down.
    /// </summary>
    [Fact]
    public async Task Making_up_rows_lends_nobody_the_superuser()
    {
        string[] trap =
        [
            "CREATE TABLE seen_by (who text, super text)",
            "CREATE FUNCTION spring() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.seen_by SELECT current_user, current_setting('is_superuser'); RETURN true; END $$",
            "CREATE TABLE trap (id int CHECK (spring()))",
        ];
        var rehearsal = await Shadow.Rehearse(trap,
            "DO $$ DECLARE who text; BEGIN SELECT string_agg(DISTINCT s.who, ' ') INTO who FROM public.seen_by s WHERE s.super = 'on'; IF who IS NOT NULL THEN RAISE 'run by %', who; END IF; END $$",
            "DO $$ BEGIN IF NOT EXISTS (SELECT FROM public.trap) THEN RAISE 'never sprung'; END IF; END $$");

        Assert.Equal(2, rehearsal.Statements.OfType<StatementRehearsal.Observed>().Count());
    }

    private static Task<TargetRehearsal> Rehearse(string sql) => Shadow.Rehearse(Shop, sql);

    private static StatementRehearsal.Failed Failure(TargetRehearsal rehearsal) => Assert.IsType<StatementRehearsal.Failed>(rehearsal.Statements[0]);
}
