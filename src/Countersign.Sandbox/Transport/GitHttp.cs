using System.IO.Compression;
using System.Text;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api;
using Countersign.Sandbox.Repositories;

namespace Countersign.Sandbox.Transport;

/// <summary>
/// Git's smart HTTP protocol over the real repositories: <c>git upload-pack</c> and <c>git receive-pack</c> do
/// the work, this decides who may, and lets pull requests follow what was pushed.
/// </summary>
internal sealed class GitHttp(ForgeState forge)
{
    private const string Upload = "git-upload-pack";
    private const string Receive = "git-receive-pack";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var repository in (string[])["/{owner}/{repo}.git", "/{owner}/{repo}"])
        {
            endpoints.MapGet($"{repository}/info/refs", http => GuardedAsync(http, AdvertiseAsync));
            endpoints.MapPost($"{repository}/{Upload}", http => GuardedAsync(http, UploadAsync));
            endpoints.MapPost($"{repository}/{Receive}", http => GuardedAsync(http, ReceiveAsync));
        }
    }

    private async Task GuardedAsync(HttpContext http, Func<HttpContext, Task<Actor?>> serve)
    {
        string? caller = null;
        try
        {
            caller = (await serve(http))?.Login;
        }
        catch (RefusedException refusal)
        {
            http.Response.StatusCode = refusal.Status;
            if (refusal.Status == 401) http.Response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
            await http.Response.WriteAsync(refusal.Message);
        }

        var path = $"{http.Request.Path}{http.Request.QueryString}";
        forge.Journal.Add(new JournalEntry(http.Request.Method, path, http.Response.StatusCode, null, caller, null));
    }

    private async Task<Actor?> AdvertiseAsync(HttpContext http)
    {
        var command = http.Request.Query["service"].ToString();
        if (command is not (Upload or Receive)) throw RefusedException.Forbidden("Please upgrade your git client.");
        var (repository, caller) = Admit(http, isPush: command == Receive);
        http.Response.ContentType = $"application/x-{command}-advertisement";
        http.Response.Headers.CacheControl = "no-cache";
        var protocol = http.Request.Headers["Git-Protocol"].ToString();
        if (!protocol.Contains("version=2", StringComparison.Ordinal) || command == Receive)
        {
            var line = $"# service={command}\n";
            await http.Response.WriteAsync($"{line.Length + 4:x4}{line}0000");
        }

        await GitPack.RunAsync(http, command, repository.GitDirectory, Stream.Null, advertise: true, []);
        return caller;
    }

    private async Task<Actor?> UploadAsync(HttpContext http)
    {
        var (repository, caller) = Admit(http, isPush: false);
        http.Response.ContentType = $"application/x-{Upload}-result";
        await using var body = Body(http.Request);
        await GitPack.RunAsync(http, Upload, repository.GitDirectory, body, advertise: false, []);
        return caller;
    }

    private async Task<Actor?> ReceiveAsync(HttpContext http)
    {
        var (repository, caller) = Admit(http, isPush: true);
        using var request = new MemoryStream();
        await using (var body = Body(http.Request)) await body.CopyToAsync(request);
        var commands = PushCommands.Read(request.ToArray());
        request.Position = 0;
        http.Response.ContentType = $"application/x-{Receive}-result";
        using var answer = new MemoryStream();
        await GitPack.RunAsync(http, Receive, repository.GitDirectory, request, advertise: false, Refused(repository, caller!, commands), answer);
        // The pull requests follow before the client hears that its push is done, so that it never sees the old head.
        Follow(repository, caller!, commands);
        await http.Response.Body.WriteAsync(answer.ToArray());
        return caller;
    }

    private List<string> Refused(SandboxRepository repository, Actor caller, IReadOnlyList<PushCommand> commands)
    {
        lock (forge.Gate) return [.. commands.Where(command => command.Branch is { } branch && repository.RefusesPush(caller, branch)).Select(command => command.Ref)];
    }

    private void Follow(SandboxRepository repository, Actor caller, IReadOnlyList<PushCommand> commands)
    {
        lock (forge.Gate)
        {
            foreach (var command in commands)
            {
                var done = repository.Git.Read.Tip(command.Ref) == command.After;
                if (done && command.Branch is { } branch) BranchMoves.Follow(repository, caller, branch, command.Before, command.After);
            }
        }
    }

    private (SandboxRepository Repository, Actor? Caller) Admit(HttpContext http, bool isPush)
    {
        lock (forge.Gate)
        {
            var (owner, name) = ($"{http.Request.RouteValues["owner"]}", $"{http.Request.RouteValues["repo"]}");
            var repository = forge.FindRepository(owner, name) ?? forge.FindFormerRepository(owner, name);
            var caller = CallerOf(http.Request);
            if (caller is null && !isPush && (forge.Options.AnonymousGit || repository is { Private: false }))
            {
                return (repository ?? throw RefusedException.NotFound(), null);
            }

            if (caller is null) throw new RefusedException(401, "Authentication required.");
            if (repository is null) throw RefusedException.NotFound();
            (isPush ? Needs.WriteContents : Needs.ReadContents).Demand(caller, repository);
            return (repository, caller.Actor);
        }
    }

    /// <summary>Basic authentication: the token is the password, or the user when there is no password.</summary>
    private Caller? CallerOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..], bytes, out var length)) return null;
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return forge.Tokens.Find(parts[^1].Length > 0 ? parts[^1] : parts[0])
            ?? throw new RefusedException(401, "Invalid username or token.");
    }

    private static Stream Body(HttpRequest request) => request.Headers.ContentEncoding.ToString() == "gzip"
        ? new GZipStream(request.Body, CompressionMode.Decompress)
        : request.Body;
}
