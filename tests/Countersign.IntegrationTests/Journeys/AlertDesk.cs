using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>A chat's incoming webhook: takes alerts, or does not.</summary>
internal sealed class AlertDesk : IAsyncDisposable
{
    private readonly WebApplication _web;

    private AlertDesk(WebApplication web) => _web = web;

    public ConcurrentQueue<string> Texts { get; } = new();

    public bool IsDown { get; set; }

    public Uri Url => new(new Uri(_web.Urls.First()), "hook/secret-part-of-the-address");

    public static async Task<AlertDesk> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var desk = new AlertDesk(builder.Build());
        desk._web.MapPost("/hook/secret-part-of-the-address", async (HttpRequest request) =>
        {
            if (desk.IsDown) return Results.StatusCode((int)HttpStatusCode.ServiceUnavailable);
            using var body = await JsonDocument.ParseAsync(request.Body);
            desk.Texts.Enqueue(body.RootElement.GetProperty("text").GetString()!);
            return Results.Ok();
        });
        await desk._web.StartAsync();
        return desk;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
