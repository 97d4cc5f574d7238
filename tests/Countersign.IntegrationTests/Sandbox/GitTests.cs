using System.Diagnostics;
using Countersign.Sandbox.Repositories;

namespace Countersign.IntegrationTests.Sandbox;

/// <summary>The git command line clones from and pushes to the sandbox as it does with GitHub.</summary>
public sealed class GitTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("sandbox-git-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_clone_has_the_files_and_a_fetch_the_heads_of_pull_requests()
    {
        await using var shop = await Shop.OpenAsync();
        var (clone, _) = Git(directory, "clone", "-q", Address(shop, shop.Forge.TokenOf(shop.Installation)), "work");
        var (fetch, _) = Git(Work, "fetch", "-q", "origin", "refs/pull/1/head:pr", "refs/pull/1/merge:merged");

        Assert.Equal((0, 0), (clone, fetch));
        Assert.True(File.Exists(Path.Combine(Work, "db", "001_orders.sql")));
        Assert.Equal(shop.Pull.HeadSha, Git(Work, "rev-parse", "pr").Output);
        Assert.Equal(shop.Pull.MergeCommitSha, Git(Work, "rev-parse", "merged").Output);
    }

    [Fact]
    public async Task A_shallow_partial_fetch_of_one_commit_works()
    {
        await using var shop = await Shop.OpenAsync();
        Git(directory, "init", "-q", "work");
        var (exit, output) = Git(
            Work, "fetch", "-q", "--depth=1", "--filter=blob:none", Address(shop, shop.Forge.TokenOf(shop.Installation)), shop.Pull.HeadSha);

        Assert.True(exit == 0, output);
        Assert.Equal(shop.Pull.HeadSha, Git(Work, "rev-parse", "FETCH_HEAD").Output);
    }

    [Fact]
    public async Task Without_a_token_or_with_a_wrong_one_nothing_is_read()
    {
        await using var shop = await Shop.OpenAsync();
        var anonymous = Git(directory, "clone", "-q", shop.Repository.CloneUrl.ToString(), "a");
        var wrong = Git(directory, "clone", "-q", Address(shop, "ghs_wrong"), "b");
        var outsider = Git(directory, "clone", "-q", Address(shop, shop.Forge.TokenOf(shop.Forge.AddUser("mallory"))), "c");

        Assert.All([anonymous, wrong, outsider], result => Assert.NotEqual(0, result.Exit));
    }

    [Fact]
    public async Task A_push_moves_the_pull_request_and_is_announced()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var shop = await Shop.OpenAsync(receiver.Url);
        var before = shop.Pull.HeadSha;
        Git(directory, "clone", "-q", "-b", "note", Address(shop, shop.Forge.TokenOf(shop.Alice)), "work");
        await File.WriteAllTextAsync(Path.Combine(Work, "db", "003_more.sql"), "SELECT 1;\n");
        Git(Work, "add", "-A");
        Git(Work, "-c", "user.name=alice", "-c", "user.email=alice@example.com", "commit", "-q", "-m", "More");
        var (exit, output) = Git(Work, "push", "-q", "origin", "note");
        await shop.Forge.Deliveries.DrainAsync();

        Assert.True(exit == 0, output);
        Assert.Equal(Git(Work, "rev-parse", "HEAD").Output, shop.Pull.HeadSha);
        var synchronize = receiver.Received[^1].Json;
        Assert.Equal(("pull_request", "synchronize"), (receiver.Received[^1].Event, synchronize.GetProperty("action").GetString()));
        Assert.Equal((before, shop.Pull.HeadSha), (synchronize.GetProperty("before").GetString(), synchronize.GetProperty("after").GetString()));
    }

    [Fact]
    public async Task A_push_by_a_reader_or_to_a_protected_branch_is_refused()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Repository.Protect("main", new BranchProtection { RequiredApprovals = 1 });
        var before = shop.Repository.Tip("main");
        Git(directory, "clone", "-q", Address(shop, shop.Forge.TokenOf(shop.Carol)), "work");
        Git(Work, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "--allow-empty", "-m", "Sneak");
        var reader = Git(Work, "push", "-q", "origin", "main");
        var writer = Git(Work, "push", "-q", Address(shop, shop.Forge.TokenOf(shop.Alice)), "main");

        Assert.NotEqual(0, reader.Exit);
        Assert.NotEqual(0, writer.Exit);
        Assert.Contains("GH006", writer.Output, StringComparison.Ordinal);
        Assert.Equal(before, shop.Repository.Tip("main"));
    }

    private string Work => Path.Combine(directory, "work");

    private static string Address(Shop shop, string token) =>
        new UriBuilder(shop.Repository.CloneUrl) { UserName = "x-access-token", Password = token }.Uri.ToString();

    private static (int Exit, string Output) Git(string where, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = where, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, (output + errors.GetAwaiter().GetResult()).Trim());
    }
}
