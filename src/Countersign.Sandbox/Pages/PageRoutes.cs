using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Pages;

/// <summary>The pages, and the forms on them.</summary>
internal sealed class PageRoutes(SandboxForge forge, ForgeState state)
{
    private const string PullRequest = "/{owner}/{repo}/pull/{number:int}";

    public static void MapAll(IEndpointRouteBuilder endpoints, SandboxForge forge, ForgeState state)
    {
        var pages = new PageRoutes(forge, state);
        endpoints.MapGet("/", pages.Home);
        endpoints.MapGet(PullRequest, pages.Show);
        endpoints.MapPost(PullRequest + "/act", (Delegate)pages.ActAsync);
        endpoints.MapGet("/_sandbox/style.css", () => Results.Text(Style.Sheet, "text/css"));
        endpoints.MapGet("/_sandbox/avatars/{id:long}", pages.Avatar);
    }

    private PageResult Home()
    {
        lock (state.Gate) return Page(HomePage.Of(forge.Repositories));
    }

    private IResult Show(HttpContext http)
    {
        lock (state.Gate)
        {
            if (Find(http) is not { } pull) return Results.NotFound();
            var people = forge.Actors.Where(actor => actor.Kind == ActorKind.User && actor != state.Actors.WebFlow && actor != state.Actors.Ghost).ToList();
            return Page(PullRequestPage.Of(pull, people, http.Request.Query["as"], http.Request.Query["refused"] is [var refused, ..] ? refused : null));
        }
    }

    private async Task<IResult> ActAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        lock (state.Gate)
        {
            if (Find(http) is not { } pull || state.Actors.Find($"{form["actor"]}") is not { } actor) return Results.NotFound();
            var query = $"as={Uri.EscapeDataString(actor.Login)}";
            try
            {
                Act(pull, actor, form);
            }
            catch (RefusedException refusal)
            {
                var why = refusal.Errors is [string error, ..] ? error : refusal.Message;
                query += $"&refused={Uri.EscapeDataString(why)}";
            }

            return Results.Redirect($"/{pull.Repository.FullName}/pull/{pull.Number}?{query}");
        }
    }

    private static void Act(SandboxPullRequest pull, Actor actor, IFormCollection form)
    {
        var body = Text(form, "body");
        var method = Enum.TryParse<MergeMethod>(form["method"], ignoreCase: true, out var chosen) ? chosen : MergeMethod.Merge;
        switch ($"{form["act"]}")
        {
            case "comment":
                pull.Comment(actor, body);
                break;
            case "approve":
                pull.Approve(actor, body);
                break;
            case "request-changes":
                pull.RequestChanges(actor, body);
                break;
            case "merge":
                pull.Merge(actor, method);
                break;
            case "admin-merge":
                pull.AdminMerge(actor, method);
                break;
            case "close":
                pull.Close(actor);
                break;
            case "reopen":
                pull.Reopen(actor);
                break;
            case "rebase":
                pull.Rebase(actor);
                break;
            case "revert":
                pull.Revert(actor);
                break;
            case "push":
                var path = Text(form, "path");
                var message = Text(form, "message") is { Length: > 0 } given ? given : $"Update {path}";
                pull.Push(actor, message, FileChange.Put(path, Text(form, "content")));
                break;
            case var other:
                throw RefusedException.Unprocessable($"`{other}` is not something one can do here");
        }
    }

    /// <summary>Browsers send line ends as CR LF; files and comments here have LF.</summary>
    private static string Text(IFormCollection form, string name) => $"{form[name]}".ReplaceLineEndings("\n");

    private IResult Avatar(long id) => forge.Actors.FirstOrDefault(actor => actor.Id == id) is { } actor
        ? Results.Text(Layout.AvatarImage(actor), "image/svg+xml")
        : Results.NotFound();

    private SandboxPullRequest? Find(HttpContext http)
    {
        var repository = state.FindRepository($"{http.Request.RouteValues["owner"]}", $"{http.Request.RouteValues["repo"]}");
        return repository?.PullRequests.FirstOrDefault(pull => $"{pull.Number}" == $"{http.Request.RouteValues["number"]}");
    }

    private static PageResult Page(Html page) => new(page);

    private sealed class PageResult(Html page) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            httpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
            return httpContext.Response.WriteAsync(page.Markup);
        }
    }
}
