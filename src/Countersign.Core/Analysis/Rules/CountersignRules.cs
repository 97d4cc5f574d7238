namespace Countersign.Analysis.Rules;

/// <summary>The rules that hold for every dialect.</summary>
public static class CountersignRules
{
    /// <summary>All of them, in order of id.</summary>
    public static ImmutableArray<Rule> All { get; } = [.. TextRules.All, .. GovernanceRules.All, .. PolicyRules.All];
}
