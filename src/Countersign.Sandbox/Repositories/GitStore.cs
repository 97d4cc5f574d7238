using Countersign.Sandbox.Accounts;
using LibGit2Sharp;

namespace Countersign.Sandbox.Repositories;

/// <summary>
/// One bare repository on disk: the only place where files, commits and refs are kept. Commits and refs are
/// made here; <see cref="GitReader"/> reads. Callers hold the forge's lock, because libgit2 handles are not
/// shared between threads.
/// </summary>
internal sealed class GitStore : IDisposable
{
    private readonly Repository git;

    public GitStore(string directory)
    {
        Directory = directory;
        GitCommand.Run(null, "init", "--quiet", "--bare", "--initial-branch=main", directory);
        git = new Repository(directory);
        // GitHub serves any reachable object by id and partial clones, and keeps refs/pull to itself.
        git.Config.Set("uploadpack.allowAnySHA1InWant", true);
        git.Config.Set("uploadpack.allowFilter", true);
        git.Config.Set("receive.hideRefs", "refs/pull");
        git.Config.Set("http.receivepack", true);
        git.Config.Set("gc.auto", 0);
        git.Config.Set("receive.autogc", false);
        RefuseProtectedPushes(directory);
        Read = new GitReader(git);
    }

    public string Directory { get; }

    public GitReader Read { get; }

    /// <summary>Makes a commit on the given parents and returns its id; no ref moves.</summary>
    public string Commit(string? parent, NewCommit commit, GitIdentity pusher, DateTimeOffset now)
    {
        var definition = parent is null ? new TreeDefinition() : TreeDefinition.From(Read.Commit(parent));
        foreach (var change in commit.Changes) Apply(definition, change);
        var tree = git.ObjectDatabase.CreateTree(definition);
        var when = commit.When ?? now;
        return Commit(
            tree.Sha, parent is null ? [] : [parent], commit.FullMessage,
            Sign(commit.Author ?? pusher, when), Sign(commit.Committer ?? pusher, when));
    }

    public string Commit(string tree, IReadOnlyList<string> parents, string message, Signature author, Signature committer) =>
        git.ObjectDatabase.CreateCommit(
            author, committer, message, git.Lookup<Tree>(tree), parents.Select(Read.Commit), prettifyMessage: false).Sha;

    /// <summary>A tree with one file replaced, for merges that are not what they seem.</summary>
    public string TreeWith(string tree, FileChange change)
    {
        var definition = TreeDefinition.From(git.Lookup<Tree>(tree));
        Apply(definition, change);
        return git.ObjectDatabase.CreateTree(definition).Sha;
    }

    /// <summary>The merged tree, or null when the two conflict.</summary>
    public string? Merge(string ours, string theirs) => Tree(git.ObjectDatabase.MergeCommits(
        Read.Commit(ours), Read.Commit(theirs), new MergeTreeOptions()));

    public string? CherryPick(string commit, string onto) => Tree(git.ObjectDatabase.CherryPickCommit(
        Read.Commit(commit), Read.Commit(onto), 0, new MergeTreeOptions()));

    public string? Revert(string commit, string onto)
    {
        var reverted = Read.Commit(commit);
        return Tree(git.ObjectDatabase.RevertCommit(
            reverted, Read.Commit(onto), reverted.Parents.Count() > 1 ? 1 : 0, new MergeTreeOptions()));
    }

    public void SetRef(string name, string sha) => git.Refs.Add(name, new ObjectId(sha), allowOverwrite: true);

    public void RemoveRef(string name)
    {
        if (git.Refs[name] is { } existing) git.Refs.Remove(existing);
    }

    public string Blob(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return git.ObjectDatabase.CreateBlob(stream).Sha;
    }

    public static Signature Sign(GitIdentity who, DateTimeOffset when) => new(who.Name, who.Email, when);

    public void Dispose() => git.Dispose();

    private void Apply(TreeDefinition definition, FileChange change)
    {
        switch (change)
        {
            case FileChange.Write write:
                definition.Add(write.Path, git.Lookup<Blob>(Blob(write.Content)), Mode.NonExecutableFile);
                break;
            case FileChange.Link link:
                definition.Add(link.Path, git.Lookup<Blob>(Blob(System.Text.Encoding.UTF8.GetBytes(link.Target))), Mode.SymbolicLink);
                break;
            case FileChange.Move move:
                var moved = definition[move.From] ?? throw RefusedException.Unprocessable($"`{move.From}` does not exist");
                definition.Add(move.To, moved).Remove(move.From);
                break;
            case FileChange.Remove remove:
                if (definition[remove.Path] is null) throw RefusedException.Unprocessable($"`{remove.Path}` does not exist");
                definition.Remove(remove.Path);
                break;
        }
    }

    /// <summary>GitHub declines pushes to protected branches in a hook; so does this, by a list in the environment.</summary>
    private static void RefuseProtectedPushes(string directory)
    {
        var hook = Path.Combine(directory, "hooks", "update");
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.WriteAllText(hook, """
            #!/bin/sh
            case "$SANDBOX_REFUSED_REFS" in
              *" $1 "*) echo "GH006: Protected branch update failed for $1." >&2; exit 1 ;;
            esac

            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string? Tree(MergeTreeResult result) =>
        result.Status == MergeTreeStatus.Succeeded ? result.Tree.Sha : null;
}
