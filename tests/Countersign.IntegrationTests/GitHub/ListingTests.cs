using Countersign.Sandbox.Repositories;
using Microsoft.Extensions.Time.Testing;

namespace Countersign.IntegrationTests.GitHub;

/// <summary>INV-03: everything is found without any delivery.</summary>
[Invariant(3)]
public sealed class ListingTests
{
    [Fact]
    public async Task An_app_finds_the_repositories_of_all_its_installations()
    {
        await using var github = await GitHubShop.AsApp();
        var other = github.Shop.Forge.AddUser("other");
        github.Shop.Forge.CreateRepository(other, "library");
        Assert.Equal(["acme/shop"], await Names(github));
        github.Shop.Forge.Install(github.Shop.App, other);
        Assert.Equal(["acme/shop", "other/library"], await Names(github));
    }

    [Fact]
    public async Task With_a_token_the_configuration_names_the_repositories()
    {
        await using var github = await GitHubShop.WithToken();
        Assert.Equal(github.Repository, Assert.Single(await github.Forge.ListRepositories(default)));
    }

    [Fact]
    public async Task Open_and_recently_merged_changes_are_listed_and_closed_ones_are_not()
    {
        await using var github = await GitHubShop.AsApp();
        var shop = github.Shop;
        for (var i = 2; i <= 5; i++)
        {
            shop.Repository.Push(shop.Alice, $"b{i}", "work", FileChange.Put($"f{i}", "1"));
            shop.Repository.OpenPullRequest(shop.Alice, $"b{i}", "main", $"{i}", "");
        }

        shop.Repository.PullRequest(2).Merge(shop.Bob);
        shop.Repository.PullRequest(3).Close(shop.Alice);
        shop.Forge.Switches.PageSize = 1;

        var hourAgo = await github.Forge.ListChanges(github.Repository, null, DateTimeOffset.UtcNow.AddHours(-1), default);
        var inAnHour = await github.Forge.ListChanges(github.Repository, null, DateTimeOffset.UtcNow.AddHours(1), default);

        Assert.Equal([1, 2, 4, 5], hourAgo.Select(c => c.Key.Number).Order());
        Assert.Equal([1, 4, 5], inAnHour.Select(c => c.Key.Number).Order());
        Assert.All(hourAgo, c => Assert.Equal(github.Repository.Id, c.Key.Repository));
    }

    [Fact]
    public async Task What_was_updated_is_listed_without_turning_the_pages_of_what_was_not()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var github = await GitHubShop.AsApp(clock);
        var shop = github.Shop;
        for (var i = 2; i <= 9; i++)
        {
            shop.Repository.Push(shop.Alice, $"b{i}", "work", FileChange.Put($"f{i}", "1"));
            shop.Repository.OpenPullRequest(shop.Alice, $"b{i}", "main", $"{i}", "");
        }

        shop.Forge.Switches.PageSize = 1;
        clock.Advance(TimeSpan.FromMinutes(5));
        var since = clock.GetUtcNow().AddSeconds(-1); // the forge's times are whole seconds
        shop.Repository.PullRequest(3).Comment(shop.Bob, "a comment is an update");
        shop.Forge.Journal.Clear();

        var listed = await github.Forge.ListChanges(github.Repository, since, since, default);

        Assert.Equal(3, Assert.Single(listed).Key.Number);
        Assert.Equal(2, shop.Forge.Journal.Entries.Count(e => e.Path.Contains("state=open", StringComparison.Ordinal)));
    }

    private static async Task<IEnumerable<string>> Names(GitHubShop github) =>
        (await github.Forge.ListRepositories(default)).Select(r => r.FullName).Order();
}
