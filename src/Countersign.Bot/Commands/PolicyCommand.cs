using System.CommandLine;

namespace Countersign.Bot.Commands;

/// <summary>`countersign policy`: the policy file on this machine.</summary>
internal static class PolicyCommand
{
    /// <summary>The command and what is below it.</summary>
    public static Command Create() => new("policy", "Check a policy, or ask it who must sign a script.")
    {
        PolicyCheckCommand.Create(),
        PolicyExplainCommand.Create(),
    };
}
