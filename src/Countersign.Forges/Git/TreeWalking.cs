using System.Globalization;
using LibGit2Sharp;

namespace Countersign.Forges.Git;

/// <summary>
/// Bounds a walk over trees. A few kilobytes of trees that name each other can spell out billions of paths ("git bomb"),
/// and the check of objects on fetching does not mind.
/// </summary>
internal sealed class TreeBudget(CancellationToken cancellation)
{
    internal const int Entries = 2_000_000;
    internal const int PathLength = 4096;

    private int _left = Entries;

    /// <summary>The entries of one tree by name. Names that no file system would take are refused, not repaired.</summary>
    internal Dictionary<string, TreeEntry> Open(Tree? tree, string prefix)
    {
        cancellation.ThrowIfCancellationRequested();
        var entries = new Dictionary<string, TreeEntry>(StringComparer.Ordinal);
        if (tree is null) return entries;
        foreach (var entry in tree)
        {
            if (--_left < 0)
                throw new GitContentException(string.Create(CultureInfo.InvariantCulture, $"the tree has more than {Entries} entries"));
            if (!IsPlain(entry.Name) || prefix.Length + entry.Name.Length > PathLength || !entries.TryAdd(entry.Name, entry))
                throw new GitContentException($"the tree under `{prefix}` holds a name that is empty, relative, too long, or there twice");
        }

        return entries;
    }

    private static bool IsPlain(string name) =>
        name is not ("" or "." or "..") && !name.Contains('/', StringComparison.Ordinal) && !name.Contains('\0', StringComparison.Ordinal);
}

/// <summary>Git's modes in our words.</summary>
internal static class TreeModes
{
    /// <summary>Null for a directory.</summary>
    internal static Changes.FileMode? Of(TreeEntry entry) => entry.Mode switch
    {
        Mode.Directory => null,
        Mode.NonExecutableFile or Mode.NonExecutableGroupWritableFile => Changes.FileMode.Regular,
        Mode.ExecutableFile => Changes.FileMode.Executable,
        Mode.SymbolicLink => Changes.FileMode.Symlink,
        Mode.GitLink => Changes.FileMode.Submodule,
        _ => throw new GitContentException("a tree holds an entry of an unknown kind"),
    };
}
