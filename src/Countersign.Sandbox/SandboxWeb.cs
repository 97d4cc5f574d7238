using Countersign.Sandbox.Api;
using Countersign.Sandbox.Transport;

namespace Countersign.Sandbox;

/// <summary>The web application: API, Git, pages.</summary>
internal static class SandboxWeb
{
    private const long LargestPush = 512L * 1024 * 1024;

    public static WebApplication Build(ForgeState state)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestPush);
        builder.WebHost.UseUrls($"http://127.0.0.1:{state.Options.Port}");
        var web = builder.Build();
        var paths = new RepositoryPaths(state);
        web.Use((http, next) => paths.RewriteAsync(http, next));
        web.UseRouting();
        ApiRoutes.MapAll(web, state);
        new GitHttp(state).Map(web);
        return web;
    }
}
