using System.Globalization;
using System.Net;
using Octokit;
using Polly.Timeout;

namespace Countersign.Forges.GitHub;

/// <summary>
/// Failures of the API in words of our own (INV-35). GitHub's text, which could be anything on its way through a proxy, is
/// not passed on; neither is Octokit's exception, whose text holds the body of the answer.
/// </summary>
internal static class GitHubFaults
{
    internal static ForgeUnavailableException Explain(string method, string address, Exception fault)
    {
        var request = $"`{method} {Route(address)}`";
        return fault switch
        {
            RateLimitExceededException limit => new("GitHub's hourly request limit is used up", retryAt: limit.Reset),
            ApiException api when IsLimited(api) => new("GitHub asks us to slow down (a secondary request limit)", retryAt: RetryAt(api)),
            ApiException { StatusCode: HttpStatusCode.Unauthorized } => new(
                $"GitHub refused our credentials for {request} (401); check the app's key, its installation, or the token"),
            ApiException { StatusCode: HttpStatusCode.Forbidden } => new(
                $"GitHub does not allow us {request} (403); check the permissions of the app or the token"),
            ApiException { StatusCode: HttpStatusCode.NotFound } => new($"GitHub has no such thing for {request}, or does not let us see it (404)"),
            ApiException { StatusCode: 0 } => Unreadable(method, address),
            ApiException api => new(string.Create(CultureInfo.InvariantCulture, $"GitHub answered {request} with {(int)api.StatusCode}")),
            HttpRequestException { InnerException: ForgeUnavailableException inner } => inner,
            HttpRequestException => new($"GitHub could not be reached for {request}", fault),
            TimeoutRejectedException or OperationCanceledException or TimeoutException => new($"GitHub did not answer {request} in time"),
            _ => Unreadable(method, address),
        };
    }

    internal static ForgeUnavailableException Unreadable(string method, string address) =>
        new($"GitHub answered `{method} {Route(address)}` with something that cannot be read");

    /// <summary>The address without its query.</summary>
    internal static string Route(string address) => address.Split('?')[0];

    private static bool IsLimited(ApiException fault) =>
        fault is SecondaryRateLimitExceededException or AbuseException || (int)fault.StatusCode == 429
        || (fault.StatusCode == HttpStatusCode.Forbidden && RetryAfter(fault) is not null);

    /// <summary>Without `retry-after`, a minute is what GitHub asks for.</summary>
    private static DateTimeOffset? RetryAt(ApiException fault) =>
        AnsweredAt(fault.HttpResponse?.Headers) + (RetryAfter(fault) ?? TimeSpan.FromMinutes(1));

    private static TimeSpan? RetryAfter(ApiException fault) =>
        int.TryParse(
            fault.HttpResponse?.Headers.FirstOrDefault(h => h.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value,
            NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>By GitHub's clock; null when it does not tell.</summary>
    private static DateTimeOffset? AnsweredAt(IReadOnlyDictionary<string, string>? headers) =>
        headers?.FirstOrDefault(h => h.Key.Equals("Date", StringComparison.OrdinalIgnoreCase)).Value is { } date
        && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, out var at) ? at : null;
}
