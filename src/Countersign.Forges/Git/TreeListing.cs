using System.Buffers;
using Countersign.Changes;
using Countersign.Policy;
using LibGit2Sharp;

namespace Countersign.Forges.Git;

/// <summary>Finds the files that globs match, without reading directories that cannot hold any.</summary>
internal static class TreeListing
{
    private static readonly SearchValues<char> Wildcards = SearchValues.Create("*?[{!\\");

    internal static ImmutableArray<TreeFile> Of(Tree root, IReadOnlyCollection<PathGlob> globs, CancellationToken cancellation)
    {
        var budget = new TreeBudget(cancellation);
        var roots = globs.Select(glob => LiteralDirectory(glob.Pattern)).Distinct().ToArray();
        var found = new List<TreeFile>();
        var open = new Stack<(Tree Tree, string Prefix)>([(root, "")]);
        while (open.TryPop(out var next))
        {
            foreach (var (name, entry) in budget.Open(next.Tree, next.Prefix))
            {
                var path = next.Prefix + name;
                if (TreeModes.Of(entry) is { } mode)
                {
                    if (globs.Any(glob => glob.Matches(path))) found.Add(new(path, mode, entry.Target.Sha));
                }
                else if (roots.Any(r => r.StartsWith(path + "/", StringComparison.Ordinal) || (path + "/").StartsWith(r, StringComparison.Ordinal)))
                {
                    open.Push(((Tree)entry.Target, path + "/"));
                }
            }
        }

        return [.. found.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>The directory before the first segment with a wildcard: `db/orders/` of `db/orders/*.sql`.</summary>
    private static string LiteralDirectory(string pattern)
    {
        var wildcard = pattern.AsSpan().IndexOfAny(Wildcards);
        var literal = wildcard < 0 ? pattern : pattern[..wildcard];
        return literal[..(literal.LastIndexOf('/') + 1)];
    }
}
