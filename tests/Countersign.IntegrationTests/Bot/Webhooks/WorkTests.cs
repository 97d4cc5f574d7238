using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.SignOffs;

namespace Countersign.IntegrationTests.Bot.Webhooks;

/// <summary>Which work a message leads to.</summary>
public sealed class WorkTests
{
    private const string Shop = """ "repository":{"id":7,"name":"shop","owner":{"login":"acme"},"default_branch":"main"} """;

    private static readonly string Commit = new('a', 40);
    private static readonly ChangeKey Change = new(new(7), 12);

    [Fact]
    public async Task A_merged_change_is_deployed()
    {
        await using var bot = await After("pull_request", """ "action":"closed","pull_request":{"number":12,"merged":true} """);

        Assert.Equal([Change], bot.Deployed);
    }

    [Fact]
    public async Task A_comment_on_a_merged_change_is_read_and_deployed()
    {
        await using var bot = await After(
            "issue_comment", """ "action":"created","issue":{"number":12,"pull_request":{"merged_at":"2026-01-01T00:00:00Z"}} """);

        Assert.Equal([Change], bot.Reviewed);
        Assert.Equal([Change], bot.Deployed);
    }

    [Fact]
    public async Task A_closed_change_is_not_deployed()
    {
        await using var bot = await After("pull_request", """ "action":"closed","pull_request":{"number":12,"merged":false,"merged_at":null} """);

        Assert.Empty(bot.Deployed);
    }

    [Fact]
    public async Task A_merge_group_is_reviewed()
    {
        await using var bot = await After("merge_group", $$"""
            "action":"checks_requested","merge_group":{"head_sha":"{{Commit}}","base_sha":"{{Commit}}",
            "head_ref":"refs/heads/gh-readonly-queue/main/pr-12-x","base_ref":"refs/heads/main"}
            """);

        Assert.Equal(new CommitId(Commit), Assert.Single(bot.Groups).Head);
    }

    [Theory]
    [InlineData("main", true)]
    [InlineData("feature", false)]
    public async Task A_push_leads_to_a_sweep_when_it_moves_the_default_branch(string branch, bool sweeps)
    {
        await using var bot = await After("ping", "");
        var before = bot.Sweeps;
        using var answer = await bot.Send("push", $$"""{"ref":"refs/heads/{{branch}}",{{Shop}}}""");
        await bot.Settle();

        Assert.Equal(sweeps, bot.Sweeps > before);
    }

    [Fact]
    public async Task Evidence_of_a_review_is_kept_with_its_time_of_receipt_before_the_review_runs()
    {
        RunningBot? running = null;
        ImmutableArray<ReviewEvidence> seen = [];
        await using var bot = running = await RunningBot.Start(async key =>
            seen = await running!.Get<ReviewEvidenceRecords>().Read(key, default));

        using var answer = await bot.Send("pull_request_review", $$"""
            {"action":"submitted","pull_request":{"number":12,"base":{"ref":"main"} },{{Shop}},
             "review":{"id":5,"state":"approved","commit_id":"{{Commit}}","submitted_at":"2026-03-01T10:00:00Z",
                       "user":{"id":9,"login":"ana","type":"User"} } }
            """);
        await bot.Settle();

        var kept = await bot.Get<Countersign.Bot.Store.Inbox>().Read(new(1), default);
        Assert.Equal([new ReviewEvidence(5, new(Commit), "main", kept!.Delivery.ReceivedAt)], seen);
    }

    [Theory]
    [InlineData("synchronize", true)]
    [InlineData("labeled", false)]
    public async Task Who_pushed_is_remembered_before_the_review_runs(string action, bool pushed)
    {
        RunningBot? running = null;
        ImmutableArray<Person> seen = [];
        await using var bot = running = await RunningBot.Start(async key =>
            seen = await running!.Get<ContributorRecords>().Read(key, default));

        using var answer = await bot.Send("pull_request", $$"""
            {"action":"{{action}}","pull_request":{"number":12},{{Shop}},"sender":{"id":9,"login":"bo","type":"User"} }
            """);
        await bot.Settle();

        Assert.Equal(pushed ? [new Person(new(9), "bo", IsBot: false)] : [], seen);
    }

    /// <summary>A bot that has worked off its first sweep and this message.</summary>
    private static async Task<RunningBot> After(string name, string members)
    {
        var bot = await RunningBot.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (bot.Sweeps == 0)
            await Task.Delay(10, patience.Token);
        using var answer = await bot.Send(name, $"{{{members}{(members.Length > 0 ? "," : "")}{Shop}}}");
        await bot.Settle();
        return bot;
    }
}
