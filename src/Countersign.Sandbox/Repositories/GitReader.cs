using LibGit2Sharp;

namespace Countersign.Sandbox.Repositories;

/// <summary>Reads of a bare repository: refs, history, differences and files.</summary>
internal sealed class GitReader(Repository git)
{
    public Commit Commit(string sha) => git.Lookup<Commit>(sha) ?? throw RefusedException.NotFound();

    public bool HasCommit(string sha) => ObjectId.TryParse(sha, out var id) && git.Lookup<Commit>(id) is not null;

    public GitObject? Object(string sha) => ObjectId.TryParse(sha, out var id) ? git.Lookup(id) : null;

    /// <summary>Every ref and the commit it names.</summary>
    public Dictionary<string, string> Refs() => git.Refs
        .Where(reference => reference is DirectReference)
        .ToDictionary(reference => reference.CanonicalName, reference => reference.TargetIdentifier, StringComparer.Ordinal);

    public string? Tip(string name) => Reference.IsValidName(name) ? git.Refs[name]?.TargetIdentifier : null;

    public string? Branch(string name) => Tip($"refs/heads/{name}");

    /// <summary>A commit by branch, tag, full ref name or (abbreviated) id, as GitHub's <c>ref</c> parameters allow.</summary>
    public string? Resolve(string name)
    {
        var direct = Branch(name) ?? Tip($"refs/tags/{name}") ?? Tip(name) ?? Tip($"refs/{name}");
        if (direct is not null) return direct;
        var isSha = name.Length is >= 7 and <= 40 && name.All(char.IsAsciiHexDigitLower);
        return isSha ? git.Lookup<Commit>(name)?.Sha : null;
    }

    public string? MergeBase(string one, string other) =>
        git.ObjectDatabase.FindMergeBase(Commit(one), Commit(other))?.Sha;

    public bool IsAncestor(string ancestor, string descendant) =>
        ancestor == descendant || MergeBase(ancestor, descendant) == ancestor;

    /// <summary>Commits of <paramref name="head"/> that <paramref name="excluded"/> does not have, oldest first.</summary>
    public IReadOnlyList<Commit> Commits(string? excluded, string head) =>
    [
        .. git.Commits.QueryBy(new CommitFilter
        {
            IncludeReachableFrom = head,
            ExcludeReachableFrom = excluded,
            SortBy = CommitSortStrategies.Topological | CommitSortStrategies.Reverse,
        }),
    ];

    /// <summary>The newest commits first, for the list of a branch.</summary>
    public IEnumerable<Commit> History(string head) => git.Commits.QueryBy(new CommitFilter
    {
        IncludeReachableFrom = head,
        SortBy = CommitSortStrategies.Topological,
    });

    /// <summary>The files that differ, with renames found, and their patches.</summary>
    public Patch Diff(string? from, string to) => git.Diff.Compare<Patch>(
        from is null ? null : Commit(from).Tree,
        Commit(to).Tree,
        new CompareOptions { Similarity = SimilarityOptions.Renames });

    public byte[]? File(string commit, string path)
    {
        if (Commit(commit)[path]?.Target is not Blob blob) return null;
        return Bytes(blob);
    }

    public static byte[] Bytes(Blob blob)
    {
        using var content = blob.GetContentStream();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
