using Countersign.Sandbox.Api.Shapes;
using Countersign.Sandbox.Repositories;
using LibGit2Sharp;

namespace Countersign.Sandbox.Api.Routes;

/// <summary>The Git database: refs, commits, trees and blobs.</summary>
internal static class GitRoutes
{
    public static void Map(ApiRoutes api)
    {
        api.Get("repos/{owner}/{repo}/git/ref/{**name}", GetRef);
        api.Get("repos/{owner}/{repo}/git/refs/{**name}", GetRef);
        api.Get("repos/{owner}/{repo}/git/matching-refs/{**name}", Matching);
        api.Post("repos/{owner}/{repo}/git/refs", CreateRef);
        api.Patch("repos/{owner}/{repo}/git/refs/{**name}", UpdateRef);
        api.Delete("repos/{owner}/{repo}/git/refs/{**name}", DeleteRef);
        api.Get("repos/{owner}/{repo}/git/commits/{sha}", GetCommit);
        api.Get("repos/{owner}/{repo}/git/trees/{sha}", GetTree);
        api.Get("repos/{owner}/{repo}/git/blobs/{sha}", GetBlob);
    }

    private static ApiAnswer GetRef(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadContents);
        var name = $"refs/{call.Route("name")}";
        return ApiAnswer.Json(Shape(repository, name, repository.Git.Read.Tip(name) ?? throw RefusedException.NotFound()));
    }

    private static ApiAnswer Matching(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadContents);
        var prefix = $"refs/{call.Route("name")}";
        return call.Page(
            repository.Git.Read.Refs().Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)),
            entry => Shape(repository, entry.Key, entry.Value));
    }

    private static ApiAnswer CreateRef(ApiCall call)
    {
        var repository = call.Repository(Needs.WriteContents);
        var (name, sha) = (call.RequiredText("Reference", "ref"), call.RequiredText("Reference", "sha"));
        if (repository.Git.Read.Tip(name) is not null) throw new RefusedException(422, "Reference already exists");
        Move(call, repository, name, null, sha);
        return ApiAnswer.Created(Shape(repository, name, sha));
    }

    private static ApiAnswer UpdateRef(ApiCall call)
    {
        var repository = call.Repository(Needs.WriteContents);
        var name = $"refs/{call.Route("name")}";
        var sha = call.RequiredText("Reference", "sha");
        var before = repository.Git.Read.Tip(name) ?? throw new RefusedException(422, "Reference does not exist");
        if (call.Flag("force") is not true && !repository.Git.Read.IsAncestor(before, sha))
        {
            throw new RefusedException(422, "Update is not a fast forward");
        }

        Move(call, repository, name, before, sha);
        return ApiAnswer.Json(Shape(repository, name, sha));
    }

    private static ApiAnswer DeleteRef(ApiCall call)
    {
        var repository = call.Repository(Needs.WriteContents);
        var name = $"refs/{call.Route("name")}";
        Move(call, repository, name, repository.Git.Read.Tip(name) ?? throw new RefusedException(422, "Reference does not exist"), null);
        return ApiAnswer.Empty();
    }

    private static void Move(ApiCall call, SandboxRepository repository, string name, string? before, string? after)
    {
        if (after is not null && !repository.Git.Read.HasCommit(after)) throw new RefusedException(422, "Object does not exist");
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.StartsWith("refs/pull/", StringComparison.Ordinal))
        {
            throw new RefusedException(422, "Reference name is not valid");
        }

        const string heads = "refs/heads/";
        if (name.StartsWith(heads, StringComparison.Ordinal))
        {
            if (before is not null && repository.RefusesPush(call.Actor, name[heads.Length..]))
            {
                throw new RefusedException(422, "Cannot update this protected ref.");
            }

            repository.MoveBranch(call.Actor, name[heads.Length..], before, after);
        }
        else if (after is null) repository.Git.RemoveRef(name);
        else repository.Git.SetRef(name, after);
    }

    private static ApiAnswer GetCommit(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadContents);
        return ApiAnswer.Json(GitShape.GitCommit(repository, Find<Commit>(repository, call.Route("sha"))));
    }

    private static ApiAnswer GetTree(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadContents);
        var name = call.Route("sha");
        var tree = repository.Git.Read.Resolve(name) is { } commit
            ? repository.Git.Read.Commit(commit).Tree
            : Find<Tree>(repository, name);
        var entries = Entries(tree, string.Empty, call.Query("recursive") is not null).ToList();
        return ApiAnswer.Json(new { sha = tree.Sha, url = call.Forge.Api($"repos/{repository.FullName}/git/trees/{tree.Sha}"), tree = entries, truncated = false });
    }

    private static IEnumerable<object> Entries(Tree tree, string prefix, bool recursive)
    {
        foreach (var entry in tree)
        {
            var isTree = entry.TargetType == TreeEntryTargetType.Tree;
            yield return new
            {
                path = prefix + entry.Name,
                mode = Convert.ToString((int)entry.Mode, 8).PadLeft(6, '0'),
                type = isTree ? "tree" : "blob",
                sha = entry.Target.Sha,
                size = entry.Target is Blob blob ? blob.Size : 0,
            };
            if (!recursive || !isTree) continue;
            foreach (var below in Entries((Tree)entry.Target, $"{prefix}{entry.Name}/", recursive)) yield return below;
        }
    }

    private static ApiAnswer GetBlob(ApiCall call)
    {
        var repository = call.Repository(Needs.ReadContents);
        var blob = Find<Blob>(repository, call.Route("sha"));
        var content = Convert.ToBase64String(GitReader.Bytes(blob));
        return ApiAnswer.Json(new { sha = blob.Sha, size = blob.Size, encoding = "base64", content });
    }

    private static T Find<T>(SandboxRepository repository, string sha) where T : GitObject =>
        repository.Git.Read.Object(sha) as T ?? throw RefusedException.NotFound();

    private static object Shape(SandboxRepository repository, string name, string sha) => new
    {
        @ref = name,
        node_id = NodeId.Of($"Ref{name}", repository.Id),
        url = repository.Forge.Api($"repos/{repository.FullName}/git/{name}"),
        @object = new { sha, type = "commit", url = repository.Forge.Api($"repos/{repository.FullName}/git/commits/{sha}") },
    };
}
