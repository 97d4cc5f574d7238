using Countersign.IntegrationTests.PostgreSql;
using Countersign.Ledger;
using Countersign.Sandbox.Repositories;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>
/// The loop with rehearsals: what is shown was seen on a copy of production's schema, sign-offs are on that, and production
/// is held to it.
/// </summary>
public sealed class RehearsalJourney(PostgreSqlServers servers)
{
    private const string Cascade = "DELETE FROM customer WHERE email = 'gone@example.com';\n";

    /// <summary>Harmless on a copy, because what it looks for is a row of production; and its text does not say what it deletes.</summary>
    private const string Trap = """
        DO $$ BEGIN
          IF EXISTS (SELECT FROM customer WHERE email = 'mia@example.com') THEN EXECUTE 'DELETE FROM ' || 'customer'; END IF;
        END $$;

        """;

    [Fact]
    public async Task The_report_shows_what_was_seen_on_a_copy_of_productions_schema()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        var pull = company.Propose("ALTER TABLE customer ALTER COLUMN id TYPE bigint;\n" + Cascade);
        await company.Settle();

        var comment = company.CommentOn(pull);
        foreach (var shown in new[] { "Rehearsed on PostgreSQL", "ACCESS EXCLUSIVE", "customer", "id bigint NOT NULL", "ALTER COLUMN id TYPE integer" })
            Assert.Contains(shown, comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_off_dies_when_production_changes_what_its_statement_does()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        var pull = company.Propose(Cascade);
        await company.Settle();
        pull.Approve(company.Ana);
        pull.Approve(company.Bo);
        await company.Settle();
        Assert.Contains("ready to merge", company.CommentOn(pull), StringComparison.Ordinal);

        await database.Execute("CREATE TABLE visit (customer integer REFERENCES customer ON DELETE CASCADE)");
        await company.Sweep();

        Assert.Contains("what q1 does to the target changed after `@ana` signed", company.CommentOn(pull), StringComparison.Ordinal);
        pull.Approve(company.Ana);
        pull.Approve(company.Bo);
        await company.Settle();
        Assert.Contains("ready to merge", company.CommentOn(pull), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_more_in_production_than_was_seen_is_rolled_back_and_what_does_not_is_applied()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        await database.Execute("INSERT INTO customer VALUES (1, 'mia@example.com'), (2, 'noor@example.com')");
        var pull = company.Propose(Trap);
        await company.Settle();
        pull.Approve(company.Ana);
        pull.Approve(company.Bo);
        await company.Settle();
        pull.Merge(company.Author);
        await company.Settle();

        Assert.Equal("2", await database.Scalar("select count(*) from customer"));
        Assert.Contains("more-than-signed", company.CommentOn(pull), StringComparison.Ordinal);

        await database.Execute("UPDATE customer SET email = 'other@example.com' WHERE id = 1");
        pull.Comment(company.Author, "/countersign deploy");
        await company.Settle();
        Assert.Contains("Applied on", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Equal(2, company.Ledger().Count(k => k == LedgerKind.Result));
    }

    [Fact]
    public async Task What_was_seen_outlives_the_deployment_and_the_process()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        var pull = company.Propose("ALTER TABLE customer ALTER COLUMN id TYPE bigint;\n");
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();
        pull.Merge(company.Author);
        await company.Settle();
        await company.StopBot();
        await company.StartBot();

        pull.Comment(company.Author, "/countersign rollback");
        await company.Settle();

        Assert.Contains("Rehearsed on PostgreSQL", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Contains(pull.Comments, c => c.Body.Contains("To undo this", StringComparison.Ordinal)
            && c.Body.Contains("ALTER COLUMN id TYPE integer", StringComparison.Ordinal));
    }

    [Fact]
    [Invariant(5)]
    public async Task What_a_stranger_proposes_runs_nowhere_before_it_is_merged()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        var eve = company.Forge.AddUser("eve");
        company.Repository.Grant(eve, Role.Read);
        var fork = company.Repository.Fork(eve);
        fork.Push(eve, "change", "Add a note", FileChange.Put("db/0002-change.sql", "ALTER TABLE customer ADD COLUMN note text;\n"));
        var pull = company.Repository.OpenPullRequest(eve, "change", "main", "Add a note", "", from: fork);
        await company.Settle();
        Assert.Contains("Not rehearsed, so locks, scans and reversals are what reading tells: it comes from a fork", company.CommentOn(pull), StringComparison.Ordinal);

        pull.Approve(company.Dan);
        await company.Settle();
        pull.Merge(company.Author);
        await company.Settle();
        Assert.Contains("Applied on", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Contains("Rehearsed on PostgreSQL", company.CommentOn(pull), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_signed_for_a_rehearsal_waits_until_it_can_be_rehearsed_again()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        var pull = company.Propose("ALTER TABLE customer ADD COLUMN note text;\n");
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();

        await company.StopBot();
        company.BreakRehearsals();
        await company.StartBot();
        pull.Merge(company.Author);
        await company.Settle();
        Assert.Contains("Waiting to apply on `shop-prod`: a rehearsal", company.CommentOn(pull), StringComparison.Ordinal);

        await company.StopBot();
        company.MendRehearsals();
        await company.StartBot();
        await company.Sweep();
        Assert.Contains("Applied on", company.CommentOn(pull), StringComparison.Ordinal);
    }
}
