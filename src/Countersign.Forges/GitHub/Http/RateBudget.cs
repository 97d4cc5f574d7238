using System.Globalization;

namespace Countersign.Forges.GitHub.Http;

/// <summary>What is left of a credential's hourly limit, as the last answer said. The last requests of an hour are kept for decisions.</summary>
internal sealed class RateBudget(int reserved, TimeProvider time)
{
    private volatile Limit? _limit;

    /// <summary>Before a request that a decision does not wait for.</summary>
    /// <exception cref="ForgeUnavailableException">When only the reserve is left.</exception>
    internal void DemandMoreThanReserve()
    {
        if (_limit is { } limit && limit.Remaining <= reserved && time.GetUtcNow() < limit.ResetsAt)
            throw new ForgeUnavailableException(
                "what is left of GitHub's hourly request limit is kept for decisions", retryAt: limit.ResetsAt);
    }

    internal void Note(HttpResponseMessage response)
    {
        if (RateHeaders.Number(response, "x-ratelimit-remaining") is { } remaining
            && RateHeaders.Number(response, "x-ratelimit-reset") is { } reset
            && RateHeaders.Number(response, "x-ratelimit-limit") is not <= 0)
            _limit = new(remaining, RateHeaders.Time(reset));
    }

    private sealed record Limit(long Remaining, DateTimeOffset ResetsAt);
}

/// <summary>Notes the limit of each answer.</summary>
internal sealed class RateBudgetHandler(RateBudget budget, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        budget.Note(response);
        return response;
    }
}

/// <summary>
/// How GitHub says when to come back (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api):
/// `retry-after`; else `x-ratelimit-reset` when nothing remains; else, for a secondary limit, at least a minute.
/// </summary>
internal static class RateHeaders
{
    /// <summary>How long to wait; null when the answer is not about limits.</summary>
    internal static TimeSpan? Wait(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.Headers.RetryAfter is { } after)
            return NotNegative(after.Delta ?? (after.Date - now) ?? TimeSpan.Zero);
        if ((int)response.StatusCode is not (403 or 429)) return null;
        if (Number(response, "x-ratelimit-remaining") == 0 && Number(response, "x-ratelimit-reset") is { } reset)
            return NotNegative(Time(reset) - now);
        return (int)response.StatusCode == 429 ? TimeSpan.FromMinutes(1) : null;
    }

    internal static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Unix seconds, kept within what a date can hold.</summary>
    internal static DateTimeOffset Time(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    private static TimeSpan NotNegative(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
