using Countersign.Bot.Configuration;
using Countersign.Bot.Store;
using Countersign.IntegrationTests.SqlServer.Executing;
using Countersign.Ledger;
using Countersign.Ledger.V1;
using Countersign.Sandbox;
using Countersign.Sandbox.Repositories;

namespace Countersign.IntegrationTests.Journeys;

/// <content>SQL Server as production: what is sent is seen at the socket, by the shipped target and the real SqlClient.</content>
internal sealed partial class Company
{
    private PretendServer? _sqlServer;

    /// <summary>A company whose production is this server, with these files on the main branch.</summary>
    /// <param name="governs">The lines of the policy that say what is governed.</param>
    public static async Task<Company> OpenOn(PretendServer sqlServer, string governs, params ImmutableArray<FileChange> files)
    {
        var policy = Policy.Replace("  - name: shop-prod", "  - name: shop-mssql", StringComparison.Ordinal)
            .Replace("dialect: sqlite", "dialect: sqlserver", StringComparison.Ordinal).Replace("scripts: [\"db/*.sql\"]", governs, StringComparison.Ordinal);
        var company = new Company(await SandboxForge.StartAsync(), policy, null, files) { _sqlServer = sqlServer };
        await company.Enrol();
        await company.StartBot();
        return company;
    }

    /// <summary>SHA-256 of every statement of the first plan in the ledger, which is the one that was reviewed, in order.</summary>
    public ImmutableArray<string> PlannedBytes() =>
        [.. Bodies().OfType<PlanV1>().First().Targets.SelectMany(t => t.Statements).Select(s => s.Sha256)];

    private IEnumerable<BodyV1?> Bodies() => [.. Get<LedgerStore>().ReadAll().Select(e => LedgerEntry.Read(e.Span).Body)];

    private static ConnectionOptions ConnectionTo(PretendServer server) => new()
    {
        Dialect = "sqlserver",
        Apply = server.Endpoint.ConnectionString("app"),
        Verify = server.Endpoint.ConnectionString("verifier"),
        Admin = server.Endpoint.ConnectionString("admin"),
    };
}
