namespace Countersign.Policy;

/// <summary>Which teams the forge must be asked about before judging.</summary>
public static class AskedTeams
{
    /// <summary>
    /// Slugs of the teams that policy names, and, when it trusts code owners, of those that own one of the paths.
    /// </summary>
    public static ImmutableHashSet<string> Of(PolicyFile policy, Codeowners codeowners, IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(codeowners);
        ArgumentNullException.ThrowIfNull(paths);
        var principals = policy.Rules.Select(r => r.Then).OfType<RuleOutcome.Require>().Select(r => r.Requirement)
            .Append(policy.Default)
            .SelectMany(r => r.From)
            .Concat(policy.Override?.From ?? [])
            .ToImmutableArray();
        var named = principals.OfType<Principal.Team>().Select(t => t.Slug);
        var owning = principals.Any(p => p is Principal.Codeowners)
            ? paths.SelectMany(p => codeowners.OwnersOf(p)).Select(CodeownersReading.TeamOf).OfType<string>()
            : [];
        return named.Concat(owning).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
