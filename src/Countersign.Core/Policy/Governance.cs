using Countersign.Analysis;
using Countersign.Changes;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>What decides which scripts a change runs.</summary>
/// <param name="Changed">What the change does to the tree, from Git.</param>
/// <param name="Base">Files of the base branch that policy governs, in any order.</param>
public sealed record GovernanceFacts(PolicyFile Policy, ImmutableArray<ChangedFile> Changed, ImmutableArray<TreeFile> Base);

/// <summary>A script by its blob, before its bytes are read.</summary>
public sealed record GovernedFile(string Path, FileMode Mode, ScriptRole Role, string Blob);

/// <summary>What a change runs on one target.</summary>
/// <param name="History">Scripts on the base branch, in the order in which they ran.</param>
/// <param name="Scripts">
/// Scripts of the change, in the order in which they run: versioned by name, then repeatable by name. Of a project that the change
/// touches, all files at the head.
/// </param>
public sealed record GovernedTarget(
    TargetPolicy Target, ImmutableArray<GovernedFile> History, ImmutableArray<GovernedFile> Scripts);

/// <summary>What came of selecting scripts. Closed.</summary>
public abstract record Selection
{
    private Selection() { }

    /// <summary>Targets with something to run, in the order of policy; none when the change touches nothing governed.</summary>
    public sealed record Selected(ImmutableArray<GovernedTarget> Targets, ImmutableArray<Finding> Findings) : Selection;

    /// <summary>The change does something to a governed file that is never allowed; nothing of it runs.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : Selection;
}

/// <summary>Selects the scripts of a change, by tree entries alone.</summary>
public static class Governance
{
    /// <summary>Most governed files in one change; forges list no more either.</summary>
    public const int MostFiles = 3000;

    /// <summary>Every glob that makes a path governed.</summary>
    public static ImmutableArray<PathGlob> Globs(PolicyFile policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. policy.Targets.SelectMany(t => t.Scripts.Concat(t.Repeatable))];
    }

    /// <summary>Whether policy governs a path.</summary>
    public static bool IsGoverned(PolicyFile policy, string path)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Targets.Any(t => RoleOf(t, path) is not null);
    }

    /// <summary>Paths of a target's versioned scripts among these files, in the order in which they run.</summary>
    public static ImmutableArray<string> VersionedPaths(TargetPolicy target, ImmutableArray<TreeFile> files) =>
        [.. files.Select(f => f.Path).Where(p => RoleOf(target, p) == ScriptRole.Versioned).Order(StringComparer.Ordinal)];

    /// <summary>Selects what runs where. All refusals are given at once.</summary>
    public static Selection Select(GovernanceFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var changed = facts.Changed.Where(f => IsGoverned(facts.Policy, f.Path))
            .OrderBy(f => f.Path, StringComparer.Ordinal).ToImmutableArray();
        var refusals = GovernedFileChecks.Refusals(facts, changed);
        if (!refusals.IsEmpty) return new Selection.Refused(refusals);
        var targets = facts.Policy.Targets.Select(t => TargetOf(t, changed, facts.Base)).ToImmutableArray();
        return new Selection.Selected(
            [.. targets.Where(t => !t.Scripts.IsEmpty)],
            [.. targets.SelectMany(t => GovernedFileChecks.Findings(t, changed)).Distinct()]);
    }

    /// <summary>
    /// How often a path's script runs on a target; null when the target does not govern it. A path that both kinds of
    /// glob match is versioned, the stricter of the two. Declarative targets have no versioned files.
    /// </summary>
    internal static ScriptRole? RoleOf(TargetPolicy target, string path)
    {
        if (target.Scripts.Any(g => g.Matches(path))) return target.IsDeclarative ? ScriptRole.Repeatable : ScriptRole.Versioned;
        return target.Repeatable.Any(g => g.Matches(path)) ? ScriptRole.Repeatable : null;
    }

    private static GovernedTarget TargetOf(TargetPolicy target, ImmutableArray<ChangedFile> changed, ImmutableArray<TreeFile> existing)
    {
        var before = existing.Select(f => (f.Path, f.Mode, f.Blob));
        var after = changed.Where(f => f.NewBlob is not null).Select(f => (f.Path, f.NewMode, f.NewBlob!));
        if (target.Project is not null && changed.Any(f => RoleOf(target, f.Path) is not null))
        {
            // What a project declares is told by all of its files, and by what is gone from it.
            var touched = changed.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
            after = before.Where(f => !touched.Contains(f.Path)).Concat(after);
        }

        return new(target, InOrder(before, target), InOrder(after, target));
    }

    private static ImmutableArray<GovernedFile> InOrder(
        IEnumerable<(string Path, FileMode Mode, string Blob)> files, TargetPolicy target) =>
    [
        .. files.Select(f => (File: f, Role: RoleOf(target, f.Path)))
            .Where(f => f.Role is not null)
            .Select(f => new GovernedFile(f.File.Path, f.File.Mode, f.Role!.Value, f.File.Blob))
            .OrderBy(f => f.Role).ThenBy(f => f.Path, StringComparer.Ordinal),
    ];
}
