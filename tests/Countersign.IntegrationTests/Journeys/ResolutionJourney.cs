using Countersign.Bot.Store;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Ledger;
using Countersign.Sandbox.PullRequests;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>A statement that no probe can decide, a target that it freezes, and a person who looks and says.</summary>
public sealed class ResolutionJourney(PostgreSqlServers servers)
{
    /// <summary>Commits its work and loses its connection before anybody hears of it, as a network may.</summary>
    private const string Deaf = """
        CREATE OR REPLACE PROCEDURE backfill() LANGUAGE plpgsql AS
        'BEGIN INSERT INTO filled DEFAULT VALUES; COMMIT; PERFORM pg_terminate_backend(pg_backend_pid()); COMMIT; END'
        """;

    private const string Sound = """
        CREATE OR REPLACE PROCEDURE backfill() LANGUAGE plpgsql AS 'BEGIN INSERT INTO filled DEFAULT VALUES; COMMIT; END'
        """;

    [Fact]
    public async Task Until_somebody_says_what_they_found_nothing_more_runs()
    {
        var database = await Production();
        await using var company = await Company.OpenOn(database);
        var pull = await MergeTheCall(company);
        Assert.Contains("Frozen", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Contains("countersign deployment resolve", company.CommentOn(pull), StringComparison.Ordinal);

        pull.Comment(company.Dan, "/countersign deploy");
        await company.Settle();

        Assert.Contains("Frozen", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Equal("1", await database.Scalar("select count(*) from filled"));
    }

    [Theory]
    [InlineData(true, "1")]
    [InlineData(false, "2")]
    public async Task What_was_found_becomes_the_result_and_is_sent_again_only_when_nothing_of_it_was_there(bool isApplied, string rows)
    {
        var database = await Production();
        await using var company = await Company.OpenOn(database);
        var pull = await MergeTheCall(company);
        await database.Execute(Sound);
        await company.AcceptSchema("ana", "the procedure that cut its connection is mended");
        var deployments = company.Get<DeploymentRecords>();
        var frozen = Assert.Single(await deployments.ReadFrozen(CancellationToken.None));

        Assert.Equal(1, await deployments.Resolve(frozen.Id, new(isApplied, "ana", "counted the rows", DateTimeOffset.UnixEpoch), CancellationToken.None));
        pull.Comment(company.Dan, "/countersign deploy");
        await company.Settle();

        Assert.Contains("Applied on", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Equal(rows, await database.Scalar("select count(*) from filled"));
        Assert.Empty(await deployments.ReadFrozen(CancellationToken.None));

        var next = company.Propose("CREATE TABLE later (id int);\n", "db/0003-later.sql", "later");
        await company.Settle();
        next.Approve(company.Dan);
        await company.Settle();
        next.Merge(company.Author);
        await company.Settle();
        Assert.Contains("Applied on", company.CommentOn(next), StringComparison.Ordinal);
        Assert.Equal(isApplied ? 3 : 4, company.Ledger().Count(k => k == LedgerKind.Result)); // the indeterminate one, the word on it, …
    }

    private async Task<TestDatabase> Production()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await database.Execute("CREATE TABLE filled (id int GENERATED ALWAYS AS IDENTITY)");
        await database.Execute($"GRANT INSERT ON filled TO {database.ApplyRole}");
        await database.Execute(Deaf);
        return database;
    }

    private static async Task<SandboxPullRequest> MergeTheCall(Company company)
    {
        var pull = company.Propose("-- countersign: no-transaction\nCALL backfill();\n");
        await company.Settle();
        foreach (var person in new[] { company.Dan, company.Ana, company.Bo }) pull.Approve(person);
        await company.Settle();
        pull.Merge(company.Author);
        await company.Settle();
        return pull;
    }
}
