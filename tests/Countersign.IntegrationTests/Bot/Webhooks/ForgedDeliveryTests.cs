using System.Net;
using System.Security.Cryptography;
using System.Text;
using Countersign.Bot.Webhooks;

namespace Countersign.IntegrationTests.Bot.Webhooks;

/// <summary>Forty ways to claim to be the forge (INV-01). Each must end in 401 and leave no row.</summary>
[Invariant(1)]
public sealed class ForgedDeliveryTests(ForgedDeliveryTests.OneBot bots) : IClassFixture<ForgedDeliveryTests.OneBot>
{
    private static readonly byte[] Body =
        """{"action":"closed","repository":{"id":7},"pull_request":{"number":12,"merged":true,"title":"é"}}"""u8.ToArray();

    private static readonly string Right = RunningBot.Sign(Body);
    private static readonly string Digits = Right["sha256=".Length..];

    private readonly RunningBot _bot = bots.Bot;

    /// <summary>Signatures that are wrong for the body.</summary>
    public static TheoryData<string, string?> Signatures => new()
    {
        { "missing", null },
        { "empty", "" },
        { "blank", " " },
        { "prefix only", "sha256=" },
        { "one digit short", Right[..^1] },
        { "half", Right[..39] },
        { "one digit long", Right + "0" },
        { "twice as long", Right + Digits },
        { "upper-case digits", "sha256=" + Digits.ToUpperInvariant() },
        { "upper-case prefix", "SHA256=" + Digits },
        { "mixed-case prefix", "Sha256=" + Digits },
        { "no prefix", Digits },
        { "other separator", "sha256:" + Digits },
        { "space after prefix", "sha256= " + Digits[1..] },
        { "other algorithm", "sha512=" + Digits },
        { "sha1 in the sha256 header", "sha1=" + Sha1() },
        { "sha1 digits padded", "sha256=" + Sha1().PadRight(64, '0') },
        { "zeros", "sha256=" + new string('0', 64) },
        { "last digit changed", Right[..^1] + (Right[^1] == '0' ? '1' : '0') },
        { "first digit changed", "sha256=" + (Digits[0] == '0' ? '1' : '0') + Digits[1..] },
        { "not hex", "sha256=" + new string('g', 64) },
        { "base64", "sha256=" + Convert.ToBase64String(Convert.FromHexString(Digits)) },
        { "two in one header", $"{Right}, {Right}" },
        { "list with a wrong one first", $"sha256={new string('0', 64)},{Right}" },
        { "hash without key", "sha256=" + Convert.ToHexStringLower(SHA256.HashData(Body)) },
        { "empty key", RunningBot.SignWith([], Body) },
        { "key of NUL", RunningBot.SignWith([0], Body) },
        { "key of spaces", RunningBot.Sign(Body, new string(' ', 16)) },
        { "key in upper case", RunningBot.Sign(Body, RunningBot.Secret.ToUpperInvariant()) },
        { "key with a line end", RunningBot.Sign(Body, RunningBot.Secret + "\n") },
        { "key cut short", RunningBot.Sign(Body, RunningBot.Secret[..^1]) },
        { "signature of another body", RunningBot.Sign("{}"u8.ToArray()) },
        { "signature of an empty body", RunningBot.Sign([]) },
        { "signature of the body with a line end", RunningBot.Sign([.. Body, (byte)'\n']) },
    };

    [Theory]
    [MemberData(nameof(Signatures))]
    public async Task A_wrong_signature_is_401(string how, string? signature)
    {
        Assert.NotEmpty(how);
        using var message = RunningBot.Message("pull_request", Body);
        message.Headers.Remove(WebhookSignature.Header);
        if (signature is not null) message.Headers.TryAddWithoutValidation(WebhookSignature.Header, signature);

        await AssertForged(message);
    }

    [Fact]
    public async Task A_doubled_header_is_401_even_when_one_is_right()
    {
        using var message = RunningBot.Message("pull_request", Body);
        message.Headers.TryAddWithoutValidation(WebhookSignature.Header, "sha256=" + new string('0', 64));

        await AssertForged(message);
    }

    [Fact]
    public async Task The_SHA1_header_alone_is_401()
    {
        using var message = RunningBot.Message("pull_request", Body);
        message.Headers.Remove(WebhookSignature.Header);
        message.Headers.Add("X-Hub-Signature", "sha1=" + Sha1());

        await AssertForged(message);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public async Task A_re_encoded_body_is_401(string encoding)
    {
        var spoiled = Encoding.GetEncoding(encoding).GetBytes(Encoding.UTF8.GetString(Body));

        await AssertForged(Signed(spoiled));
    }

    [Fact]
    public async Task A_body_with_a_byte_order_mark_added_is_401()
    {
        await AssertForged(Signed([0xef, 0xbb, 0xbf, .. Body]));
    }

    [Fact]
    public async Task A_chunked_body_of_another_content_is_401()
    {
        using var message = Signed([.. Body, (byte)' ']);
        message.Headers.TransferEncodingChunked = true;

        await AssertForged(message);
    }

    [Fact]
    public async Task The_same_message_with_its_right_signature_is_accepted()
    {
        using var message = Signed(Body);
        using var answer = await _bot.Http.SendAsync(message);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    /// <summary>This body under the signature of <see cref="Body"/>.</summary>
    private static HttpRequestMessage Signed(byte[] body)
    {
        var message = RunningBot.Message("pull_request", body);
        message.Headers.Remove(WebhookSignature.Header);
        message.Headers.Add(WebhookSignature.Header, Right);
        return message;
    }

    private static string Sha1()
    {
#pragma warning disable CA5350 // the weak algorithm is what a forger would like us to accept
        return Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(RunningBot.Secret), Body));
#pragma warning restore CA5350
    }

    private async Task AssertForged(HttpRequestMessage message)
    {
        var before = await _bot.CountRows();
        using var answer = await _bot.Http.SendAsync(message);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(before, await _bot.CountRows());
    }

    public sealed class OneBot : IAsyncLifetime
    {
        internal RunningBot Bot { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Bot = await RunningBot.Start();

        public ValueTask DisposeAsync() => Bot.DisposeAsync();
    }
}
