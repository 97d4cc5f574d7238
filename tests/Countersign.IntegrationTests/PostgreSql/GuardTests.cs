using Countersign.Deployments;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>What a migration may hide, and what the guard and the server make of it (INV-28).</summary>
[Invariant(28)]
public sealed class GuardTests(PostgreSqlServers servers)
{
    private const string Witness = "CREATE TABLE witness (id int)";

    [Theory]
    [InlineData("DO $$ BEGIN EXECUTE 'SET ROLE ' || quote_ident(session_user); END $$", "role")]
    [InlineData("SELECT set_config('role', session_user, false)", "role")]
    [InlineData("DO $$ BEGIN PERFORM set_config('standard_conforming_strings', 'off', false); END $$", "reads text differently")]
    [InlineData("SET client_encoding = LATIN1", "reads text differently")]
    public async Task A_statement_that_changes_role_or_lexer_is_rolled_back(string statement, string complaint)
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);

        var outcome = await database.ApplyOne(Witness, statement, "CREATE TABLE behind (id int)");

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(outcome);
        Assert.Equal(("guard", 2, false), (refused.Code, refused.FailedStatement, refused.MayRetry));
        Assert.Contains(complaint, refused.Because, StringComparison.Ordinal);
        await AssertNothing(database);
    }

    [Fact]
    public async Task The_same_unit_without_the_hidden_change_commits()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);

        Assert.IsType<UnitOutcome.Committed>(await database.ApplyOne(
            Witness, "DO $$ BEGIN PERFORM set_config('work_mem', '8MB', false); END $$", "CREATE TABLE behind (id int)"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("DEFERRABLE INITIALLY DEFERRED")]
    public async Task A_trigger_that_changes_the_role_is_caught_even_when_it_waits_for_commit(string timing)
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);

        var outcome = await database.ApplyOne(
            Witness,
            "CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('role', session_user, false); RETURN NULL; END $$",
            $"CREATE CONSTRAINT TRIGGER trap AFTER INSERT ON witness {timing} FOR EACH ROW EXECUTE FUNCTION trap()",
            "INSERT INTO witness VALUES (1)");

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(outcome);
        Assert.Equal(("guard", 4), (refused.Code, refused.FailedStatement));
        await AssertNothing(database);
    }

    [Theory]
    [InlineData("DO $$ BEGIN COMMIT; END $$")]
    [InlineData("DO $$ BEGIN ROLLBACK; END $$")]
    public async Task A_commit_inside_a_block_is_refused_by_the_server(string statement)
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(await database.ApplyOne(Witness, statement));

        Assert.Equal("2D000", refused.Code);
        await AssertNothing(database);
    }

    [Theory]
    [InlineData("COMMIT")]
    [InlineData("end")]
    [InlineData("ROLLBACK")]
    [InlineData("PREPARE TRANSACTION 'x'")]
    public async Task Transaction_control_is_not_even_sent(string statement)
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(await database.ApplyOne(Witness, statement));

        Assert.Equal(("transaction-control", 2), (refused.Code, refused.FailedStatement));
        await AssertNothing(database);
    }

    [Fact]
    public async Task A_commit_that_got_past_everything_freezes_the_target_instead_of_going_on()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);

        var outcome = await database.ApplyOne(Witness, "/* hidden */ COMMIT", "CREATE TABLE behind (id int)");

        var frozen = Assert.IsType<UnitOutcome.Indeterminate>(outcome);
        Assert.StartsWith("q2 ended the transaction by itself (db/1.sql:2:1)", frozen.Because, StringComparison.Ordinal);
        Assert.Equal("witness", await database.Scalar("SELECT string_agg(relname, ',') FROM pg_class WHERE relname IN ('witness', 'behind')"));
        Assert.Equal("0", await database.Scalar("SELECT count(*) FROM countersign.marker"));
    }

    [Theory]
    [InlineData("INSERT INTO countersign.marker (token) VALUES ('\\x00')", "CS001")]
    [InlineData("INSERT INTO countersign.marker SELECT * FROM countersign.marker", "42501")]
    [InlineData("INSERT INTO countersign.baseline VALUES ('orders-prod', 'db/2.sql', 'x')", "42501")]
    [InlineData("UPDATE countersign.target SET fence = 99", "42501")]
    [InlineData("SELECT * FROM countersign.intent", "42501")]
    [InlineData("DO $$ BEGIN EXECUTE 'DROP TRIGGER admit ON countersign.marker'; END $$", "42501")]
    public async Task A_migration_cannot_forge_a_marker_history_or_the_fence(string statement, string code)
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);

        var refused = Assert.IsType<UnitOutcome.NotCommitted>(await database.ApplyOne(Witness, statement));

        Assert.Equal((code, 2), (refused.Code, refused.FailedStatement));
        await AssertNothing(database);
    }

    [Fact]
    public async Task Objects_in_the_search_path_cannot_answer_for_the_catalogue()
    {
        var database = await TestDatabase.CreateEnrolled(await servers.Shared);

        var outcome = await database.ApplyOne(
            "CREATE FUNCTION public.current_setting(text) RETURNS text LANGUAGE sql AS $$ SELECT CASE $1 WHEN 'role' THEN 'none' ELSE 'on' END $$",
            "CREATE FUNCTION public.always(text, text) RETURNS bool LANGUAGE sql AS 'SELECT true'",
            "CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = public.always)",
            "SET search_path = public, pg_catalog",
            "SELECT pg_catalog.set_config('role', session_user, false)");

        Assert.Equal("guard", Assert.IsType<UnitOutcome.NotCommitted>(outcome).Code);
    }

    private static async Task AssertNothing(TestDatabase database)
    {
        Assert.Equal("", await database.Scalar("SELECT string_agg(relname, ',') FROM pg_class WHERE relname IN ('witness', 'behind')"));
        Assert.Equal("0", await database.Scalar("SELECT count(*) FROM countersign.marker"));
    }
}
