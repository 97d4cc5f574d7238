using Countersign.Changes;
using Countersign.Policy;

namespace Countersign.SignOffs;

/// <summary>
/// Decides about overrides (INV-21): who asked, who granted, for which plan, until when, and what it stands in for. An override
/// replaces sign-offs; it never makes readable what is not, never lets somebody through who cannot be identified, and never
/// changes the policy.
/// </summary>
internal static class Overriding
{
    /// <summary>How long after it was asked for an override may be used (INV-21).</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    /// <summary>The standing of the latest request for this very plan; null when nobody asked.</summary>
    internal static OverrideStanding? Of(JudgingFacts facts, Eligibility eligibility)
    {
        var asked = facts.Overrides.Acts.Requests.Where(r => Names(facts, r.DigestPrefix) && r.At <= facts.Overrides.Now)
            .OrderBy(r => r.At).ThenBy(r => r.CommentId).ToImmutableArray();
        if (asked is not [.., var request]) return null;
        var expires = request.At + Lifetime;
        var remarks = ImmutableArray.CreateBuilder<string>();
        if (facts.Policy.Override is not { } requirement)
            return new(request, [], 2, expires, facts.Overrides.Now >= expires, false, ["the policy has no `override`, so nobody can grant one"]);
        if (WhyNotAsk(facts, request) is { } problem) remarks.Add(problem);
        var by = remarks.Count > 0 ? [] : Granting(facts, eligibility, requirement, asked, remarks);
        return new(
            request, by, requirement.Count, expires, facts.Overrides.Now >= expires, facts.Overrides.Announced.Contains(request.CommentId),
            remarks.ToImmutable());
    }

    /// <summary>The same beside what else is missing.</summary>
    internal static OverrideStanding Beside(OverrideStanding standing, ImmutableArray<Shortfall> shortfalls, JudgingFacts facts) =>
        standing with { Beyond = [.. shortfalls.Where(s => IsBeyondOverrides(s, facts)).Select(s => s.Sentence)] };

    /// <summary>What an override cannot stand in for.</summary>
    private static bool IsBeyondOverrides(Shortfall shortfall, JudgingFacts facts) =>
        shortfall is Shortfall.UnknownContributor
        || (shortfall is Shortfall.SignOffsMissing missing
            && facts.Plan.Targets.Where(t => t.Target == PolicyEdit.Target).SelectMany(t => t.Statements)
                .Any(s => missing.Statements.Contains(s.Number)));

    /// <summary>Other changes went through on an override and were not looked at since; see <see cref="UnreviewedOverride"/>.</summary>
    internal static IEnumerable<Shortfall> Unreviewed(JudgingFacts facts) => facts.Overrides.Unreviewed
        .OrderBy(u => u.Change.Number).Select(u => new Shortfall.OverrideUnreviewed(u));

    /// <summary>Each person once; whoever asked never counts, for the latest request or an earlier one (INV-18).</summary>
    private static ImmutableArray<Person> Granting(
        JudgingFacts facts, Eligibility eligibility, Requirement requirement, ImmutableArray<OverrideRequest> asked,
        ImmutableArray<string>.Builder remarks)
    {
        var request = asked[^1];
        var by = ImmutableArray.CreateBuilder<Person>();
        foreach (var grant in facts.Overrides.Acts.Grants.OrderBy(g => g.At).ThenBy(g => g.CommentId))
        {
            if (!Names(facts, grant.DigestPrefix) || by.Any(p => p.Id == grant.By.Id)) continue;
            if (WhyNot(grant) is { } why) remarks.Add(why);
            else by.Add(grant.By);
        }

        return by.ToImmutable();

        string? WhyNot(OverrideGrant grant)
        {
            var who = grant.By.Handle;
            if (asked.Any(r => r.By.Id == grant.By.Id)) return $"{who} asked for the override, so their grant does not count (INV-18)";
            if (eligibility.WhyNot(grant.By, grant.At) is { } problem) return problem;
            if (grant.At < request.At) return $"{who} granted an override before it was asked for; they must say it again";
            if (grant.At >= request.At + Lifetime) return $"{who} granted the override after it had expired";
            var authority = facts.Authorities[grant.By.Id];
            return authority.Role >= RepositoryRole.Write && requirement.From.Any(p => p.Includes(authority, []))
                ? null
                : $"{who} is not among those who may grant an override ({string.Join(" or ", requirement.From)}, with write access)";
        }
    }

    private static string? WhyNotAsk(JudgingFacts facts, OverrideRequest request) =>
        facts.Authorities.TryGetValue(request.By.Id, out var authority) && authority.Role >= RepositoryRole.Write
            ? null
            : $"{request.By.Handle} cannot push to the repository, so they cannot ask for an override";

    private static bool Names(JudgingFacts facts, string prefix) => facts.Plan.Digest.Hex.StartsWith(prefix, StringComparison.Ordinal);
}
