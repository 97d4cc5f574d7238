using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Bot.Webhooks;
using Countersign.SignOffs;

namespace Countersign.IntegrationTests.Bot.Webhooks;

public sealed class HintTests
{
    private static readonly string Commit = new('a', 40);

    [Theory]
    [InlineData("pull_request", """{"action":"closed","repository":{"id":7},"pull_request":{"number":12,"merged":true}}""", ChangeWork.Deploy)]
    [InlineData("pull_request", """{"action":"closed","repository":{"id":7},"pull_request":{"number":12,"merged":false}}""", ChangeWork.Review)]
    [InlineData("issue_comment", """{"action":"created","repository":{"id":7},"issue":{"number":12,"pull_request":{}}}""", ChangeWork.Review)]
    [InlineData("issue_comment", """{"repository":{"id":7},"issue":{"number":12,"pull_request":{"merged_at":"2026-01-01T00:00:00Z"}}}""", ChangeWork.Review | ChangeWork.Deploy)]
    [InlineData("check_run", """{"action":"rerequested","repository":{"id":7},"check_run":{"pull_requests":[{"number":12}]}}""", ChangeWork.Review)]
    public void A_message_about_a_change_names_it_and_the_work(string name, string body, object work)
    {
        Assert.Equal(new DeliveryHint.Change(new(new(7), 12), (ChangeWork)work, null), Read(name, body));
    }

    [Theory]
    [InlineData("issue_comment", """{"action":"created","repository":{"id":7},"issue":{"number":12}}""")]
    [InlineData("push", """{"ref":"refs/heads/feature","repository":{"id":7,"default_branch":"main"}}""")]
    [InlineData("check_run", """{"action":"completed","repository":{"id":7},"check_run":{"pull_requests":[{"number":12}]}}""")]
    [InlineData("pull_request", """{"repository":{"id":7},"pull_request":{"number":-1}}""")]
    [InlineData("pull_request", """{"repository":{"id":7},"pull_request":{"number":99999999999}}""")]
    [InlineData("merge_group", """{"action":"checks_requested","repository":{"id":7},"merge_group":{"head_sha":"main"}}""")]
    public void A_message_that_concerns_no_change_is_no_hint(string name, string body)
    {
        Assert.IsType<DeliveryHint.Nothing>(Read(name, body));
    }

    [Fact]
    public void A_push_to_the_default_branch_asks_for_a_sweep()
    {
        Assert.IsType<DeliveryHint.Sweep>(Read("push", """{"ref":"refs/heads/main","repository":{"id":7,"default_branch":"main"}}"""));
    }

    [Fact]
    public void A_merge_queue_names_its_commit()
    {
        var hint = Read("merge_group", $$"""
            {"action":"checks_requested","repository":{"id":7},
             "merge_group":{"head_sha":"{{Commit}}","head_ref":"refs/heads/gh-readonly-queue/main/pr-12-x","base_ref":"refs/heads/main"} }
            """);

        Assert.Equal(new DeliveryHint.Queue(new(new(7), new(Commit), "refs/heads/gh-readonly-queue/main/pr-12-x", "refs/heads/main")), hint);
    }

    [Fact]
    public async Task Evidence_of_a_review_is_kept_with_its_time_of_receipt_before_the_review_runs()
    {
        RunningBot? running = null;
        ImmutableArray<ReviewEvidence> seen = [];
        await using var bot = running = await RunningBot.Start(async key =>
            seen = await running!.Get<ReviewEvidenceRecords>().Read(key, default));

        using var answer = await bot.Send("pull_request_review", $$"""
            {"action":"submitted","repository":{"id":7},"pull_request":{"number":12,"base":{"ref":"main"} },
             "review":{"id":5,"state":"approved","commit_id":"{{Commit}}"} }
            """);
        await bot.Settle();

        var kept = await bot.Get<Countersign.Bot.Store.Inbox>().Read(new(1), default);
        Assert.Equal([new ReviewEvidence(5, new(Commit), "main", kept!.Delivery.ReceivedAt)], seen);
    }

    private static DeliveryHint Read(string name, string body) => GitHubHints.Read(new(
        "github", "guid", name, ImmutableSortedDictionary<string, string>.Empty,
        System.Text.Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch));
}
