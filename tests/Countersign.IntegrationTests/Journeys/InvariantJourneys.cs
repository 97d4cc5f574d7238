using Countersign.Sandbox.Repositories;
using Microsoft.Data.Sqlite;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>Promises about the order of things, which only the whole product can keep.</summary>
public sealed class InvariantJourneys
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Invariant(25)]
    public async Task Nothing_reaches_the_target_before_its_intent_is_in_the_ledger(bool isLedgerFull)
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();
        if (isLedgerFull) OnLedger(company, "create trigger full before insert on entries when new.kind = 'intent' begin select raise(abort, 'no room'); end");
        pull.Merge(company.Author);
        await (isLedgerFull ? company.UntilWorkFails() : company.Settle());

        Assert.Equal(isLedgerFull ? ["customer"] : ["coupon", "customer"], company.Tables());
        if (!isLedgerFull) return;
        OnLedger(company, "drop trigger full");
        await company.StopBot();
        await company.StartBot(); // what failed is tried again at once
        await company.Sweep();
        Assert.Equal(["coupon", "customer"], company.Tables());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Invariant(23)]
    public async Task What_was_taken_off_the_protected_branch_again_does_not_run(bool isTakenOff)
    {
        await using var company = await Company.Open();
        var before = company.Repository.Tip("main")!;
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();
        company.Forge.Deliveries.Hold();
        pull.Merge(company.Author);
        if (isTakenOff)
        {
            company.Repository.Unprotect("main");
            company.Repository.ForcePush(company.Root, "main", before, new NewCommit("Elsewhere", [FileChange.Put("notes.md", "x\n")]));
            company.Protect();
        }

        company.Forge.Deliveries.Release();
        await company.Settle();
        await company.Sweep();

        Assert.Equal(isTakenOff ? ["customer"] : ["coupon", "customer"], company.Tables());
    }

    private static void OnLedger(Company company, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(company.DataDirectory, "ledger.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
