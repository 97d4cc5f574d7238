using System.Security.Cryptography;
using Countersign.Forges;
using Countersign.Forges.GitHub;
using Countersign.IntegrationTests.Sandbox;
using Countersign.Sandbox.Switches;

namespace Countersign.IntegrationTests.GitHub;

/// <summary>INV-38 and the forge's rows of the fault matrix: recover what can be, else say why and when to ask again.</summary>
[Invariant(38)]
public sealed class FaultTests
{
    [Fact]
    public async Task Passing_failures_are_overcome()
    {
        await using var github = await GitHubShop.AsApp();
        github.Shop.Forge.Switches.Fail(Fault.BadGateway("/reviews", requests: 2));
        github.Shop.Forge.Switches.Fail(Fault.SecondaryLimit(429, TimeSpan.Zero, requests: 2));
        Assert.Equal(github.Head, (await github.Read()).Change.Head);
    }

    [Fact]
    public async Task Lasting_failures_are_told_with_the_request()
    {
        await using var github = await GitHubShop.AsApp();
        github.Shop.Forge.Switches.Fail(Fault.BadGateway("/reviews", requests: 4));
        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(github.Read);
        Assert.Equal($"GitHub answered `GET repositories/{github.Repository.Id}/pulls/1/reviews` with 502", fault.Message);
    }

    [Fact]
    public async Task A_used_up_limit_tells_when_it_is_reset()
    {
        await using var github = await GitHubShop.AsApp();
        github.Shop.Forge.Switches.Fail(Fault.PrimaryLimit());
        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(github.Read);
        Assert.InRange(fault.RetryAt!.Value, DateTimeOffset.UtcNow.AddSeconds(20), DateTimeOffset.UtcNow.AddMinutes(61));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task A_secondary_limit_with_a_long_wait_is_not_sat_out(int status)
    {
        await using var github = await GitHubShop.AsApp();
        await github.Read();
        github.Shop.Forge.Switches.Fail(Fault.SecondaryLimit(status, TimeSpan.FromMinutes(5)));
        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(github.Read);
        Assert.InRange(fault.RetryAt!.Value, DateTimeOffset.UtcNow.AddMinutes(4), DateTimeOffset.UtcNow.AddMinutes(6));
    }

    [Fact]
    public async Task A_secondary_limit_that_names_no_time_means_a_minute()
    {
        await using var github = await GitHubShop.AsApp();
        await github.Read();
        github.Shop.Forge.Switches.Fail(Fault.SecondaryLimit(403, null));
        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(github.Read);
        Assert.InRange(fault.RetryAt!.Value, DateTimeOffset.UtcNow.AddSeconds(30), DateTimeOffset.UtcNow.AddSeconds(90));
    }

    [Fact]
    public async Task A_comment_is_not_posted_twice_when_the_answer_to_the_first_was_lost()
    {
        await using var github = await GitHubShop.AsApp();
        github.Shop.Forge.Switches.Fail(Fault.BadGateway("/comments"));
        await Assert.ThrowsAsync<ForgeUnavailableException>(() => github.Forge.WriteComment(github.Repository, 1, null, "x", default));
        Assert.Single(github.Shop.Forge.Journal.Writes, w => w.Path.Contains("/comments", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_ends_in_the_middle_is_renewed()
    {
        await using var github = await GitHubShop.AsApp();
        await github.Read();
        github.Shop.Forge.ExpireTokens();
        Assert.Equal(github.Head, (await github.Read()).Change.Head);
    }

    [Fact]
    public async Task An_app_that_was_uninstalled_is_told_so()
    {
        await using var github = await GitHubShop.AsApp();
        await github.Read();
        github.Shop.Forge.Uninstall(github.Shop.Installation);
        await Assert.ThrowsAsync<ForgeUnavailableException>(github.Read);
    }

    [Fact]
    public async Task A_renamed_repository_is_found_by_its_id_under_its_new_name()
    {
        await using var github = await GitHubShop.AsApp();
        github.Shop.Repository.Rename(github.Shop.Root, "store");
        Assert.Equal("acme/store", (await github.Read()).Change.RepositoryName);
        Assert.EndsWith("/acme/store.git", (await github.Forge.ReadRemote(github.Repository, default)).Url.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    [Invariant(35)]
    public async Task Credentials_that_are_refused_or_unreadable_show_nowhere()
    {
        const string canary = "canary-77b1";
        await using var shop = await Shop.OpenAsync();
        using var other = RSA.Create(2048);
        GitHubCredentials[] wrong =
        [
            new GitHubCredentials.Token(new Secret(canary)),
            new GitHubCredentials.App(shop.App.Id, new Secret(other.ExportRSAPrivateKeyPem())),
            new GitHubCredentials.App(shop.App.Id, new Secret($"-----BEGIN PRIVATE KEY-----\n{canary}\n-----END PRIVATE KEY-----")),
        ];
        foreach (var credentials in wrong)
        {
            var options = new GitHubOptions(shop.Forge.BaseUrl, credentials) { Repositories = ["acme/shop"] };
            using var forge = new GitHubForge(options, TimeProvider.System);
            var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(() => forge.ListRepositories(default));
            Assert.DoesNotContain(canary, fault.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(canary, $"{options}", StringComparison.Ordinal);
        }
    }
}
