using System.Globalization;
using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Changes;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>What is refused or remarked about governed files, by path and mode alone.</summary>
internal static class GovernedFileChecks
{
    internal static ImmutableArray<Refusal> Refusals(GovernanceFacts facts, ImmutableArray<ChangedFile> changed)
    {
        if (changed.Length > Governance.MostFiles)
            return [GovernanceRules.TooMany.Refuse(Place.File(PolicyFile.Path), string.Create(CultureInfo.InvariantCulture,
                $"the change touches {changed.Length} governed files; at most {Governance.MostFiles} are reviewed at once"))];
        var onBase = facts.Base.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        var immutable = changed.Where(f => f.Status != FileStatus.Added && IsVersioned(facts.Policy, f.Path)).Select(Changed);
        var present = changed.Where(f => f.Status != FileStatus.Deleted).ToImmutableArray();
        return
        [
            .. immutable,
            .. present.Where(f => f.Status == FileStatus.Added && onBase.Contains(f.Path) && IsVersioned(facts.Policy, f.Path)).Select(Overtaken),
            .. present.Where(f => f.NewMode is FileMode.Symlink or FileMode.Submodule).Select(NotPlainFile),
            .. present.Where(f => !IsPlain(f.Path)).Select(NotPlainPath),
            .. CaseClashes(present, onBase),
        ];
    }

    /// <summary>What to know about a target's files that stops nothing.</summary>
    internal static IEnumerable<Finding> Findings(GovernedTarget target, ImmutableArray<ChangedFile> changed)
    {
        var newest = target.History.LastOrDefault(f => f.Role == ScriptRole.Versioned)?.Path;
        foreach (var script in target.Scripts.Where(s => s.Role == ScriptRole.Versioned))
            if (newest is not null && string.CompareOrdinal(script.Path, newest) < 0)
                yield return Find(GovernanceRules.OutOfOrder, Severity.Warning, script.Path,
                    $"it sorts before `{newest}`, which is on the base branch already");
        foreach (var file in changed.Where(f => f.Status == FileStatus.Deleted && !target.Target.IsDeclarative))
            if (Governance.RoleOf(target.Target, file.Path) == ScriptRole.Repeatable)
                yield return Find(GovernanceRules.RepeatableDeleted, Severity.Notice, file.Path,
                    "the script is deleted, but what it made stays on the target");
    }

    private static bool IsVersioned(PolicyFile policy, string path) =>
        policy.Targets.Any(t => Governance.RoleOf(t, path) == ScriptRole.Versioned);

    private static Refusal Changed(ChangedFile file) => GovernanceRules.Immutable.Refuse(Place.File(file.Path),
        file.Status == FileStatus.Deleted ? "a versioned script that is on the base branch is deleted"
        : file.OldBlob == file.NewBlob ? "the file mode of a versioned script that is on the base branch changes"
        : "a versioned script that is on the base branch changes");

    private static Refusal Overtaken(ChangedFile file) => GovernanceRules.Immutable.Refuse(Place.File(file.Path),
        "a script of this name has landed on the base branch in the meantime", "give the new script another name");

    private static Refusal NotPlainFile(ChangedFile file) => GovernanceRules.PlainFile.Refuse(Place.File(file.Path),
        file.NewMode == FileMode.Symlink ? "the path is a symbolic link" : "the path is a submodule");

    private static Refusal NotPlainPath(ChangedFile file) => GovernanceRules.PlainPath.Refuse(
        Place.File(EscapedText.Show(file.Path, r => !IsPlain(r))), "the path holds characters that tools show differently");

    private static bool IsPlain(string path) => path.EnumerateRunes().All(IsPlain);

    private static bool IsPlain(System.Text.Rune rune) => !System.Text.Rune.IsControl(rune) && rune.Value is not ('\\' or 0xFFFD)
        && !DeceptiveRunes.IsBidi(rune) && !DeceptiveRunes.IsInvisible(rune) && !DeceptiveRunes.IsNotComposed(rune);

    private static IEnumerable<Refusal> CaseClashes(ImmutableArray<ChangedFile> present, HashSet<string> onBase)
    {
        var all = present.Select(f => f.Path).Concat(onBase).Distinct(StringComparer.Ordinal)
            .ToLookup(p => p, StringComparer.OrdinalIgnoreCase);
        foreach (var file in present)
            if (all[file.Path].FirstOrDefault(p => p != file.Path) is { } other)
                yield return GovernanceRules.CaseClash.Refuse(Place.File(file.Path), $"the path differs from `{other}` only by letter case");
    }

    private static Finding Find(Rule rule, Severity severity, string path, string message) =>
        new(rule.Id, severity, path, new(0, 0), Place.File(path), message, rule.Advice);
}
