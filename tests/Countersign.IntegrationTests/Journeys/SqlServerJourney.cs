using System.Security.Cryptography;
using System.Text;
using Countersign.IntegrationTests.SqlServer.Executing;
using Countersign.Ledger;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;
using Countersign.Targets.SqlServer.Executing;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>
/// The whole loop for SQL Server: shown, signed, merged and sent. What arrives at the server's socket is what the ledger has the digests
/// of, batch by batch, and nothing else.
/// </summary>
[Invariant(11)]
public sealed class SqlServerJourney
{
    private const string Migration = "CREATE TABLE dbo.coupon (code nvarchar(20) NOT NULL);\nGO\n\nINSERT INTO dbo.coupon (code) VALUES (N'é😀'); -- the first\nGO\n";
    private const string Scripts = "scripts: [\"db/*.sql\"]";
    private const string Project = "project: db/shop/shop.sqlproj";
    private const string Orders = "CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, code varchar(50) NULL, legacy int NULL);\n";
    private const string Fewer = "CREATE TABLE dbo.orders (id int NOT NULL CONSTRAINT pk_orders PRIMARY KEY, code varchar(50) NULL);\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_signed_and_merged_is_sent_byte_for_byte(bool isProject)
    {
        await using var server = new PretendServer();
        await using var company = await Open(server, isProject);
        var pull = await Proposed(company, isProject);
        Assert.Empty(server.Signed);

        await Sign(company, pull);
        pull.Merge(company.Author);
        await company.Settle();

        Assert.Contains("Applied on", company.CommentOn(pull), StringComparison.Ordinal);
        var sent = server.Signed.Select(r => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(r.Text)))).ToList();
        Assert.Equal(isProject ? 3 : 2, sent.Count);
        Assert.Equal(company.PlannedBytes(), sent);
        Assert.All(server.Signed, r => Assert.Equal("app", r.User));
        Assert.Single(server.Markers);
        Assert.Single(company.Ledger(), k => k == LedgerKind.Result);
    }

    /// <summary>Of the project, the comment shows the batches, the alert on the batch that causes it, and who must sign what.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_shown_without_sign_offs_cannot_be_merged_and_nothing_is_sent(bool isProject)
    {
        await using var server = new PretendServer();
        await using var company = await Open(server, isProject);
        var pull = await Proposed(company, isProject);
        if (isProject)
            Tests.Golden.Equal(company.CommentOn(pull).Replace(company.DigestIn(pull), "(digest)", StringComparison.Ordinal)
                .Replace(pull.HeadSha[..10], "(head)", StringComparison.Ordinal), "SqlServerJourney.approved.md");

        Assert.NotEmpty(pull.MergeBlockers);
        company.AdminMerge(pull);
        await company.Settle();

        Assert.Empty(server.Signed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_something_else_lands_nothing_is_sent(bool isProject)
    {
        await using var server = new PretendServer();
        await using var company = await Open(server, isProject);
        var pull = await Proposed(company, isProject);
        await Sign(company, pull);

        company.Forge.Switches.EvilMerge = isProject
            ? FileChange.Put("db/shop/orders.sql", "CREATE TABLE dbo.orders (id int NOT NULL);\n")
            : FileChange.Put("db/0002-change.sql", "DROP TABLE dbo.customer;\n");
        pull.Merge(company.Author);
        await company.Settle();

        Assert.Contains("what landed is not what was reviewed", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Empty(server.Signed);
    }

    /// <summary>CS123: the level is part of what was signed, because the scripts are read by it.</summary>
    [Theory]
    [InlineData("compatibility_level: 150", false)]
    [InlineData("# as before", true)]
    public async Task When_the_policy_reads_the_database_at_another_level_meanwhile_nothing_is_sent(string line, bool isSent)
    {
        await using var server = new PretendServer();
        await using var company = await Open(server, isProject: true);
        var pull = await Proposed(company, isProject: true);
        await Sign(company, pull);
        await company.StopBot();

        pull.Merge(company.Author);
        var policy = Encoding.UTF8.GetString(company.Repository.File("main", ".countersign.yml")!)
            .Replace("dialect: sqlserver", $"dialect: sqlserver\n    {line}", StringComparison.Ordinal);
        company.Repository.Unprotect("main");
        company.Repository.Push(company.Root, "main", "Say the level", FileChange.Put(".countersign.yml", policy));
        company.Protect();
        await company.StartBot();
        await company.Sweep();

        Assert.Equal(isSent, server.Signed.Any());
        Assert.Equal(!isSent, company.CommentOn(pull).Contains("was renamed, removed or pointed elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_batch_that_the_server_refuses_is_named_in_the_comment_and_the_rest_is_not_sent()
    {
        await using var server = new PretendServer();
        server.Behaviours["CREATE TABLE dbo.coupon (code nvarchar(20) NOT NULL);"] = (session, reply) =>
            session.RollBack(reply).Error(2714, 16, "There is already an object named 'coupon' in the database.").ToArray();
        await using var company = await Open(server, isProject: false);
        var pull = await Proposed(company, isProject: false);
        await Sign(company, pull);

        pull.Merge(company.Author);
        await company.Settle();

        Assert.Contains("2714", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Single(server.Signed);
        Assert.Empty(server.Markers);
    }

    /// <summary>Whether the database still has the schema that was left cannot be told, so nobody assumes that it has.</summary>
    [Fact]
    public async Task Where_policy_watches_drift_a_schema_that_cannot_be_read_holds_the_deployment()
    {
        await using var server = new PretendServer();
        server.Instead.Add((SchemaSight.MaySeeSql, _ => new SqlServer.Wire.TdsReply().Rows(1, ["0"]).ToArray()));
        await using var company = await Company.OpenOn(server, Scripts + "\n    drift: refuse", FileChange.Put("db/0001-base.sql", Company.Base));
        var pull = await Proposed(company, isProject: false);
        await Sign(company, pull);

        pull.Merge(company.Author);
        await company.Settle();

        Assert.Contains("the verify login does not see every definition", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Empty(server.Signed);
    }

    private static Task<Company> Open(PretendServer server, bool isProject) => isProject
        ? Company.OpenOn(server, Project, FileChange.Put("db/shop/shop.sqlproj", "<Project Sdk=\"Microsoft.Build.Sql\"/>\n"), FileChange.Put("db/shop/orders.sql", Orders))
        : Company.OpenOn(server, Scripts, FileChange.Put("db/0001-base.sql", Company.Base));

    private static async Task<SandboxPullRequest> Proposed(Company company, bool isProject)
    {
        var pull = isProject
            ? company.Propose("change", FileChange.Put("db/shop/orders.sql", Fewer), FileChange.Put("db/shop/cheap.sql", "CREATE VIEW dbo.cheap AS SELECT id FROM dbo.orders;\n"))
            : company.Propose(Migration);
        await company.Settle();
        return pull;
    }

    private static async Task Sign(Company company, SandboxPullRequest pull)
    {
        foreach (var person in new[] { company.Ana, company.Bo }) pull.Approve(person);
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));
    }
}
