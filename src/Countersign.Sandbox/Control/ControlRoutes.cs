using System.Text.Json;
using Countersign.Sandbox.Api;

namespace Countersign.Sandbox.Control;

/// <summary>
/// The control API under <c>/_sandbox/</c>: the operations of the host for another process. It asks for no
/// credentials, because the forge listens on the loopback only; browsers of other sites are turned away.
/// </summary>
internal sealed class ControlRoutes(IEndpointRouteBuilder endpoints, SandboxForge forge)
{
    private static readonly JsonSerializerOptions Written = new(ApiJson.Options) { WriteIndented = true };

    public static void MapAll(IEndpointRouteBuilder endpoints, SandboxForge forge)
    {
        var routes = new ControlRoutes(endpoints, forge);
        CompanyControls.Map(routes);
        RepositoryControls.Map(routes);
        PullRequestControls.Map(routes);
        ForgeControls.Map(routes);
    }

    public void Get(string pattern, Func<ControlCall, object> act) => Map("GET", pattern, call => Task.FromResult(act(call)));

    public void Post(string pattern, Func<ControlCall, object> act) => Map("POST", pattern, call => Task.FromResult(act(call)));

    public void Post(string pattern, Func<ControlCall, Task<object>> act) => Map("POST", pattern, act);

    private void Map(string method, string pattern, Func<ControlCall, Task<object>> act) =>
        endpoints.MapMethods($"/_sandbox/{pattern}", [method], http => RunAsync(http, act));

    private async Task RunAsync(HttpContext http, Func<ControlCall, Task<object>> act)
    {
        try
        {
            var body = http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0
                ? await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body, cancellationToken: http.RequestAborted)
                : default;
            var answer = await act(new ControlCall(forge, http.Request, body));
            await WriteAsync(http, 200, answer);
        }
        catch (RefusedException refusal)
        {
            await WriteAsync(http, refusal.Status, new { message = refusal.Message, errors = refusal.Errors });
        }
        catch (JsonException malformed)
        {
            await WriteAsync(http, 400, new { message = $"the body is not JSON: {malformed.Message}" });
        }
    }

    private static Task WriteAsync(HttpContext http, int status, object answer)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(answer, Written, http.RequestAborted);
    }
}
