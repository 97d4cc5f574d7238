using System.Collections.Concurrent;
using System.Text;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Forges.Git;
using LibGit2Sharp;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>
/// Git objects of all simulated worlds, real ones. The same tree on the same parents is the same commit, so that worlds share them.
/// </summary>
internal static class Objects
{
    private static readonly Signature Somebody = new("Somebody", "somebody@example.com", new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private static readonly Lock Writing = new();
    private static readonly string Path = Create();
    private static readonly Repository Repository = new(Path);
    private static readonly ConcurrentDictionary<string, Commit> Known = new();

    public static GitRepository Open() => GitRepository.OpenMirror(Path);

    /// <summary>A commit whose tree is that of its first parent with these files put.</summary>
    /// <param name="salt">Makes it another one than its like.</param>
    public static CommitId Commit(ImmutableArray<CommitId> parents, ImmutableArray<(string Path, string Text)> files, string salt = "")
    {
        var key = string.Join('\n', parents.Select(p => p.Hex).Concat(files.Select(f => f.Path + f.Text)).Append(salt));
        lock (Writing) return new(Known.GetOrAdd(key, _ => Make(parents, files, salt)).Sha);
    }

    /// <summary>Whether one follows from the other.</summary>
    public static bool IsAncestor(CommitId ancestor, CommitId descendant)
    {
        lock (Writing)
            return Repository.ObjectDatabase.FindMergeBase(Find(ancestor), Find(descendant))?.Sha == ancestor.Hex;
    }

    private static Commit Make(ImmutableArray<CommitId> parents, ImmutableArray<(string Path, string Text)> files, string salt)
    {
        var tree = parents is [var first, ..] ? TreeDefinition.From(Find(first)) : new TreeDefinition();
        foreach (var (path, text) in files)
            tree.Add(path, Repository.ObjectDatabase.CreateBlob(new MemoryStream(Encoding.UTF8.GetBytes(text))), Mode.NonExecutableFile);
        return Repository.ObjectDatabase.CreateCommit(
            Somebody, Somebody, "Change the database" + salt, Repository.ObjectDatabase.CreateTree(tree), parents.Select(Find), prettifyMessage: false);
    }

    private static Commit Find(CommitId id) => Repository.Lookup<Commit>(id.Hex);

    private static string Create()
    {
        var path = Directory.CreateTempSubdirectory("countersign-schedules-").FullName; // deleted with the process
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(path, recursive: true);
        return Repository.Init(path, isBare: true);
    }
}

/// <summary>The mirrors of one process: nothing is fetched, because everything is there; where a branch is, the forge says.</summary>
internal sealed class SimulatedMirrors(Replica replica, SimulatedForge forge)
    : GitMirrors(new("/nowhere", TimeSpan.FromMinutes(1)), replica.Clock)
{
    public override async Task<ImmutableArray<ReferenceMove>> Fetch(
        RepositoryId repository, GitRemote remote, IReadOnlyList<GitWant> wants, CancellationToken cancellation)
    {
        await replica.Step("git: fetch");
        return [.. wants.Select(Move)];
    }

    public override GitRepository Open(RepositoryId repository) => Objects.Open();

    private ReferenceMove Move(GitWant want)
    {
        if (want is GitWant.Commit commit) return new(commit.Id.Hex, null, commit.Id, true);
        var before = replica.Mirrored;
        replica.Mirrored = forge.Main;
        return new("refs/heads/main", before, forge.Main, before is null || Objects.IsAncestor(before.Value, forge.Main));
    }
}
