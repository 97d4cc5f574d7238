using Countersign.IntegrationTests.PostgreSql;
using Countersign.Ledger;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>The whole loop with a real PostgreSQL as production.</summary>
public sealed class PostgreSqlJourney(PostgreSqlServers servers)
{
    private const string Tables = "select string_agg(tablename, ',' order by tablename) from pg_tables where schemaname = 'public'";

    private const string Sql = """
        CREATE TABLE coupon (code text PRIMARY KEY, percent integer NOT NULL);
        INSERT INTO coupon VALUES ('WINTER', 15);
        ALTER TABLE customer ADD COLUMN note text;

        """;

    [Fact]
    public async Task What_is_signed_and_merged_is_in_PostgreSQL_and_in_the_ledger()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        var pull = company.Propose(Sql);
        await company.Settle();
        Assert.Equal("customer", await database.Scalar(Tables));

        pull.Approve(company.Dan);
        await company.Settle();
        pull.Merge(company.Author);
        await company.Settle();

        Assert.Contains("Applied on", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Equal("coupon,customer", await database.Scalar(Tables));
        Assert.Equal("15", await database.Scalar("select percent from coupon"));
        Assert.Single(company.Ledger(), k => k == LedgerKind.Result);
    }

    [Fact]
    public async Task Merged_without_sign_offs_nothing_reaches_PostgreSQL()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        var pull = company.Propose(Sql);
        await company.Settle();

        company.AdminMerge(pull);
        await company.Settle();

        Assert.Equal("customer", await database.Scalar(Tables));
    }

    [Fact]
    public async Task A_concurrent_index_runs_by_itself_and_ends_valid()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var company = await Company.OpenOn(database);
        var pull = company.Propose("-- countersign: no-transaction\nCREATE INDEX CONCURRENTLY customer_email ON customer (email);\nANALYZE customer;\n");
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();

        pull.Merge(company.Author);
        await company.Settle();

        Assert.Equal("True", await database.Scalar("select indisvalid from pg_index where indexrelid = 'customer_email'::regclass"));
        Assert.Equal(2, company.Ledger().Count(k => k == LedgerKind.Result));
    }
}
