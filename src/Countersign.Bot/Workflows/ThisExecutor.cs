using System.Reflection;
using Countersign.Ledger;
using Countersign.Statements;

namespace Countersign.Bot.Workflows;

/// <summary>Describes this process for the ledger.</summary>
internal static class ThisExecutor
{
    /// <summary>Read once: the executable cannot change while it runs.</summary>
    public static Executor Description { get; } = new(
        typeof(ThisExecutor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        BinaryDigest(), Environment.MachineName, Environment.ProcessId, Environment.UserName);

    private static Digest? BinaryDigest()
    {
        var path = typeof(ThisExecutor).Assembly.Location;
        return path.Length > 0 && File.Exists(path) ? Digest.Of(File.ReadAllBytes(path)) : null;
    }
}
