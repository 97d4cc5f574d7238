using Countersign.Changes;
using LibGit2Sharp;

namespace Countersign.Forges.Git;

/// <summary>
/// Compares two trees. Subtrees with one id are not opened, so the cost follows the change and not the repository, and no
/// patch and no similarity is computed.
/// </summary>
internal static class TreeDiff
{
    internal static ImmutableArray<ChangedFile> Between(Tree? from, Tree? to, CancellationToken cancellation)
    {
        var budget = new TreeBudget(cancellation);
        var changes = new List<ChangedFile>();
        var open = new Stack<(Tree? From, Tree? To, string Prefix)>([(from, to, "")]);
        while (open.TryPop(out var next))
        {
            var (before, after) = (budget.Open(next.From, next.Prefix), budget.Open(next.To, next.Prefix));
            foreach (var name in before.Keys.Union(after.Keys))
            {
                var (left, right) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
                if (left is not null && right is not null && left.Mode == right.Mode && left.Target.Id == right.Target.Id) continue;
                var path = next.Prefix + name;
                if (FileChange(path, left, right) is { } change) changes.Add(change);
                var (leftTree, rightTree) = (left?.Target as Tree, right?.Target as Tree);
                if (leftTree is not null || rightTree is not null) open.Push((leftTree, rightTree, path + "/"));
            }
        }

        return [.. changes.OrderBy(change => change.Path, StringComparer.Ordinal)];
    }

    /// <summary>Null when neither side is a file.</summary>
    private static ChangedFile? FileChange(string path, TreeEntry? left, TreeEntry? right)
    {
        var (before, after) = (left is null ? null : TreeModes.Of(left), right is null ? null : TreeModes.Of(right));
        return (before, after) switch
        {
            (null, null) => null,
            (null, { } mode) => new(path, Changes.FileStatus.Added, Changes.FileMode.None, mode, null, right!.Target.Sha),
            ({ } mode, null) => new(path, Changes.FileStatus.Deleted, mode, Changes.FileMode.None, left!.Target.Sha, null),
            ({ } old, { } mode) => new(path, Changes.FileStatus.Modified, old, mode, left!.Target.Sha, right!.Target.Sha),
        };
    }
}
