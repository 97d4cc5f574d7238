using Countersign.Ledger;

namespace Countersign.IntegrationTests.Journeys;

public sealed class SignThenMergeJourney
{
    [Fact]
    public async Task What_is_signed_and_merged_is_in_production_and_in_the_ledger()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        Assert.Equal("in_progress", company.CheckOf(pull));

        pull.Approve(company.Dan);
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));

        pull.Merge(company.Author);
        await company.Settle();
        Assert.Equal(["coupon", "customer"], company.Tables());
        Assert.Equal(
            [LedgerKind.Plan, LedgerKind.Verdict, LedgerKind.SignOff, LedgerKind.Verdict, LedgerKind.MergeObserved, LedgerKind.Intent, LedgerKind.Result],
            company.Ledger());
        Assert.Empty(company.Forge.UnknownRequests);
    }

    [Fact]
    public async Task Without_a_sign_off_the_merge_is_blocked_and_nothing_runs()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();

        Assert.NotEmpty(pull.MergeBlockers);
        Assert.Equal(["customer"], company.Tables());
        Assert.Contains("needs 1 sign-off", company.CommentOn(pull), StringComparison.Ordinal);
    }
}
