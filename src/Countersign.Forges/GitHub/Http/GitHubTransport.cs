using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Countersign.Forges.GitHub.Http;

/// <summary>The part of the handler chain that all credentials share: entity tags, retries, time limits, the socket.</summary>
internal static class GitHubTransport
{
    /// <summary>Longer waits are not sat out: whoever asked is told when to ask again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private const int Retries = 3;
    private const int LargestAnswer = 32 * 1024 * 1024;

    internal static HttpMessageHandler Create(GitHubOptions options, TimeProvider time)
    {
        var socket = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follow changes of DNS
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ConnectCallback = new AddressCheck(options.BaseUrl).Connect,
        };
        var resilience = new ResilienceHandler(Pipeline(options, time)) { InnerHandler = new BufferingHandler(LargestAnswer, socket) };
        return new EntityTagHandler(resilience);
    }

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(GitHubOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        return builder
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = Retries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = attempt => ValueTask.FromResult(IsWorthRepeating(attempt, time)),
                DelayGenerator = attempt => ValueTask.FromResult(
                    attempt.Outcome.Result is { } answer ? RateHeaders.Wait(answer, time.GetUtcNow()) : null),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout })
            .Build();
    }

    /// <summary>
    /// A refusal for limits happened before any effect. Other failures may have come after one, so that only requests that
    /// may be made twice are.
    /// </summary>
    private static bool IsWorthRepeating(RetryPredicateArguments<HttpResponseMessage> attempt, TimeProvider time)
    {
        if (attempt.Outcome.Result is { } answer)
        {
            if (RateHeaders.Wait(answer, time.GetUtcNow()) is { } wait) return wait <= LongestWait;
            return answer.StatusCode >= HttpStatusCode.InternalServerError
                && answer.StatusCode != HttpStatusCode.NotImplemented
                && answer.RequestMessage?.Method != HttpMethod.Post;
        }

        return attempt.Outcome.Exception is HttpRequestException or TimeoutRejectedException
            && attempt.Context.GetRequestMessage()?.Method != HttpMethod.Post;
    }
}

/// <summary>Reads answers to their end under the attempt's time limit, so that one that drips is given up, and a broken one is retried.</summary>
internal sealed class BufferingHandler(long largest, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(largest, cancellationToken);
        return response;
    }
}

/// <summary>
/// Checks the address that a name resolved to, at the moment of connecting (INV-34): a forge is never on a link-local
/// address, where clouds keep their metadata, nor on this machine, unless it was configured so.
/// </summary>
internal sealed class AddressCheck(Uri forge)
{
    internal async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        // A proxy of the operator's is reached through here too; it may be wherever the operator put it.
        var isForge = string.Equals(context.DnsEndPoint.Host, forge.IdnHost, StringComparison.OrdinalIgnoreCase);
        if (isForge && addresses.Any(address => IsForbidden(address, forge.IsLoopback)))
            throw new ForgeUnavailableException("the forge's host name leads to a link-local or local address; it was not connected to");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static bool IsForbidden(IPAddress address, bool loopbackIsConfigured)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return !loopbackIsConfigured;
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) return true;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.IsIPv6LinkLocal || address.IsIPv6Multicast
            : address.GetAddressBytes() is [169, 254, ..] or [>= 224, ..];
    }
}
