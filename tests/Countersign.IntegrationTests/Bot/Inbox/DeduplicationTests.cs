using System.Net;
using Countersign.Bot.Store;
using Countersign.Changes;

namespace Countersign.IntegrationTests.Bot.Inbox;

[Invariant(3)]
public sealed class DeduplicationTests
{
    private const string Opened = """{"action":"opened","repository":{"id":7,"name":"shop","owner":{"login":"acme"}},"pull_request":{"number":12}}""";
    private const string Guid = "72d3162e-cc78-11e3-81ab-4c9367dc0958";

    [Fact]
    public async Task A_redelivery_of_a_completed_message_is_accepted_without_work()
    {
        await using var bot = await RunningBot.Start();
        using var first = await bot.Send("pull_request", Opened, Guid);
        await bot.Settle();

        using var second = await bot.Send("pull_request", Opened, Guid);
        await bot.Settle();

        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal(1, await bot.CountRows());
        Assert.Single(bot.Reviewed);
    }

    [Fact]
    public async Task A_redelivery_of_a_failed_message_is_the_same_row_and_is_worked_on_again()
    {
        var forgeIsDown = true;
        await using var bot = await RunningBot.Start(_ => forgeIsDown ? throw new IOException("down") : Task.CompletedTask);
        using var first = await bot.Send("pull_request", Opened, Guid);
        var failed = await Failed(bot);
        Assert.Equal("IOException; the log has the details", failed.Reason);

        forgeIsDown = false;
        using var second = await bot.Send("pull_request", Opened, Guid);
        await bot.Settle();

        Assert.Equal(1, await bot.CountRows());
        Assert.Equal(2, bot.Reviewed.Count);
    }

    [Fact]
    public async Task The_body_is_kept_byte_for_byte()
    {
        await using var bot = await RunningBot.Start();
        var body = """{"title":"zürich  \u0000 ﻿ 😀"}""";
        using var answer = await bot.Send("ping", body, Guid);

        var kept = await bot.Get<Countersign.Bot.Store.Inbox>().Read(new(1), default);

        Assert.Equal(body, System.Text.Encoding.UTF8.GetString(kept!.Delivery.Body.Span));
        Assert.Equal(Guid, kept.Delivery.Headers["X-GitHub-Delivery"]);
        Assert.DoesNotContain(kept.Delivery.Headers.Keys, k => k.Contains("Signature", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_hundred_wake_ups_of_one_change_are_a_few_runs_and_never_two_at_once()
    {
        var running = 0;
        var most = 0;
        await using var bot = await RunningBot.Start(async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(50);
            Interlocked.Decrement(ref running);
        });

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => (await bot.Send("pull_request", Opened)).Dispose()));
        await bot.Settle();

        Assert.Equal(1, most);
        Assert.InRange(bot.Reviewed.Count, 1, 30);
        Assert.All(bot.Reviewed, key => Assert.Equal(new ChangeKey(new(7), 12), key));
    }

    private static async Task<StoredDelivery> Failed(RunningBot bot)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var row = await bot.Get<Countersign.Bot.Store.Inbox>().Read(new(1), patience.Token);
            if (row?.State == DeliveryState.Failed) return row;
            await Task.Delay(20, patience.Token);
        }
    }
}
