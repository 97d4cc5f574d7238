using System.Globalization;
using Countersign.Analysis;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>Who must sign one statement, and which rules say so.</summary>
/// <param name="Sentences">One a matching rule, and one on code owners where they matter. Not encoded for any output.</param>
public sealed record StatementExplanation(Statement Statement, ImmutableArray<string> Sentences);

/// <summary>Explains a policy by a plan: `countersign policy explain` and `/countersign explain q3`.</summary>
public static class PolicyExplaining
{
    /// <summary>One explanation a statement, in order of number.</summary>
    public static ImmutableArray<StatementExplanation> Explain(
        Plan plan, ImmutableArray<Finding> findings, PolicyFile policy, Codeowners codeowners)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(codeowners);
        var lines = policy.Rules.ToDictionary(r => r.Name, r => r.Line);
        return
        [
            .. RuleSubject.Of(plan, findings, policy).Select(s => Demands.Of(s, policy))
                .Select(d => new StatementExplanation(d.Subject.Statement, [.. Sentences(d, lines, codeowners)])),
        ];
    }

    private static IEnumerable<string> Sentences(Demands demands, Dictionary<string, int> lines, Codeowners codeowners)
    {
        var label = demands.Subject.Statement.Label;
        foreach (var (rule, because) in demands.Refusing)
            yield return $"{label} is refused by rule `{rule.Name}` ({Line(rule.Line)}): {((RuleOutcome.Refuse)rule.Then).Because}{Because(because)}";
        foreach (var demand in demands.Required)
            yield return $"{label} needs {People(demand.Requirement)} {Source(demand, lines)}{Because(demand.Because)}";
        if (demands.Required.Any(d => d.Requirement.From.Any(p => p is Principal.Codeowners)))
            yield return Owners(demands.Subject.Statement.Place.Path, codeowners);
    }

    private static string People(Requirement requirement) => string.Create(CultureInfo.InvariantCulture,
        $"{requirement.Count} {(requirement.Count == 1 ? "sign-off" : "sign-offs")} from {string.Join(" or ", requirement.From)}");

    private static string Source(Demand demand, Dictionary<string, int> lines) => demand.Rule switch
    {
        Demands.DefaultName => "by `default`, since no rule with a requirement matches it",
        Demands.DeceptiveName => $"because of {Demands.DeceptiveName}",
        var rule => $"by rule `{rule}` ({Line(lines[rule])})",
    };

    private static string Because(ImmutableArray<string> because) => because.IsEmpty ? "" : $", matched by {string.Join(", ", because)}";

    private static string Line(int line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");

    private static string Owners(string path, Codeowners codeowners) => codeowners.OwnersOf(path) is { IsEmpty: false } owners
        ? $"`{path}` is owned by {string.Join(" or ", owners)}"
        : $"`{path}` has no code owner, so nobody can sign as one";
}
