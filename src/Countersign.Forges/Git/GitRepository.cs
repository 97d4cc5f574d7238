using Countersign.Changes;
using Countersign.Policy;
using LibGit2Sharp;

namespace Countersign.Forges.Git;

/// <summary>
/// Reads a repository's objects. Bytes come from blobs by their id and are hashed again here (INV-08): no work tree, no
/// filter, no attribute, no replacement and no graft has a say. Not safe for several threads at once.
/// </summary>
public sealed class GitRepository : IDisposable
{
    private static readonly Lock Opening = new();

    private readonly Repository _repository;

    private GitRepository(Repository repository) => _repository = repository;

    /// <summary>True when history is cut off, as in most checkouts of CI systems; ancestry cannot be told then.</summary>
    public bool IsShallow => _repository.Info.IsShallow;

    /// <summary>Root of the work tree; null when it is bare.</summary>
    public string? WorkTree => _repository.Info.WorkingDirectory;

    internal Repository Inner => _repository;

    /// <summary>
    /// Opens a clone of the user's, with or without a work tree, by its directory or one inside it. Only its objects and
    /// references are read.
    /// </summary>
    /// <exception cref="GitContentException">When it is no repository, another user's, or has grafts.</exception>
    public static GitRepository Open(string path) => OpenChecked(Repository.Discover(path) ?? path, trustOwner: false);

    /// <summary>Opens a mirror of ours. A volume may have mounted it under another owner; it is ours all the same.</summary>
    internal static GitRepository OpenMirror(string path) => OpenChecked(path, trustOwner: true);

    private static GitRepository OpenChecked(string path, bool trustOwner)
    {
        Repository repository;
        lock (Opening) // the owner check is a switch of the whole process
        {
            GlobalSettings.SetOwnerValidation(!trustOwner);
            try
            {
                repository = new Repository(path);
            }
            catch (LibGit2SharpException fault)
            {
                throw new GitContentException($"`{path}` cannot be opened as a Git repository; check the path and who owns it", fault);
            }
            finally
            {
                GlobalSettings.SetOwnerValidation(true);
            }
        }

        if (!File.Exists(Path.Combine(repository.Info.Path, "info", "grafts"))) return new(repository);
        repository.Dispose();
        throw new GitContentException($"`{path}` has grafts, which make history look other than it is; remove info/grafts");
    }

    /// <summary>The commit that a reference names; null when there is none. Takes a full name, or any revision as Git writes it.</summary>
    public CommitId? ResolveRef(string name) => Guard(() =>
    {
        var found = name.StartsWith("refs/", StringComparison.Ordinal)
            ? _repository.Refs[name]?.ResolveToDirectReference()?.Target.Peel<Commit>()
            : _repository.Lookup<Commit>(name + "^{commit}"); // an annotated tag names the commit that it is of
        return found is null ? (CommitId?)null : IdOf(found);
    });

    /// <summary>Whether the commit is here.</summary>
    public bool Has(CommitId commit) => Guard(() => _repository.Lookup<Commit>(commit.Hex) is not null);

    /// <summary>The parents, in their order.</summary>
    public ImmutableArray<CommitId> ParentsOf(CommitId commit) => Guard(() => Find(commit).Parents.Select(IdOf).ToImmutableArray());

    /// <summary>The best common ancestor; null when there is none.</summary>
    public CommitId? MergeBase(CommitId one, CommitId other) => Guard(() =>
        _repository.ObjectDatabase.FindMergeBase(Find(one), Find(other)) is { } found ? IdOf(found) : (CommitId?)null);

    /// <summary>Whether <paramref name="descendant"/> is, or comes after, <paramref name="ancestor"/> (reachability, INV-23).</summary>
    public bool IsAncestor(CommitId ancestor, CommitId descendant) => MergeBase(ancestor, descendant) == ancestor;

    /// <summary>The bytes of a blob, hashed again to the id they were asked by.</summary>
    /// <param name="blob">Object id in hex.</param>
    /// <param name="limit">Most bytes to read.</param>
    /// <exception cref="GitContentException">When it is missing, larger than <paramref name="limit"/>, or its bytes hash to another id.</exception>
    public ReadOnlyMemory<byte> ReadBlob(string blob, long limit = GitBlob.DefaultLimit) =>
        Guard(() => GitBlob.Read(_repository, blob, limit));

    /// <summary>Size of a blob in bytes, without reading it.</summary>
    public long SizeOf(string blob) => Guard(() => _repository.ObjectDatabase.RetrieveObjectMetadata(new ObjectId(blob)).Size);

    /// <summary>The file at a path of a commit; null when there is none (or a directory). Links are not followed.</summary>
    public GitFile? ReadFile(CommitId commit, string path, long limit = GitBlob.DefaultLimit) => Guard(() =>
    {
        if (Find(commit)[path] is not { } entry || TreeModes.Of(entry) is not { } mode) return null;
        // A submodule names a commit of another repository: there are no bytes here.
        var bytes = mode == Changes.FileMode.Submodule ? default : GitBlob.Read(_repository, entry.Target.Sha, limit);
        return new GitFile(path, mode, entry.Target.Sha, bytes);
    });

    /// <summary>Files of a commit whose paths match any of the globs, in ordinal order of path. Only directories that can match are read.</summary>
    public ImmutableArray<TreeFile> ListTree(CommitId commit, IReadOnlyCollection<PathGlob> globs, CancellationToken cancellation) =>
        Guard(() => TreeListing.Of(Find(commit).Tree, globs, cancellation));

    /// <summary>What differs between the trees of two commits, in ordinal order of path. A rename is a deletion and an addition.</summary>
    public ImmutableArray<ChangedFile> Diff(CommitId from, CommitId to, CancellationToken cancellation) =>
        Guard(() => TreeDiff.Between(Find(from).Tree, Find(to).Tree, cancellation));

    /// <summary>Who wrote the commits that <paramref name="to"/> has and <paramref name="from"/> has not, oldest first.</summary>
    public ImmutableArray<CommitAuthorship> AuthorshipsOf(CommitId from, CommitId to, CancellationToken cancellation) =>
        Guard(() => CommitRange.Authorships(_repository, Find(from), Find(to), cancellation));

    /// <summary>How a change request landed, judged by trees alone (INV-22).</summary>
    /// <param name="landed">The commit that the forge names as its merge.</param>
    /// <param name="head">The head that was signed.</param>
    /// <param name="commitCount">Commits in the request: bounds the search for the base of a rebase merge.</param>
    /// <param name="governed">Paths that must not differ from a clean merge in a merge commit.</param>
    public Landing LandingOf(
        CommitId landed, CommitId head, int commitCount, Func<string, bool> governed, CancellationToken cancellation) =>
        Guard(() => new LandingSearch(_repository, Find(head), governed, cancellation).Of(Find(landed), commitCount));

    /// <inheritdoc />
    public void Dispose() => _repository.Dispose();

    internal static CommitId IdOf(Commit commit) => new(commit.Sha);

    private Commit Find(CommitId id) => _repository.Lookup<Commit>(id.Hex)
        ?? throw new GitContentException($"commit `{id.Short}` is not in this repository{(IsShallow ? ", which is shallow; fetch all of its history" : "")}");

    /// <summary>Damaged objects, odd names and SHA-256 ids surface as the library's exceptions; its text may quote the repository's.</summary>
    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is LibGit2SharpException or ArgumentException)
        {
            throw new GitContentException("a Git object or reference cannot be read; it is missing or damaged", fault);
        }
    }
}
