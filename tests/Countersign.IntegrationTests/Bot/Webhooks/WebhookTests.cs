using System.Net;
using System.Text;
using Countersign.Bot.Webhooks;
using Countersign.Changes;
using Countersign.Forges;

namespace Countersign.IntegrationTests.Bot.Webhooks;

public sealed class WebhookTests : IAsyncLifetime
{
    private const string Opened = """{"action":"opened","repository":{"id":7,"name":"shop","owner":{"login":"acme"}},"pull_request":{"number":12}}""";

    private RunningBot _bot = null!;

    public async ValueTask InitializeAsync() => _bot = await RunningBot.Start();

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Fact]
    public async Task A_signed_message_is_kept_accepted_and_leads_to_a_review()
    {
        using var answer = await _bot.Send("pull_request", Opened);
        await _bot.Settle();

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(1, await _bot.CountRows());
        Assert.Equal([new ChangeKey(new(7), 12)], _bot.Reviewed);
    }

    [Fact]
    public async Task Either_of_two_secrets_is_good_during_a_rotation()
    {
        var body = Encoding.UTF8.GetBytes(Opened);
        using var message = RunningBot.Message("pull_request", body);
        message.Headers.Remove(WebhookSignature.Header);
        message.Headers.Add(WebhookSignature.Header, RunningBot.Sign(body, RunningBot.OldSecret));

        using var answer = await _bot.Http.SendAsync(message);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task A_chunked_message_with_the_right_signature_is_accepted()
    {
        using var message = RunningBot.Message("pull_request", Encoding.UTF8.GetBytes(Opened));
        message.Headers.TransferEncodingChunked = true;

        using var answer = await _bot.Http.SendAsync(message);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [InlineData("sponsorship", """{"action":"created"}""")]
    [InlineData("an_event_of_tomorrow", """{"repository":{"id":7}}""")]
    [InlineData("pull_request", """{"action":"polished","repository":{"id":7,"mood":"good"},"pull_request":{"number":12,"colour":null}}""")]
    [InlineData("pull_request", """{"action":["opened"],"repository":{"id":"seven"},"pull_request":"none"}""")]
    [InlineData("pull_request", """{"action":"\ud800"}""")]
    [InlineData("ping", "")]
    [InlineData("ping", "not json")]
    [InlineData("ping", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public async Task An_unknown_event_action_or_form_is_accepted_and_completed(string name, string body)
    {
        using var answer = await _bot.Send(name, body);
        await _bot.Settle();

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [InlineData("X-GitHub-Event")]
    [InlineData("X-GitHub-Delivery")]
    public async Task A_missing_header_is_400(string header)
    {
        using var message = RunningBot.Message("pull_request", Encoding.UTF8.GetBytes(Opened));
        message.Headers.Remove(header);

        await AssertRefused(message, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task A_wrong_content_type_is_415(string? type)
    {
        using var message = RunningBot.Message("pull_request", Encoding.UTF8.GetBytes(Opened));
        message.Content!.Headers.ContentType = type is null ? null : new(type);

        await AssertRefused(message, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_body_that_is_not_utf8_is_400()
    {
        using var message = RunningBot.Message("pull_request", [0x7b, 0xff, 0xfe, 0x7d]);

        await AssertRefused(message, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_30_MB_is_a_clean_413(bool chunked)
    {
        using var message = RunningBot.Message("push", new byte[30_000_001]);
        message.Headers.TransferEncodingChunked = chunked;

        await AssertRefused(message, HttpStatusCode.RequestEntityTooLarge);
        using var next = await _bot.Send("pull_request", Opened);
        Assert.Equal(HttpStatusCode.Accepted, next.StatusCode);
    }

    [Fact]
    public async Task A_body_of_just_25_MB_is_accepted()
    {
        var body = new byte[RequestBody.Limit];
        Array.Fill(body, (byte)' ');
        using var message = RunningBot.Message("push", body);

        using var answer = await _bot.Http.SendAsync(message);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task The_health_endpoints_answer()
    {
        Assert.Equal("ok", await _bot.Http.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
        Assert.Equal("ready", await _bot.Http.GetStringAsync(new Uri("/readyz", UriKind.Relative)));
    }

    [Fact]
    public async Task The_bot_is_not_ready_while_the_forge_does_not_answer()
    {
        await using var bot = await RunningBot.Start(_ => throw new ForgeUnavailableException("GitHub answers 502"));
        using var sent = await bot.Send("pull_request", Opened);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await bot.Http.GetAsync(new Uri("/readyz", UriKind.Relative), patience.Token);
            if (answer.StatusCode == HttpStatusCode.OK) continue; // not tried yet
            Assert.Contains("GitHub answers 502", await answer.Content.ReadAsStringAsync(patience.Token), StringComparison.Ordinal);
            return;
        }
    }

    [Theory]
    [InlineData("/hangfire")]
    [InlineData("/jobs")]
    public async Task There_is_no_dashboard(string path)
    {
        using var answer = await _bot.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task AssertRefused(HttpRequestMessage message, HttpStatusCode expected)
    {
        using var answer = await _bot.Http.SendAsync(message);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(0, await _bot.CountRows());
    }
}
