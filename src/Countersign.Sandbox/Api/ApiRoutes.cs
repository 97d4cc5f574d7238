using Countersign.Sandbox.Api.Routes;

namespace Countersign.Sandbox.Api;

/// <summary>
/// Where routes are declared. A request to a path or method nobody declared is answered 501 and remembered: the
/// forge must not let a bot get away with something that GitHub might not do.
/// </summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder endpoints, ApiPipeline pipeline)
{
    private const string Prefix = "/api/v3/";

    public void Get(string pattern, Func<ApiCall, ApiAnswer> route) => Map("GET", pattern, route);

    public void Post(string pattern, Func<ApiCall, ApiAnswer> route) => Map("POST", pattern, route);

    public void Put(string pattern, Func<ApiCall, ApiAnswer> route) => Map("PUT", pattern, route);

    public void Patch(string pattern, Func<ApiCall, ApiAnswer> route) => Map("PATCH", pattern, route);

    public void Delete(string pattern, Func<ApiCall, ApiAnswer> route) => Map("DELETE", pattern, route);

    public static void MapAll(IEndpointRouteBuilder endpoints, ForgeState forge)
    {
        var pipeline = new ApiPipeline(forge);
        var routes = new ApiRoutes(endpoints, pipeline);
        AppRoutes.Map(routes);
        AccountRoutes.Map(routes);
        RepositoryRoutes.Map(routes);
        ActivityRoutes.Map(routes);
        GitRoutes.Map(routes);
        ContentRoutes.Map(routes);
        ProtectionRoutes.Map(routes);
        PullRequestRoutes.Map(routes);
        ReviewRoutes.Map(routes);
        CommentRoutes.Map(routes);
        TimelineRoutes.Map(routes);
        CheckRunRoutes.Map(routes);
        StatusRoutes.Map(routes);
        DeploymentRoutes.Map(routes);
        HookRoutes.Map(routes);
        endpoints.MapFallback("/api/{**rest}", http => pipeline.RunAsync(http, _ => Unknown(http)));
    }

    private void Map(string method, string pattern, Func<ApiCall, ApiAnswer> route) =>
        endpoints.MapMethods(Prefix + pattern, [method], http => pipeline.RunAsync(http, route));

    private static ApiAnswer Unknown(HttpContext http) => ApiAnswer.Refused(new RefusedException(
        501, $"the sandbox does not know `{http.Request.Method} {http.Request.Path}`; add it to Countersign.Sandbox/Api/Routes"));
}
