using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;
using Octokit;

namespace Countersign.IntegrationTests.Sandbox;

/// <summary>The merge queue asks for checks on commits of its own, and fast-forwards when they are green.</summary>
public sealed class MergeQueueTests
{
    [Fact]
    public async Task A_green_group_is_fast_forwarded_to()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var shop = await OpenAsync(receiver.Url);
        var tip = shop.Repository.Tip("main")!;
        shop.Pull.Enqueue(shop.Bob);
        var (_, head, name) = Assert.Single(shop.Repository.Queue.Entries);
        await shop.Forge.Deliveries.DrainAsync();
        var requested = receiver.Received.Last(one => one.Event == "merge_group").Json;
        await ReportAsync(shop, head, CheckConclusion.Success);

        Assert.Equal($"gh-readonly-queue/main/pr-1-{tip}", name);
        Assert.Equal("checks_requested", requested.GetProperty("action").GetString());
        var group = requested.GetProperty("merge_group");
        Assert.Equal((head, $"refs/heads/{name}", tip, "refs/heads/main"),
            (group.GetProperty("head_sha").GetString(), group.GetProperty("head_ref").GetString(),
             group.GetProperty("base_sha").GetString(), group.GetProperty("base_ref").GetString()));
        Assert.Equal((head, PullRequestState.Merged), (shop.Repository.Tip("main"), shop.Pull.State));
        Assert.Null(shop.Repository.Tip(name));
    }

    [Fact]
    public async Task A_failing_group_is_thrown_out_and_what_follows_is_built_again()
    {
        await using var shop = await OpenAsync(null);
        shop.Repository.Push(shop.Alice, "second", "Second", FileChange.Put("second.txt", "x\n"));
        var second = shop.Repository.OpenPullRequest(shop.Alice, "second", "main", "Second");
        await ReportAsync(shop, second.HeadSha, CheckConclusion.Success);
        var tip = shop.Repository.Tip("main");
        shop.Pull.Enqueue(shop.Bob);
        second.Enqueue(shop.Bob);
        var (first, stacked) = (shop.Repository.Queue.Entries[0].HeadSha, shop.Repository.Queue.Entries[1].HeadSha);
        Assert.NotNull(shop.Repository.File(stacked, "db/002_note.sql"));

        await ReportAsync(shop, first, CheckConclusion.Failure);

        var (pull, rebuilt, _) = Assert.Single(shop.Repository.Queue.Entries);
        Assert.Equal((second, PullRequestState.Open, tip), (pull, shop.Pull.State, shop.Repository.Tip("main")));
        Assert.Null(shop.Repository.File(rebuilt, "db/002_note.sql"));
    }

    [Fact]
    public async Task A_branch_with_a_queue_takes_no_other_merge()
    {
        await using var shop = await OpenAsync(null);

        Assert.Equal(405, Assert.Throws<Countersign.Sandbox.RefusedException>(() => shop.Pull.Merge(shop.Bob)).Status);
    }

    private static async Task<Shop> OpenAsync(Uri? receiver)
    {
        var shop = await Shop.OpenAsync(receiver);
        shop.Repository.Protect("main", new BranchProtection { MergeQueue = true, RequiredChecks = [new RequiredCheck("countersign")] });
        await ReportAsync(shop, shop.Pull.HeadSha, CheckConclusion.Success);
        return shop;
    }

    private static Task<CheckRun> ReportAsync(Shop shop, string sha, CheckConclusion conclusion) =>
        shop.AsApp().Check.Run.Create("acme", "shop", new NewCheckRun("countersign", sha) { Conclusion = conclusion });
}
