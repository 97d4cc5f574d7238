using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Repositories;
using LibGit2Sharp;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>Files and directories at a ref.</summary>
internal static class ContentRoutes
{
    private const int DirectoryLimit = 1000;

    public static void Map(ApiRoutes api)
    {
        api.Get("repos/{owner}/{repo}/contents/{**path}", Get);
        api.Put("repos/{owner}/{repo}/contents/{**path}", Put);
    }

    private static ApiAnswer Get(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadContents);
        var commit = repository.Git.Read.Resolve(call.Query("ref") ?? repository.DefaultBranch)
            ?? throw new RefusedException(404, $"No commit found for the ref {call.Query("ref")}");
        var path = call.Route("path").TrimEnd('/');
        var tree = repository.Git.Read.Commit(commit).Tree;
        var found = path.Length == 0 ? tree : repository.Git.Read.Commit(commit)[path]?.Target;
        return found switch
        {
            Blob blob when IsRaw(call) => new ApiAnswer(200, GitReader.Bytes(blob), "application/vnd.github.v3.raw"),
            Blob blob => ApiAnswer.Json(File(repository, commit, path, blob, withContent: true)),
            Tree directory => ApiAnswer.Json(directory.Take(DirectoryLimit).Select(entry => Entry(repository, commit, path, entry))),
            _ => throw RefusedException.NotFound(),
        };
    }

    /// <summary>Creates or replaces one file by a commit on a branch.</summary>
    private static ApiAnswer Put(ApiCall call)
    {
        var repository = call.Repository(Needs.WriteContents);
        var path = call.Route("path");
        var branch = call.Text("branch") ?? repository.DefaultBranch;
        var tip = repository.Git.Read.Branch(branch) ?? throw new RefusedException(404, $"Branch {branch} not found");
        var existing = repository.Git.Read.Commit(tip)[path]?.Target.Sha;
        if (existing is not null && existing != call.Text("sha"))
        {
            throw new RefusedException(call.Text("sha") is null ? 422 : 409, $"{path} does not match {call.Text("sha")}");
        }

        var content = Convert.FromBase64String(call.RequiredText("Content", "content").Replace("\n", string.Empty, StringComparison.Ordinal));
        var change = new NewCommit(call.RequiredText("Content", "message"), FileChange.Put(path, content))
        {
            Author = Person(call, "author"),
            Committer = Person(call, "committer"),
        };
        var sha = repository.Push(call.Actor, branch, change);
        var commit = repository.Git.Read.Commit(sha);
        var file = File(repository, sha, path, (Blob)commit[path].Target, withContent: false);
        return ApiAnswer.Json(new { content = file, commit = GitShape.GitCommit(repository, commit) }, existing is null ? 201 : 200);
    }

    private static GitIdentity? Person(ApiCall call, string name) => call.Member(name) is { } who
        ? new GitIdentity(who.GetProperty("name").GetString()!, who.GetProperty("email").GetString()!)
        : null;

    private static bool IsRaw(ApiCall call) => call.Accept.Contains("raw", StringComparison.Ordinal);

    private static object Entry(SandboxRepository repository, string commit, string directory, TreeEntry entry)
    {
        var path = directory.Length == 0 ? entry.Name : $"{directory}/{entry.Name}";
        return entry.Target is Blob blob
            ? File(repository, commit, path, blob, withContent: false)
            : Shape(repository, commit, path, entry.Target.Sha, 0, "dir", null);
    }

    /// <summary>GitHub sends the content up to 1 MB; beyond that it is empty with encoding <c>none</c>.</summary>
    private static object File(SandboxRepository repository, string commit, string path, Blob blob, bool withContent)
    {
        var content = withContent && blob.Size <= 1024 * 1024 ? Convert.ToBase64String(GitReader.Bytes(blob)) : null;
        return Shape(repository, commit, path, blob.Sha, blob.Size, "file", withContent ? content ?? string.Empty : null);
    }

    private static object Shape(
        SandboxRepository repository, string commit, string path, string sha, long size, string type, string? content)
    {
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var url = repository.Forge.Api($"repos/{repository.FullName}/contents/{escaped}?ref={commit}");
        var web = repository.Forge.Web($"{repository.FullName}/blob/{commit}/{escaped}");
        return new
        {
            type,
            name = path.Split('/')[^1],
            path,
            sha,
            size,
            encoding = content is null ? null : content.Length == 0 && size > 0 ? "none" : "base64",
            content,
            url,
            html_url = web,
            git_url = repository.Forge.Api($"repos/{repository.FullName}/git/{(type == "file" ? "blobs" : "trees")}/{sha}"),
            download_url = type == "file" ? web : null,
        };
    }
}
