using Countersign.Sandbox.Repositories;
using LibGit2Sharp;

namespace Countersign.Sandbox.Api.Shapes;

/// <summary>Commits and changed files as GitHub shows them.</summary>
internal static class GitShape
{
    /// <summary>A commit; <c>author</c> and <c>committer</c> are null when no account has verified the e-mail.</summary>
    public static object Commit(SandboxRepository repository, Commit commit)
    {
        var forge = repository.Forge;
        return new
        {
            sha = commit.Sha,
            node_id = NodeId.Of($"Commit{commit.Sha}", 0),
            commit = GitCommit(repository, commit),
            url = forge.Api($"repos/{repository.FullName}/commits/{commit.Sha}"),
            html_url = forge.Web($"{repository.FullName}/commit/{commit.Sha}"),
            comments_url = forge.Api($"repos/{repository.FullName}/commits/{commit.Sha}/comments"),
            author = AccountShape.OfNullable(forge, forge.Actors.FindByEmail(commit.Author.Email)),
            committer = AccountShape.OfNullable(forge, forge.Actors.FindByEmail(commit.Committer.Email)),
            parents = commit.Parents.Select(parent => Parent(repository, parent)),
        };
    }

    /// <summary>A commit as the Git database API shows it.</summary>
    public static object GitCommit(SandboxRepository repository, Commit commit) => new
    {
        sha = commit.Sha,
        node_id = NodeId.Of($"Commit{commit.Sha}", 0),
        url = repository.Forge.Api($"repos/{repository.FullName}/git/commits/{commit.Sha}"),
        html_url = repository.Forge.Web($"{repository.FullName}/commit/{commit.Sha}"),
        author = Person(commit.Author),
        committer = Person(commit.Committer),
        message = commit.Message.TrimEnd('\n'),
        tree = new
        {
            sha = commit.Tree.Sha,
            url = repository.Forge.Api($"repos/{repository.FullName}/git/trees/{commit.Tree.Sha}"),
        },
        comment_count = 0,
        parents = commit.Parents.Select(parent => Parent(repository, parent)),
        verification = new { verified = false, reason = "unsigned", signature = (string?)null, payload = (string?)null },
    };

    /// <summary>A commit as push events show it.</summary>
    public static object PushedCommit(SandboxRepository repository, Commit commit)
    {
        var parent = commit.Parents.FirstOrDefault()?.Sha;
        var files = repository.Git.Read.Diff(parent, commit.Sha).ToList();
        return new
        {
            id = commit.Sha,
            tree_id = commit.Tree.Sha,
            distinct = true,
            message = commit.Message.TrimEnd('\n'),
            timestamp = commit.Committer.When,
            url = repository.Forge.Web($"{repository.FullName}/commit/{commit.Sha}"),
            author = Pusher(repository, commit.Author),
            committer = Pusher(repository, commit.Committer),
            added = Paths(files, ChangeKind.Added),
            removed = Paths(files, ChangeKind.Deleted),
            modified = Paths(files, ChangeKind.Modified),
        };
    }

    public static object File(SandboxRepository repository, string commit, PatchEntryChanges file)
    {
        var path = string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));
        return new Dictionary<string, object?>
        {
            ["sha"] = (file.Status == ChangeKind.Deleted ? file.OldOid : file.Oid).Sha,
            ["filename"] = file.Path,
            ["status"] = Status(file.Status),
            ["additions"] = file.LinesAdded,
            ["deletions"] = file.LinesDeleted,
            ["changes"] = file.LinesAdded + file.LinesDeleted,
            ["blob_url"] = repository.Forge.Web($"{repository.FullName}/blob/{commit}/{path}"),
            ["raw_url"] = repository.Forge.Web($"{repository.FullName}/raw/{commit}/{path}"),
            ["contents_url"] = repository.Forge.Api($"repos/{repository.FullName}/contents/{path}?ref={commit}"),
            ["previous_filename"] = file.Status == ChangeKind.Renamed ? file.OldPath : null,
            ["patch"] = repository.Forge.Switches.OmitPatches || file.IsBinaryComparison ? null : Hunks(file.Patch),
        }.Where(member => member.Value is not null).ToDictionary();
    }

    private static object Parent(SandboxRepository repository, Commit parent) => new
    {
        sha = parent.Sha,
        url = repository.Forge.Api($"repos/{repository.FullName}/commits/{parent.Sha}"),
        html_url = repository.Forge.Web($"{repository.FullName}/commit/{parent.Sha}"),
    };

    private static object Person(Signature who) => new { name = who.Name, email = who.Email, date = who.When };

    private static object Pusher(SandboxRepository repository, Signature who) => new
    {
        name = who.Name,
        email = who.Email,
        date = who.When,
        username = repository.Forge.Actors.FindByEmail(who.Email)?.Login,
    };

    private static IEnumerable<string> Paths(IEnumerable<PatchEntryChanges> files, ChangeKind kind) =>
        files.Where(file => file.Status == kind).Select(file => file.Path);

    private static string Status(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "added",
        ChangeKind.Deleted => "removed",
        ChangeKind.Renamed => "renamed",
        ChangeKind.Copied => "copied",
        ChangeKind.TypeChanged => "changed",
        ChangeKind.Unmodified => "unchanged",
        _ => "modified",
    };

    /// <summary>GitHub's <c>patch</c> starts at the first hunk.</summary>
    private static string? Hunks(string patch)
    {
        var start = patch.IndexOf("@@", StringComparison.Ordinal);
        return start < 0 ? null : patch[start..].TrimEnd('\n');
    }
}
