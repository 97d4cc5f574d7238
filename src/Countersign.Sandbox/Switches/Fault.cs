namespace Countersign.Sandbox.Switches;

/// <summary>A failure that the next matching requests to the API meet.</summary>
/// <param name="Status">The HTTP status.</param>
public sealed record Fault(int Status)
{
    /// <summary>How many requests it meets.</summary>
    public int Requests { get; init; } = 1;

    /// <summary>Part of the path it is limited to; empty: every path.</summary>
    public string PathContains { get; init; } = string.Empty;

    /// <summary>The method it is limited to; null: every method.</summary>
    public string? Method { get; init; }

    /// <summary>Whether the request takes effect before it fails: the answer is lost, and the write is not.</summary>
    public bool AfterEffect { get; init; }

    /// <summary>Sent as <c>Retry-After</c>, in seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the rate limit headers say that nothing remains.</summary>
    public bool Exhausted { get; init; }

    /// <summary>The <c>message</c> of the body.</summary>
    public string Message { get; init; } = "Server Error";

    /// <summary>GitHub's secondary limit: 403 or 429, with or without <c>Retry-After</c>.</summary>
    public static Fault SecondaryLimit(int status, TimeSpan? retryAfter, int requests = 1) => new(status)
    {
        RetryAfter = retryAfter,
        Requests = requests,
        Message = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    };

    /// <summary>GitHub's primary limit: nothing remains until the reset.</summary>
    public static Fault PrimaryLimit(int status = 403, int requests = 1) => new(status)
    {
        Exhausted = true,
        Requests = requests,
        Message = "API rate limit exceeded for installation.",
    };

    /// <summary>A bad gateway for the paths that contain the text.</summary>
    public static Fault BadGateway(string pathContains = "", int requests = 1) =>
        new(502) { PathContains = pathContains, Requests = requests };

    /// <summary>A gateway that gives up waiting for a write that then happens.</summary>
    public static Fault LostAnswer(string method, string pathContains = "", int requests = 1) =>
        new(504) { Method = method, PathContains = pathContains, Requests = requests, AfterEffect = true };

    internal bool Matches(string method, string path) =>
        path.Contains(PathContains, StringComparison.Ordinal)
        && (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase));
}
