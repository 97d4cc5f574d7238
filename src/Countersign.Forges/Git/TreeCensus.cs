using System.Globalization;
using LibGit2Sharp;

namespace Countersign.Forges.Git;

/// <summary>Counts the paths of trees without spelling them out: each distinct subtree is opened once.</summary>
internal sealed class TreeCensus(CancellationToken cancellation)
{
    private const int Depth = 256;

    private readonly Dictionary<ObjectId, long> _counts = [];

    /// <summary>Refuses a tree that is too large to be merged.</summary>
    internal void Check(Tree root)
    {
        if (Count(root, depth: 0) > TreeBudget.Entries)
            throw new GitContentException(string.Create(CultureInfo.InvariantCulture, $"the tree has more than {TreeBudget.Entries} entries"));
    }

    private long Count(Tree tree, int depth)
    {
        if (_counts.TryGetValue(tree.Id, out var known)) return known;
        cancellation.ThrowIfCancellationRequested();
        if (depth > Depth) throw new GitContentException("the tree is nested too deeply");
        var total = 0L;
        foreach (var entry in tree)
        {
            var more = entry.TargetType == TreeEntryTargetType.Tree ? Count((Tree)entry.Target, depth + 1) : 1;
            total = Math.Min(int.MaxValue, total + more);
        }

        return _counts[tree.Id] = total;
    }
}
