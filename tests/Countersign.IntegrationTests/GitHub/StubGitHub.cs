using System.Collections.Concurrent;
using Countersign.Forges;
using Countersign.Forges.GitHub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Countersign.IntegrationTests.GitHub;

/// <summary>A server that answers as a test says, for what no well-behaved forge does.</summary>
internal sealed class StubGitHub : IAsyncDisposable
{
    internal const string Token = "canary-a81f";

    private readonly WebApplication _web;

    private StubGitHub(WebApplication web) => _web = web;

    internal Uri Url => new(_web.Urls.First());

    internal ConcurrentQueue<string> Requests { get; } = [];

    internal static async Task<StubGitHub> Start(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var stub = new StubGitHub(builder.Build());
        stub._web.Run(http =>
        {
            stub.Requests.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}");
            return answer(http);
        });
        await stub._web.StartAsync();
        return stub;
    }

    internal GitHubForge Connect(int reserved = 500) => new(
        new GitHubOptions(Url, new GitHubCredentials.Token(new Secret(Token)))
        {
            RetryDelay = TimeSpan.FromMilliseconds(1),
            AttemptTimeout = TimeSpan.FromSeconds(2),
            Repositories = ["acme/shop"],
            ReservedRequests = reserved,
        },
        TimeProvider.System);

    internal static Task Json(HttpContext http, string body)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body);
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
