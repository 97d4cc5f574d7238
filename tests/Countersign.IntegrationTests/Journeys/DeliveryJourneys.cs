namespace Countersign.IntegrationTests.Journeys;

/// <summary>Deliveries are hints: lost, doubled or out of order, the end is the same.</summary>
[Invariant(2)]
[Invariant(3)]
public sealed class DeliveryJourneys
{
    [Fact]
    public async Task Lost_deliveries_are_made_up_for_by_the_sweep()
    {
        await using var company = await Company.Open();
        company.Forge.Deliveries.Hold();
        var pull = company.Propose(Company.Creates);
        company.Forge.Deliveries.Drop(_ => true);
        company.Forge.Deliveries.Release();
        await company.Sweep();
        Assert.Equal("in_progress", company.CheckOf(pull));

        company.Forge.Deliveries.Hold();
        pull.Approve(company.Dan);
        company.Forge.Deliveries.Drop(_ => true);
        company.Forge.Deliveries.Release();
        await company.Sweep();
        Assert.Equal("success", company.CheckOf(pull));

        company.Forge.Deliveries.Hold();
        pull.Merge(company.Author);
        company.Forge.Deliveries.Drop(_ => true);
        company.Forge.Deliveries.Release();
        await company.Sweep();
        Assert.Equal(["coupon", "customer"], company.Tables());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Doubled_and_shuffled_deliveries_change_nothing(int seed)
    {
        await using var company = await Company.Open();
        company.Forge.Deliveries.Hold();
        var pull = company.Propose(Company.Creates);
        pull.Approve(company.Dan);
        company.Forge.Deliveries.Duplicate(_ => true);
        company.Forge.Deliveries.Shuffle(seed);
        company.Forge.Deliveries.Release();
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));

        company.Forge.Deliveries.Hold();
        pull.Merge(company.Author);
        company.Forge.Deliveries.Duplicate(_ => true);
        company.Forge.Deliveries.Shuffle(seed);
        company.Forge.Deliveries.Release();
        await company.Settle();

        Assert.Equal(["coupon", "customer"], company.Tables());
        Assert.Equal(1, company.Ledger().Count(k => k == Countersign.Ledger.LedgerKind.Result));
        company.CommentOn(pull);
    }

    [Fact]
    public async Task An_unchanged_review_writes_nothing_to_the_forge()
    {
        await using var company = await Company.Open();
        company.Propose(Company.Creates);
        await company.Settle();
        var before = Writes(company);

        await company.Sweep();
        await company.Sweep();

        Assert.Equal(before, Writes(company));
    }

    private static ImmutableArray<string> Writes(Company company) =>
    [
        .. company.Forge.Journal.Entries
            .Where(e => e.Method != "GET" && !e.Path.EndsWith("/access_tokens", StringComparison.Ordinal) && !e.Path.EndsWith("git-upload-pack", StringComparison.Ordinal))
            .Select(e => $"{e.Method} {e.Path}"),
    ];
}
