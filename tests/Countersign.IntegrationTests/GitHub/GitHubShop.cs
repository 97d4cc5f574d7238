using Countersign.Changes;
using Countersign.Forges;
using Countersign.Forges.GitHub;
using Countersign.IntegrationTests.Sandbox;

namespace Countersign.IntegrationTests.GitHub;

/// <summary>The shop with our adapter connected to it. Leaving it fails the test if the forge was asked something it does not know.</summary>
internal sealed class GitHubShop : IAsyncDisposable
{
    private GitHubShop(Shop shop, GitHubCredentials credentials)
    {
        Shop = shop;
        Forge = new GitHubForge(
            new GitHubOptions(shop.Forge.BaseUrl, credentials) { RetryDelay = TimeSpan.FromMilliseconds(1), Repositories = ["acme/shop"] },
            TimeProvider.System);
        Repository = new RepositoryRef(new RepositoryId(shop.Repository.Id), "acme", "shop");
    }

    internal Shop Shop { get; }

    internal GitHubForge Forge { get; }

    internal RepositoryRef Repository { get; }

    internal CommitId Head => new(Shop.Pull.HeadSha);

    internal static async Task<GitHubShop> AsApp(TimeProvider? time = null)
    {
        var shop = await Shop.OpenAsync(time: time);
        return new(shop, new GitHubCredentials.App(shop.App.Id, new Secret(shop.PrivateKeyPem)));
    }

    internal static async Task<GitHubShop> WithToken()
    {
        var shop = await Shop.OpenAsync();
        return new(shop, new GitHubCredentials.Token(new Secret(shop.Forge.TokenOf(shop.Root))));
    }

    internal async Task<ChangeFacts> Read() => (await Forge.ReadChange(Repository, Shop.Pull.Number, default))!;

    public async ValueTask DisposeAsync()
    {
        Forge.Dispose();
        var unknown = Shop.Forge.UnknownRequests;
        await Shop.DisposeAsync();
        Assert.Empty(unknown);
    }
}
