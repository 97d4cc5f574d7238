using System.CommandLine;

namespace Countersign.Bot.Commands;

/// <summary>`countersign deployment`: what a person can do about a deployment that nobody can tell the outcome of.</summary>
internal static class DeploymentCommand
{
    /// <summary>The command and what is below it.</summary>
    public static Command Create() => new("deployment", "Look at deployments that froze their target, and resolve them.")
    {
        DeploymentShowCommand.Create(),
        DeploymentResolveCommand.Create(),
    };

    internal static Argument<long?> Number(bool optional) => new("NUMBER")
    {
        Description = optional ? "The deployment's number; all that are frozen unless given" : "The deployment's number, as `deployment show` gives it",
        Arity = optional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
    };
}
