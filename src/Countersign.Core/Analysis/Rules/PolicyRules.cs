namespace Countersign.Analysis.Rules;

/// <summary>Rules about the policy file and what it says.</summary>
public static class PolicyRules
{
    /// <summary>The policy on the base branch is missing or has no meaning.</summary>
    public static Rule Unreadable { get; } = new("CS030", "The policy can be read",
        "Without a policy nobody knows who must sign, so nothing may run. The policy is read from the protected base "
        + "branch, never from the change itself: a change cannot repair, weaken or replace the rules it is judged by.",
        "repair `.countersign.yml` on the base branch; `countersign policy check` says what is wrong");

    /// <summary>A rule with `refuse` matches.</summary>
    public static Rule Refused { get; } = new("CS031", "No rule of the policy refuses the statement",
        "A rule with `refuse` in `.countersign.yml` matches this statement. No sign-off can outweigh it.",
        "take the statement out of this change, or change the policy on the base branch first");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } = [Unreadable, Refused];
}
