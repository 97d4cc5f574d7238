using Countersign.Bot.Store;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Ledger;
using Countersign.Sandbox.PullRequests;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>
/// A block whose branch depends on a row that only production has. The rehearsal on a copy of the schema cannot see the branch,
/// nobody signed it, and so it does not happen.
/// </summary>
public sealed class EnforcementJourney(PostgreSqlServers servers)
{
    private const string Tables = "select string_agg(tablename, ',' order by tablename) from pg_tables where schemaname = 'public'";

    private const string Sql = """
        CREATE TABLE coupon (code text PRIMARY KEY);
        DO 'BEGIN IF EXISTS (SELECT FROM customer WHERE email = ''odd@example.org'') THEN GRANT SELECT ON customer TO PUBLIC; END IF; END';

        """;

    [Fact]
    public async Task What_production_alone_would_do_is_rolled_back_and_the_comment_and_the_ledger_say_so()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        await database.Execute("INSERT INTO customer VALUES (7, 'odd@example.org')");

        var pull = await Merged(company);

        Assert.Contains("did more than was signed", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Equal("customer", await database.Scalar(Tables));
        Assert.Equal("False", await database.Scalar("select coalesce(relacl::text, '') like '%=r/%' from pg_class where relname = 'customer'"));
        Assert.Equal("0", await database.Scalar("select count(*) from countersign.marker"));
        Assert.Contains("Code: more-than-signed", Pages(company), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_change_is_applied_where_it_does_what_was_signed()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        await database.Execute("INSERT INTO customer VALUES (7, 'even@example.org')");

        var pull = await Merged(company);

        Assert.Contains("Applied on", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Equal("coupon,customer", await database.Scalar(Tables));
        Assert.Contains("held to what was signed: locks, rows and schema, before COMMIT", Pages(company), StringComparison.Ordinal);
    }

    private static async Task<SandboxPullRequest> Merged(Company company)
    {
        var pull = company.Propose(Sql);
        await company.Settle();
        foreach (var person in new[] { company.Dan, company.Ana, company.Bo }) pull.Approve(person);
        await company.Settle();
        pull.Merge(company.Author);
        await company.Settle();
        return pull;
    }

    private static string Pages(Company company) => string.Join('\n',
        company.Get<LedgerStore>().ReadAll().SelectMany(e => LedgerPage.Of(LedgerEntry.Read(e.Span))));
}
