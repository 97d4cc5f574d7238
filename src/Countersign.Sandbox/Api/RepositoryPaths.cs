namespace Countersign.Sandbox.Api;

/// <summary>
/// GitHub reaches a repository by <c>repos/owner/name</c> and by <c>repositories/id</c>; the second becomes the
/// first before routing. A former name is redirected to the id, as after a rename.
/// </summary>
internal sealed class RepositoryPaths(ForgeState forge)
{
    private const string ById = "/api/v3/repositories/";
    private const string ByName = "/api/v3/repos/";

    public Task RewriteAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path.Value ?? string.Empty;
        if (path.StartsWith(ById, StringComparison.Ordinal)) RewriteId(http.Request, path[ById.Length..]);
        else if (path.StartsWith(ByName, StringComparison.Ordinal) && Redirect(http, path[ByName.Length..])) return Task.CompletedTask;
        return next(http);
    }

    private void RewriteId(HttpRequest request, string rest)
    {
        var parts = rest.Split('/', 2);
        if (!long.TryParse(parts[0], out var id)) return;
        lock (forge.Gate)
        {
            var name = forge.Repositories.Find(repository => repository.Id == id)?.FullName ?? "-/-";
            request.Path = $"{ByName}{name}{(parts.Length > 1 ? "/" + parts[1] : string.Empty)}";
        }
    }

    private bool Redirect(HttpContext http, string rest)
    {
        var parts = rest.Split('/', 3);
        if (parts.Length < 2) return false;
        lock (forge.Gate)
        {
            if (forge.FindRepository(parts[0], parts[1]) is not null) return false;
            if (forge.FindFormerRepository(parts[0], parts[1]) is not { } moved) return false;
            var target = forge.Api($"repositories/{moved.Id}{(parts.Length > 2 ? "/" + parts[2] : string.Empty)}{http.Request.QueryString}");
            var isRead = HttpMethods.IsGet(http.Request.Method);
            http.Response.StatusCode = isRead ? 301 : 307;
            http.Response.Headers.Location = target;
            forge.Journal.Add(new JournalEntry(http.Request.Method, $"{http.Request.Path}{http.Request.QueryString}", http.Response.StatusCode, null, null, null));
            return true;
        }
    }
}
