using Countersign.Bot.Store;
using Countersign.IntegrationTests.Bot.Store;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.IntegrationTests.Commands;

/// <summary>What an operator asks of a store in files, asked of one in PostgreSQL that several processes share.</summary>
public sealed class SharedStoreTests(PostgreSqlServers servers)
{
    [Fact]
    public async Task A_frozen_deployment_is_shown_and_resolved()
    {
        await using var desk = await OperatorDesk.OpenOn(await StoreFile.Connection(await servers.Shared, "operator"));
        await desk.WithBot(DeploymentTests.Freeze);

        Assert.Contains("backend id: 4711", (await desk.Run("deployment", "show")).Ends(0).Output, StringComparison.Ordinal);
        (await desk.Run("deployment", "resolve", "1", "--found", "not-applied", "--by", "ana", "--because", "it is not there")).Ends(0);

        Assert.Contains("ana found it not applied", (await desk.Run("deployment", "show", "1")).Ends(0).Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(desk.Data) && Directory.EnumerateFiles(desk.Data, "*.db").Any(), "there is a store in files, too");
    }

    [Fact]
    public async Task The_ledger_is_verified_shown_and_exported()
    {
        await using var desk = await OperatorDesk.OpenOn(await StoreFile.Connection(await servers.Shared, "auditor"));
        Assert.Contains("holds no ledger", (await desk.Run("ledger", "verify")).Ends(2).Errors, StringComparison.Ordinal);
        await desk.WithBot(parts => parts.GetRequiredService<LedgerStore>().Append(LedgerFacts.All));

        var verified = (await desk.Run("ledger", "verify")).Ends(0).Output;
        (await desk.Run("ledger", "export", "copy.jsonl")).Ends(0);

        Assert.Contains($"intact: {LedgerFacts.All.Length} entries", verified, StringComparison.Ordinal);
        Assert.Equal(verified, (await desk.Run("ledger", "verify", "--file", "copy.jsonl")).Ends(0).Output);
        Assert.StartsWith("Entry 3: merge-observed", (await desk.Run("ledger", "show", "3")).Ends(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_somebody_changed_in_the_database_is_found()
    {
        await using var desk = await OperatorDesk.OpenOn(await StoreFile.Connection(await servers.Shared, "forger"));
        await desk.WithBot(parts => parts.GetRequiredService<LedgerStore>().Append(LedgerFacts.All));
        await (await servers.Shared).Execute(
            "ALTER TABLE countersign_ledger.entries DISABLE TRIGGER ALL", "forger");
        await (await servers.Shared).Execute("DELETE FROM countersign_ledger.entries WHERE sequence = 3", "forger");

        (await desk.Run("ledger", "verify")).Ends(12);
    }
}
