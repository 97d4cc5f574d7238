using Countersign.Forges;
using Countersign.Sandbox.Repositories;

namespace Countersign.IntegrationTests.GitHub;

/// <summary>INV-24: whether the forge really blocks merges on our check.</summary>
[Invariant(24)]
[Invariant(38)]
public sealed class GateTests
{
    private static readonly BranchProtection Right = new() { DismissStaleReviews = true, RequiredApprovals = 1, EnforceAdmins = true };

    [Fact]
    public async Task A_check_that_is_pinned_to_us_for_everybody_is_enforced()
    {
        await using var github = await GitHubShop.AsApp();
        var report = await Read(github, Right with { RequiredChecks = [new("countersign", github.Shop.App.Id)] });
        Assert.Empty(report.Problems);
        Assert.True(report.IsEnforced);
    }

    [Fact]
    public async Task Each_part_that_is_missing_is_a_problem()
    {
        await using var github = await GitHubShop.AsApp();
        var pinned = Right with { RequiredChecks = [new("countersign", github.Shop.App.Id)] };
        Assert.Contains("is not a required check", await Problem(github, null));
        Assert.Contains("is not a required check", await Problem(github, Right with { RequiredChecks = [new("other", github.Shop.App.Id)] }));
        Assert.Contains("pin it to this app", await Problem(github, Right with { RequiredChecks = [new("countersign")] }));
        Assert.Contains("pin it to this app", await Problem(github, Right with { RequiredChecks = [new("countersign", 4711)] }));
        Assert.Contains("include administrators", await Problem(github, pinned with { EnforceAdmins = false }));
    }

    [Fact]
    public async Task A_ruleset_counts_when_it_is_known_that_nobody_goes_around_it()
    {
        await using var github = await GitHubShop.AsApp();
        var ruleset = Right with { RequiredChecks = [new("countersign", github.Shop.App.Id)], AsRuleset = true };
        Assert.Contains("is not shown to us", await Problem(github, ruleset));
        github.Shop.App.Permissions["administration"] = "write";
        github.Shop.Forge.ExpireTokens();
        Assert.True((await Read(github, ruleset)).IsEnforced);
    }

    [Fact]
    public async Task What_cannot_be_read_is_a_problem()
    {
        await using var github = await GitHubShop.AsApp();
        github.Shop.App.Permissions.Remove("administration");
        Assert.Contains("give the app `administration: read`", await Problem(github, Right with { RequiredChecks = [new("countersign", github.Shop.App.Id)] }));
    }

    [Fact]
    public async Task A_commit_status_is_never_enforced()
    {
        await using var github = await GitHubShop.WithToken();
        Assert.Contains("anyone who can push can set", await Problem(github, Right with { RequiredChecks = [new("countersign")] }));
    }

    private static async Task<GateReport> Read(GitHubShop github, BranchProtection? protection)
    {
        if (protection is null) github.Shop.Repository.Unprotect("main");
        else github.Shop.Repository.Protect("main", protection);
        return await github.Forge.ReadGate(github.Repository, "main", default);
    }

    private static async Task<string> Problem(GitHubShop github, BranchProtection? protection)
    {
        var report = await Read(github, protection);
        Assert.False(report.IsEnforced);
        return string.Join('\n', report.Problems);
    }
}
