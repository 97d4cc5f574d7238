using Countersign.Changes;
using Countersign.Forges;
using Countersign.Forges.Git;
using Countersign.Sandbox.Repositories;

namespace Countersign.IntegrationTests.GitHub;

public sealed class FetchingTests : IDisposable
{
    private const string Canary = "canary-3f9a1c";

    private readonly string _directory = Directory.CreateTempSubdirectory("countersign-mirrors-").FullName;
    private readonly GitMirrors _mirrors;

    public FetchingTests() => _mirrors = new(new GitMirrorOptions(_directory, TimeSpan.FromMinutes(2)), TimeProvider.System);

    [Fact]
    public async Task Branches_heads_and_commits_are_fetched_and_read()
    {
        await using var github = await GitHubShop.AsApp();
        var remote = await github.Forge.ReadRemote(github.Repository, default);
        var moves = await _mirrors.Fetch(
            github.Repository.Id, remote,
            [new GitWant.Branch("main"), new GitWant.Reference("refs/pull/1/head"), new GitWant.Commit(github.Head)], default);

        Assert.Equal([(null, true), (null, true), (null, true)], moves.Select(m => (m.Before, m.IsFastForward)));
        using var repository = _mirrors.Open(github.Repository.Id);
        Assert.Equal(github.Head, repository.ResolveRef("refs/pull/1/head"));
        var diff = repository.Diff(repository.MergeBase(moves[0].After, github.Head)!.Value, github.Head, default);
        Assert.Equal("ALTER TABLE orders ADD COLUMN note text;\n"u8, repository.ReadBlob(Assert.Single(diff).NewBlob!).Span);
    }

    [Fact]
    public async Task A_protected_branch_that_went_backwards_is_told()
    {
        await using var github = await GitHubShop.AsApp();
        var shop = github.Shop;
        var start = shop.Repository.Tip("main")!;
        shop.Repository.Push(shop.Root, "main", "one", FileChange.Put("x", "1"));
        Assert.True((await FetchMain(github)).IsFastForward);
        shop.Repository.Push(shop.Root, "main", "two", FileChange.Put("x", "2"));
        Assert.True((await FetchMain(github)).IsFastForward);

        shop.Repository.ForcePush(shop.Root, "main", start, new NewCommit("instead", FileChange.Put("x", "3")));

        var move = await FetchMain(github);
        Assert.False(move.IsFastForward);
        Assert.Equal(new CommitId(shop.Repository.Tip("main")!), move.After);
    }

    [Fact]
    public async Task A_commit_that_is_here_is_not_asked_for_again()
    {
        await using var github = await GitHubShop.AsApp();
        var remote = await github.Forge.ReadRemote(github.Repository, default);
        await _mirrors.Fetch(github.Repository.Id, remote, [new GitWant.Commit(github.Head)], default);
        var nowhere = new GitRemote(new Uri("http://127.0.0.1:9/acme/shop.git"), new Secret("none"));
        await _mirrors.Fetch(github.Repository.Id, nowhere, [new GitWant.Commit(github.Head)], default);
        await Assert.ThrowsAsync<ForgeUnavailableException>(
            () => _mirrors.Fetch(github.Repository.Id, nowhere, [new GitWant.Branch("main")], default));
    }

    [Fact]
    public async Task A_lock_that_a_killed_git_left_behind_does_not_stop_later_fetches()
    {
        await using var github = await GitHubShop.AsApp();
        await FetchMain(github);
        github.Shop.Repository.Push(github.Shop.Root, "main", "one", FileChange.Put("x", "1"));
        await File.WriteAllTextAsync(Path.Combine(_directory, $"{github.Repository.Id}.git", "refs", "heads", "main.lock"), "");
        Assert.Equal(github.Shop.Repository.Tip("main"), (await FetchMain(github)).After.Hex);
    }

    [Fact]
    public async Task Refused_credentials_are_told_without_showing_them_anywhere()
    {
        await using var github = await GitHubShop.AsApp();
        var remote = (await github.Forge.ReadRemote(github.Repository, default)) with { Authorization = new Secret("Basic " + Canary) };
        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(
            () => _mirrors.Fetch(github.Repository.Id, remote, [new GitWant.Branch("main")], default));

        Assert.DoesNotContain(Canary, fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, $"{remote}", StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(_directory, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain(Canary, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no-such-branch", "does not have a reference")]
    [InlineData("--upload-pack=touch /tmp/owned", "does not allow")]
    [InlineData("a..b", "does not allow")]
    [InlineData("x:refs/heads/main", "does not allow")]
    [InlineData("ma*n", "does not allow")]
    public async Task A_branch_that_is_not_there_or_cannot_be_is_refused(string branch, string expected)
    {
        await using var github = await GitHubShop.AsApp();
        var remote = await github.Forge.ReadRemote(github.Repository, default);
        var fault = await Assert.ThrowsAnyAsync<Exception>(
            () => _mirrors.Fetch(github.Repository.Id, remote, [new GitWant.Branch(branch)], default));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://forge.example/a/b.git", "https only")]
    [InlineData("file:///etc", "https only")]
    [InlineData("ssh://git@forge.example/a/b.git", "holds a credential")]
    [InlineData("https://token:canary-3f9a1c@forge.example/a/b.git", "holds a credential")]
    public async Task Only_https_addresses_without_credentials_are_fetched_from(string address, string expected)
    {
        var remote = new GitRemote(new Uri(address), new Secret("none"));
        var fault = await Assert.ThrowsAsync<ForgeUnavailableException>(
            () => _mirrors.Fetch(new RepositoryId(5), remote, [new GitWant.Branch("main")], default));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, fault.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private async Task<ReferenceMove> FetchMain(GitHubShop github) => Assert.Single(await _mirrors.Fetch(
        github.Repository.Id, await github.Forge.ReadRemote(github.Repository, default), [new GitWant.Branch("main")], default));
}
