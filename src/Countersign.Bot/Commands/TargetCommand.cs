using System.CommandLine;
using Countersign.Bot.Workflows;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets;

namespace Countersign.Bot.Commands;

/// <summary>`countersign target`: what an operator does to a production system by hand.</summary>
internal static class TargetCommand
{
    /// <summary>The command and what is below it.</summary>
    public static Command Create() => new("target", "Enrol production systems, and tell what they already have.")
    {
        TargetEnrolCommand.Create(),
        TargetBaselineCommand.Create(),
        TargetAcceptCommand.Create(),
    };

    internal static Argument<string> Name() => new("NAME") { Description = "The target's name in the policy" };

    /// <summary>The target by the bot's own connections.</summary>
    /// <exception cref="CannotRunException">When the configuration has no such connection, or one that cannot be used.</exception>
    internal static ITarget Find(IServiceProvider parts, TargetPolicy policy)
    {
        try
        {
            return parts.GetRequiredService<TargetConnections>().Find(policy) ?? throw new CannotRunException(
                $"the bot's configuration has no {policy.Dialect.Word()} connection `{policy.Connection}`, which target `{policy.Name}` "
                + $"names; add Countersign:Connections:{policy.Connection}, or correct the policy");
        }
        catch (ArgumentException refused) // never quotes the connection string
        {
            throw new CannotRunException($"connection `{policy.Connection}` cannot be used: {refused.Message}");
        }
    }
}
