using Countersign.Analysis.Rules;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>A requirement with the name of the rule that asks for it.</summary>
/// <param name="Because">What of the statement makes the rule match; clauses for people.</param>
internal sealed record Demand(string Rule, Requirement Requirement, ImmutableArray<string> Because);

/// <summary>What policy says of one statement: requirements add up over all matching rules; a refusing rule outweighs them.</summary>
internal sealed record Demands(
    RuleSubject Subject, ImmutableArray<Demand> Required, ImmutableArray<(PolicyRule Rule, ImmutableArray<string> Because)> Refusing)
{
    /// <summary>The name of the entry that applies where no rule with a requirement matches.</summary>
    internal const string DefaultName = "default";

    /// <summary>The name of the requirement that deceptive text adds by itself (INV-10).</summary>
    internal const string DeceptiveName = "text that looks different from what it says";

    internal static Demands Of(RuleSubject subject, PolicyFile policy)
    {
        var required = ImmutableArray.CreateBuilder<Demand>();
        var refusing = ImmutableArray.CreateBuilder<(PolicyRule, ImmutableArray<string>)>();
        foreach (var rule in policy.Rules)
        {
            if (RuleMatching.Match(rule.When, subject) is not { } because) continue;
            if (rule.Then is RuleOutcome.Require r) required.Add(new(rule.Name, r.Requirement, because));
            else refusing.Add((rule, because));
        }

        if (required.Count == 0) required.Add(new(DefaultName, policy.Default, []));
        if (subject.IsDeceptive) required.Add(Extra(subject, policy));
        return new(subject, required.ToImmutable(), refusing.ToImmutable());
    }

    /// <summary>One person more than the default asks for, who is shown the escaped form.</summary>
    private static Demand Extra(RuleSubject subject, PolicyFile policy) => new(
        DeceptiveName,
        policy.Default with { Count = policy.Default.Count + 1 },
        [.. subject.Findings.Intersect(TextRules.DeceptiveIds).Order(StringComparer.Ordinal).Select(f => $"finding {f}")]);

    /// <summary>A reason for each rule that refuses the statement.</summary>
    internal IEnumerable<Refusal> Refusals() => Refusing.Select(r => PolicyRules.Refused.Refuse(
        Subject.Statement.Place,
        $"rule `{r.Rule.Name}` refuses {Subject.Statement.Label}: {((RuleOutcome.Refuse)r.Rule.Then).Because}"
        + (r.Because.IsEmpty ? "" : $" (matched by {string.Join(", ", r.Because)})")));
}
