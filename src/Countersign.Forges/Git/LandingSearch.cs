using System.Globalization;
using LibGit2Sharp;

namespace Countersign.Forges.Git;

/// <summary>
/// Finds the base as it was before a change landed. Forges say which commit landed, not on what; the trees tell: the base
/// is the commit whose clean merge with the signed head has the landed commit's tree.
/// </summary>
internal sealed class LandingSearch(
    Repository repository, Commit head, Func<string, bool> governed, CancellationToken cancellation)
{
    private readonly TreeCensus _census = new(cancellation);

    internal Landing Of(Commit landed, int commitCount) => landed.Parents.Take(3).ToArray() switch
    {
        _ when landed.Id == head.Id => FastForward(landed, commitCount),
        [] => new Landing.NotEquivalent($"{Name(landed)} has no parent: it starts another history"),
        [_] => Linear(landed, commitCount),
        [var first, _] => Merge(landed, first),
        _ => new Landing.NotEquivalent($"{Name(landed)} has more than two parents"),
    };

    /// <summary>
    /// The largest number of steps back that still gives the tree: a squash matches one step, a rebase of n commits every
    /// step up to n. Where two would do, the larger diff is judged, which is the safe side. A commit that the head contains was
    /// there before the landing, which made only new ones, so nothing behind it is the base.
    /// </summary>
    private Landing Linear(Commit landed, int commitCount)
    {
        (int Steps, Commit Base)? best = null;
        var at = landed;
        for (var steps = 1; steps <= commitCount && at.Parents.Take(2).ToArray() is [var parent]; steps++)
        {
            if (MergedTree(parent) is { } tree && tree.Id == landed.Tree.Id) best = (steps, parent);
            if (repository.ObjectDatabase.FindMergeBase(parent, head)?.Id == parent.Id) break;
            at = parent;
        }

        return best switch
        {
            null => new Landing.NotEquivalent(
                $"no clean merge of {Name(head)} into any of the {Steps(commitCount)} before {Name(landed)} gives its tree"),
            (1, var parent) => new Landing.Equivalent(LandingKind.Squash, GitRepository.IdOf(parent)),
            (_, var parent) => new Landing.Equivalent(LandingKind.Rebase, GitRepository.IdOf(parent)),
        };
    }

    /// <summary>A merge commit may differ from the clean merge where nothing is governed: people do resolve conflicts in other files.</summary>
    private Landing Merge(Commit landed, Commit first)
    {
        if (MergedTree(first) is not { } tree)
            return new Landing.NotEquivalent($"{Name(head)} does not merge into {Name(first)} without conflicts");
        var strange = TreeDiff.Between(tree, landed.Tree, cancellation).Where(change => governed(change.Path)).ToArray();
        return strange is [var one, ..]
            ? new Landing.NotEquivalent($"{Name(landed)} has another `{one.Path}` than the clean merge of {Name(head)}")
            : new Landing.Equivalent(LandingKind.Merge, GitRepository.IdOf(first));
    }

    /// <summary>The commits of the request are counted back; where merges make the count ambiguous, there is no telling.</summary>
    private static Landing FastForward(Commit landed, int commitCount)
    {
        var at = landed;
        for (var steps = 0; steps < commitCount; steps++)
        {
            if (at.Parents.Take(2).ToArray() is not [var parent])
                return new Landing.NotEquivalent(
                    $"the base branch was moved to {Name(landed)} itself, whose history does not tell where the branch was before");
            at = parent;
        }

        return new Landing.Equivalent(LandingKind.FastForward, GitRepository.IdOf(at));
    }

    /// <summary>Null when there are conflicts.</summary>
    private Tree? MergedTree(Commit onto)
    {
        cancellation.ThrowIfCancellationRequested();
        _census.Check(onto.Tree); // merging spells out every path
        _census.Check(head.Tree);
        var merge = repository.ObjectDatabase.MergeCommits(onto, head, new MergeTreeOptions { FailOnConflict = true });
        return merge.Status == MergeTreeStatus.Succeeded ? merge.Tree : null;
    }

    private static string Name(Commit commit) => $"`{commit.Sha[..10]}`";

    private static string Steps(int count) => count == 1 ? "1 commit" : string.Create(CultureInfo.InvariantCulture, $"{count} commits");
}
