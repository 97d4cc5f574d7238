using System.Text;
using System.Text.Json;
using Countersign.Sandbox.Switches;
using Microsoft.AspNetCore.Http.Features;

namespace Countersign.Sandbox.Api;

/// <summary>
/// What happens to every request of the API: switched-on faults, authentication, the route itself under the
/// forge's lock, conditional requests, the rate limit, the journal.
/// </summary>
internal sealed class ApiPipeline(ForgeState forge)
{
    private readonly ApiAuthentication authentication = new(forge);

    public async Task RunAsync(HttpContext http, Func<ApiCall, ApiAnswer> route)
    {
        var body = await ReadAsync(http.Request);
        var request = new Exchange(http, body, OriginalPath(http));
        var fault = forge.Switches.TakeFault(http.Request.Method, request.Path);
        ApiAnswer answer;
        lock (forge.Gate)
        {
            answer = fault is null or { AfterEffect: true } ? Answer(request, route) : Failed(request, fault);
            if (fault is { AfterEffect: true }) answer = Failed(request, fault);
        }

        if (request.Caller is not null) Count(request, answer, fault);
        foreach (var (name, value) in Headers(answer)) http.Response.Headers[name] = value;
        await WriteAsync(http, answer);
        forge.Journal.Add(new JournalEntry(
            http.Request.Method, request.Path, answer.Status, body.Length == 0 ? null : Encoding.UTF8.GetString(body),
            request.Caller?.Actor.Login, answer.Body is null ? null : Encoding.UTF8.GetString(answer.Body)));
    }

    private ApiAnswer Answer(Exchange request, Func<ApiCall, ApiAnswer> route)
    {
        try
        {
            request.Caller = authentication.Of(request.Http.Request);
            var answer = route(new ApiCall(forge, request.Caller, request.Http.Request, Parse(request.Body)));
            return Conditional(request.Http, answer);
        }
        catch (RefusedException refusal)
        {
            return ApiAnswer.Refused(refusal);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A mistake of the sandbox must not look like one of GitHub's answers: it is told in full, and
            // remembered with the unknown requests.
            return ApiAnswer.Refused(new RefusedException(501, $"the sandbox failed: {fault}"));
        }
    }

    /// <summary>A fault still knows who called, so that its rate limit headers are theirs.</summary>
    private ApiAnswer Failed(Exchange request, Fault fault)
    {
        request.Caller = authentication.Find(request.Http.Request);
        if (fault.RetryAfter is { } after) request.Http.Response.Headers.RetryAfter = $"{(long)after.TotalSeconds}";
        return ApiAnswer.Refused(new RefusedException(fault.Status, fault.Message));
    }

    /// <summary>A body the caller already has is not sent again.</summary>
    private static ApiAnswer Conditional(HttpContext http, ApiAnswer answer)
    {
        if (http.Request.Method != "GET" || answer is not { Status: 200, Body: not null }) return answer;
        var known = http.Request.Headers.IfNoneMatch.ToString().Replace("W/", string.Empty, StringComparison.Ordinal);
        return known == ETag(answer) ? answer with { Status = 304 } : answer;
    }

    private void Count(Exchange request, ApiAnswer answer, Fault? fault)
    {
        var window = forge.RateLimit.Of(request.Caller!.Actor);
        if (answer.Status != 304) window.Used++;
        var remaining = fault is { Exhausted: true } ? 0 : window.Remaining;
        var headers = request.Http.Response.Headers;
        headers["X-RateLimit-Limit"] = $"{RateLimit.PerHour}";
        headers["X-RateLimit-Remaining"] = $"{remaining}";
        headers["X-RateLimit-Used"] = $"{RateLimit.PerHour - remaining}";
        headers["X-RateLimit-Reset"] = $"{window.Reset.ToUnixTimeSeconds()}";
        headers["X-RateLimit-Resource"] = "core";
    }

    private static IEnumerable<(string Name, string Value)> Headers(ApiAnswer answer)
    {
        yield return ("X-GitHub-Media-Type", "github.v3; format=json");
        if (answer.Link is not null) yield return ("Link", answer.Link);
        if (answer.Location is not null) yield return ("Location", answer.Location);
        if (answer is { Status: 200 or 304, Body: not null }) yield return ("ETag", ETag(answer));
    }

    private static string ETag(ApiAnswer answer) =>
        $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(answer.Body!))}\"";

    private static async Task WriteAsync(HttpContext http, ApiAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.Body is null || answer.Status == 304) return;
        http.Response.ContentType = answer.ContentType;
        await http.Response.Body.WriteAsync(answer.Body);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var copy = new MemoryStream();
        await request.Body.CopyToAsync(copy);
        return copy.ToArray();
    }

    /// <summary>GitHub reads JSON whatever the content type says; Octokit relies on it.</summary>
    private static JsonElement Parse(byte[] body)
    {
        if (body.Length == 0) return default;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            throw new RefusedException(400, "Problems parsing JSON");
        }
    }

    private static string OriginalPath(HttpContext http) => http.Features.Get<IHttpRequestFeature>()!.RawTarget;

    private sealed record Exchange(HttpContext Http, byte[] Body, string Path)
    {
        public Accounts.Caller? Caller { get; set; }
    }
}
