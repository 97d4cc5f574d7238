using Countersign.Deployments;
using Countersign.Statements;
using Countersign.Targets;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>Least authority is proven before anything runs (INV-29).</summary>
[Invariant(29)]
public sealed class EnrolmentTests(OwnServers servers) : IClassFixture<OwnServers>
{
    [Fact]
    public async Task A_weak_login_is_accepted_after_many_negative_probes()
    {
        var database = await TestDatabase.Create(await servers.Shared);

        var enrolment = await database.Target().Enrol(CancellationToken.None);

        Assert.True(enrolment.IsAccepted);
        Assert.True(enrolment.Probes.Length >= 30, $"only {enrolment.Probes.Length} probes");
        Assert.Equal(["database", "database oid", "system identifier"], enrolment.Identity.Parts.Keys);
        Assert.IsType<TargetState.Ready>(await database.Target().ReadState(CancellationToken.None));
    }

    [Theory]
    [InlineData("ALTER ROLE {apply} SUPERUSER", "is not a superuser")]
    [InlineData("ALTER ROLE {apply} CREATEROLE", "cannot create roles")]
    [InlineData("ALTER ROLE {apply} CREATEDB", "cannot create databases")]
    [InlineData("ALTER ROLE {apply} REPLICATION", "cannot replicate")]
    [InlineData("ALTER ROLE {apply} BYPASSRLS", "cannot bypass row security")]
    [InlineData("GRANT pg_execute_server_program TO {apply}", "is a member of no role")]
    [InlineData("GRANT pg_signal_backend TO {apply}", "is a member of no role")]
    [InlineData("GRANT {admin} TO {apply}", "does not own the marker schema")]
    [InlineData("GRANT EXECUTE ON FUNCTION pg_read_file(text) TO {apply}", "may run no server file or program function")]
    [InlineData("GRANT SET ON PARAMETER session_replication_role TO {apply}", "has no right on server parameters")]
    [InlineData("GRANT ALTER SYSTEM ON PARAMETER work_mem TO {apply}", "has no right on server parameters")]
    public async Task An_over_privileged_login_is_refused_and_nothing_runs(string grant, string probe)
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await database.Execute(grant.Replace("{apply}", database.ApplyRole, StringComparison.Ordinal)
            .Replace("{admin}", database.AdminRole, StringComparison.Ordinal));

        var enrolment = await database.Target().Enrol(CancellationToken.None);

        Assert.False(enrolment.IsAccepted);
        Assert.Contains(enrolment.Probes, p => !p.Passed && p.Name == "the executing login " + probe && p.Detail.Length > 0);
        Assert.IsType<TargetState.NotEnrolled>(await database.Target().ReadState(CancellationToken.None));
        Assert.Equal("not-enrolled", Assert.IsType<UnitOutcome.NotCommitted>(await database.ApplyOne("CREATE TABLE t (id int)")).Code);
    }

    [Fact]
    public async Task A_login_that_made_the_marker_schema_before_us_keeps_us_out_and_nothing_runs()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await database.Execute($"CREATE SCHEMA countersign AUTHORIZATION {database.ApplyRole}");

        await Assert.ThrowsAsync<TargetUnreachableException>(() => database.Target().Enrol(CancellationToken.None));

        Assert.IsType<UnitOutcome.NotCommitted>(await database.ApplyOne("CREATE TABLE t (id int)"));
    }

    [Fact]
    public async Task Rights_given_to_everybody_by_default_are_found_too()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await database.Execute($"ALTER DEFAULT PRIVILEGES FOR ROLE {database.AdminRole} GRANT UPDATE ON TABLES TO PUBLIC");
        Assert.True((await database.Target().Enrol(CancellationToken.None)).IsAccepted); // taken back at creation
        await database.Execute("GRANT SELECT ON countersign.marker TO PUBLIC");
        Assert.True((await database.Target().Enrol(CancellationToken.None)).IsAccepted); // and again when enrolled anew

        Assert.Equal("f", await database.Scalar($"SELECT left(has_table_privilege('{database.ApplyRole}', 'countersign.marker', 'SELECT')::text, 1)"));
    }

    [Fact]
    public async Task Settings_stored_for_the_login_after_enrolment_stop_the_next_deployment()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        // Needs no privilege, survives the session, and would change how the next migration is read.
        Assert.IsType<UnitOutcome.Committed>(await database.ApplyOne("ALTER ROLE CURRENT_USER SET standard_conforming_strings = off"));

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(Assert.Single(
            await database.Target().Apply(TestPlans.Approved(database.Policy, new TestScript("db/2.sql", "CREATE TABLE t (id int)")))));

        Assert.Equal("role-settings", refused.Code);
        Assert.Contains($"{database.ApplyRole} in all databases: standard_conforming_strings", refused.Because, StringComparison.Ordinal);
        Assert.Contains("changed since enrolment", Assert.IsType<TargetState.Unreachable>(
            await database.Target().ReadState(CancellationToken.None)).Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_were_there_at_enrolment_do_not_reach_the_session()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await database.Execute($"""
            ALTER ROLE {database.ApplyRole} SET standard_conforming_strings = off
            """);
        await database.Execute($"ALTER DATABASE {database.Name} SET search_path = pg_temp");
        Assert.True((await database.Target().Enrol(CancellationToken.None)).IsAccepted);

        var outcome = await database.ApplyOne(
            """CREATE TABLE t AS SELECT 'a\' AS backslash, current_setting('search_path') AS path""");

        Assert.IsType<UnitOutcome.Committed>(outcome);
        Assert.Equal(@"a\ public, pg_temp", await database.Scalar("SELECT backslash || ' ' || path FROM public.t"));
    }

    [Fact]
    public async Task A_copy_of_the_database_is_another_target()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        await database.Execute("UPDATE countersign.target SET identity = replace(identity, 'database oid=', 'database oid=9')");

        Assert.Equal("identity", Assert.IsType<UnitOutcome.NotCommitted>(await database.ApplyOne("CREATE TABLE t (id int)")).Code);
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", "CREATE TABLE t (id int)"));
        await Assert.ThrowsAsync<TargetUnreachableException>(() => database.Target().Probe(TestPlans.Intents(plan)[0], CancellationToken.None));
    }

    [Fact]
    public async Task Baseline_is_history_that_never_runs()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var script = new TestScript("db/1.sql", "CREATE TABLE t (id int)");

        await database.Target().Baseline([script.ToScript()], CancellationToken.None);

        var ready = Assert.IsType<TargetState.Ready>(await database.Target().ReadState(CancellationToken.None));
        Assert.Equal([new AppliedScript("db/1.sql", script.ToScript().Digest, Baseline: true)], ready.Applied);
        Assert.IsType<UnitOutcome.AlreadyApplied>(Assert.Single(await database.Target().Apply(TestPlans.Approved(database.Policy, script))));
        Assert.Equal("", await database.Scalar("SELECT to_regclass('t')::text"));
    }

    [Fact]
    public async Task A_repeatable_script_runs_again_when_it_changes_and_when_it_changes_back()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);
        var seen = new List<Type>();
        foreach (var body in new[] { "1", "1", "2", "1" })
        {
            var script = new TestScript("db/v.sql", $"CREATE OR REPLACE VIEW v AS SELECT {body} AS n") { Role = ScriptRole.Repeatable };
            seen.Add(Assert.Single(await database.Target().Apply(TestPlans.Approved(database.Policy, script))).GetType());
        }

        Assert.Equal([typeof(UnitOutcome.Committed), typeof(UnitOutcome.AlreadyApplied), typeof(UnitOutcome.Committed), typeof(UnitOutcome.Committed)], seen);
        Assert.Equal("1", await database.Scalar("SELECT n FROM v"));
    }
}
