using Countersign.Sandbox.Api;
using Countersign.Sandbox.Control;
using Countersign.Sandbox.Pages;
using Countersign.Sandbox.Transport;

namespace Countersign.Sandbox;

/// <summary>The web application: API, Git, pages.</summary>
internal static class SandboxWeb
{
    private const long LargestPush = 512L * 1024 * 1024;

    public static WebApplication Build(ForgeState state, SandboxForge forge)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestPush);
        builder.WebHost.UseUrls($"http://127.0.0.1:{state.Options.Port}");
        var web = builder.Build();
        var paths = new RepositoryPaths(state);
        web.Use((http, next) => paths.RewriteAsync(http, next));
        web.UseRouting();
        web.Use(OwnPagesOnly);
        ApiRoutes.MapAll(web, state);
        ControlRoutes.MapAll(web, forge);
        PageRoutes.MapAll(web, forge, state);
        new GitHttp(state).Map(web);
        return web;
    }

    /// <summary>Nothing asks for a password here, so a page of another site must not be able to press the buttons.</summary>
    private static Task OwnPagesOnly(HttpContext http, RequestDelegate next)
    {
        var site = http.Request.Headers["Sec-Fetch-Site"].ToString();
        if (HttpMethods.IsGet(http.Request.Method) || site is "" or "same-origin" or "none") return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return http.Response.WriteAsync("this address takes no requests from pages of other sites");
    }
}
