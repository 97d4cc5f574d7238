using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Countersign.IntegrationTests.Sandbox;

/// <summary>Webhooks leave signed and in order, unless a test decides otherwise.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task Every_delivery_is_signed_over_the_exact_bytes()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var shop = await Shop.OpenAsync(receiver.Url);
        shop.Pull.Approve(shop.Bob);
        await shop.Forge.Deliveries.DrainAsync();

        var review = receiver.Received[^1];
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("it's a secret"), review.Body));
        Assert.Equal($"sha256={expected}", review.Headers["X-Hub-Signature-256"]);
        Assert.Equal(("pull_request_review", "integration", $"{shop.App.Id}"),
            (review.Event, review.Headers["X-GitHub-Hook-Installation-Target-Type"], review.Headers["X-GitHub-Hook-Installation-Target-ID"]));
        Assert.Equal("application/json", review.Headers["Content-Type"]);
    }

    [Fact]
    public async Task A_payload_names_installation_repository_sender_and_what_happened()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var shop = await Shop.OpenAsync(receiver.Url);
        shop.Pull.Approve(shop.Bob, "fine");
        await shop.Forge.Deliveries.DrainAsync();

        Assert.Equal(["push", "pull_request", "pull_request_review"], receiver.Received.Select(one => one.Event));
        var payload = receiver.Received[^1].Json;
        Assert.Equal("submitted", payload.GetProperty("action").GetString());
        Assert.Equal(shop.Installation.Id, payload.GetProperty("installation").GetProperty("id").GetInt64());
        Assert.Equal(shop.Repository.Id, payload.GetProperty("repository").GetProperty("id").GetInt64());
        Assert.Equal("acme", payload.GetProperty("repository").GetProperty("owner").GetProperty("login").GetString());
        Assert.Equal("bob", payload.GetProperty("sender").GetProperty("login").GetString());
        Assert.Equal("approved", payload.GetProperty("review").GetProperty("state").GetString());
        Assert.Equal(shop.Pull.HeadSha, payload.GetProperty("review").GetProperty("commit_id").GetString());
    }

    [Fact]
    public async Task Held_deliveries_wait_and_can_be_dropped_duplicated_and_released()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var shop = await Shop.OpenAsync(receiver.Url);
        var deliveries = shop.Forge.Deliveries;
        await deliveries.DrainAsync();
        var before = receiver.Received.Count;

        deliveries.Hold();
        shop.Pull.Comment(shop.Bob, "one");
        shop.Pull.Approve(shop.Bob);
        await deliveries.DrainAsync();
        Assert.Equal(before, receiver.Received.Count);
        Assert.Equal((1, 1), (deliveries.Drop(one => one.Event == "issue_comment"), deliveries.Duplicate(one => one.Event == "pull_request_review")));
        deliveries.Release();
        await deliveries.DrainAsync();

        var arrived = receiver.Received.Skip(before).ToList();
        Assert.Equal(["pull_request_review", "pull_request_review"], arrived.Select(one => one.Event));
        Assert.Single(arrived.Select(one => one.Delivery).Distinct());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_order_and_it_is_another_one()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var shop = await Shop.OpenAsync(receiver.Url);
        await shop.Forge.Deliveries.DrainAsync();
        var before = receiver.Received.Count;

        List<string[]> orders = [];
        for (var round = 0; round < 2; round++)
        {
            shop.Forge.Deliveries.Hold();
            for (var number = 0; number < 8; number++) shop.Pull.Comment(shop.Bob, $"{number}");
            shop.Forge.Deliveries.Shuffle(seed: 7);
            shop.Forge.Deliveries.Release();
            await shop.Forge.Deliveries.DrainAsync();
            orders.Add([.. receiver.Received.Skip(before + (8 * round)).Select(one => one.Json.GetProperty("comment").GetProperty("body").GetString()!)]);
        }

        Assert.Equal(orders[0], orders[1]);
        Assert.NotEqual(orders[0].Order(), orders[0]);
    }

    [Fact]
    public async Task A_failed_delivery_is_listed_and_redelivered_with_its_guid_only_when_asked()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var shop = await Shop.OpenAsync(receiver.Url);
        await shop.Forge.Deliveries.DrainAsync();
        receiver.Answer = 500;
        shop.Pull.Approve(shop.Bob);
        await shop.Forge.Deliveries.DrainAsync();
        receiver.Answer = 202;
        var failed = shop.Forge.Deliveries.Sent[^1];
        Assert.Equal(500, failed.StatusCode);

        var client = shop.ByJwt();
        await client.Connection.Post(new Uri($"app/hook/deliveries/{failed.Id}/attempts", UriKind.Relative));
        await shop.Forge.Deliveries.DrainAsync();

        Assert.Equal(receiver.Received[^2].Delivery, receiver.Received[^1].Delivery);
        Assert.Equal(receiver.Received[^2].Body, receiver.Received[^1].Body);
        Assert.Equal((202, true), (shop.Forge.Deliveries.Sent[^1].StatusCode, shop.Forge.Deliveries.Sent[^1].IsRedelivery));
    }

    [Fact]
    public async Task A_delayed_delivery_waits_for_the_clock()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var receiver = await Receiver.StartAsync();
        await using var shop = await Shop.OpenAsync(receiver.Url, time);
        await shop.Forge.Deliveries.DrainAsync();
        var before = receiver.Received.Count;

        shop.Forge.Deliveries.Delay(TimeSpan.FromMinutes(2));
        shop.Pull.Approve(shop.Bob);
        Assert.Single(shop.Forge.Deliveries.Pending);
        var drained = shop.Forge.Deliveries.DrainAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(drained.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));
        await drained;

        Assert.Equal(before + 1, receiver.Received.Count);
    }
}
