using Countersign.IntegrationTests.PostgreSql;
using Countersign.Ledger;
using Countersign.Sandbox.PullRequests;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>Somebody changes production by hand between the approval and the merge.</summary>
[Invariant(31)]
public sealed class DriftJourney(PostgreSqlServers servers)
{
    private const string Tables = "select string_agg(tablename, ',' order by tablename) from pg_tables where schemaname = 'public'";

    [Fact]
    public async Task What_was_signed_for_another_schema_waits_until_a_person_accepts_the_change()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        var pull = await Approved(company, "db/0002-coupon.sql", "CREATE TABLE coupon (code text PRIMARY KEY);\n");
        await database.Execute("CREATE TABLE by_hand (id int)");

        pull.Merge(company.Author);
        await company.Settle();

        Assert.Contains("is not the one that is known", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Contains("by_hand", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Contains("countersign target accept shop-prod", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Equal("by_hand,customer", await database.Scalar(Tables));
        Assert.DoesNotContain(LedgerKind.Intent, company.Ledger());

        await company.AcceptSchema("ana", "it stays");
        pull.Comment(company.Dan, "/countersign deploy");
        await company.Settle();

        Assert.Contains("Applied on", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Equal("by_hand,coupon,customer", await database.Scalar(Tables));
        Assert.Single(company.Ledger(), k => k == LedgerKind.Drift);
    }

    [Fact]
    public async Task What_is_changed_again_after_it_was_accepted_is_noticed_again()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        var pull = await Approved(company, "db/0002-coupon.sql", "CREATE TABLE coupon (code text PRIMARY KEY);\n");
        await database.Execute("CREATE TABLE by_hand (id int)");
        await company.AcceptSchema("ana", "it stays");
        await database.Execute("CREATE TABLE by_hand_too (id int)");

        pull.Merge(company.Author);
        await company.Settle();

        Assert.Contains("by_hand_too", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Equal("by_hand,by_hand_too,customer", await database.Scalar(Tables));
    }

    [Fact]
    public async Task What_our_own_deployments_leave_is_no_drift_and_needs_nobody()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        var first = await Approved(company, "db/0002-coupon.sql", "CREATE TABLE coupon (code text PRIMARY KEY);\n");
        var second = await Approved(company, "db/0003-note.sql", "ALTER TABLE customer ADD COLUMN note text;\n");

        foreach (var pull in new[] { first, second })
        {
            pull.Merge(company.Author);
            await company.Settle();
            Assert.Contains("Applied on", company.CommentOn(pull), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(LedgerKind.Drift, company.Ledger());
    }

    private static async Task<SandboxPullRequest> Approved(Company company, string path, string sql)
    {
        var pull = company.Propose(sql, path, path.Replace('/', '-'));
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();
        return pull;
    }
}
