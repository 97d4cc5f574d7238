using System.Reflection;
using Countersign.Bot.Configuration;
using Countersign.Policy;
using Countersign.Reports;
using Countersign.Statements;
using Countersign.Targets;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.Sqlite;

namespace Countersign.Bot.Workflows;

/// <summary>Opens the targets that policies name by connections that the bot's own configuration holds.</summary>
/// <remarks>Not sealed: simulations open targets of their own.</remarks>
internal class TargetConnections(BotOptions options, TimeProvider clock)
{
    /// <summary>The target; null when the configuration has no connection of that name and dialect.</summary>
    public virtual ITarget? Find(TargetPolicy policy) =>
        options.Connections.GetValueOrDefault(policy.Connection) is { } connection && connection.Dialect == policy.Dialect.Word()
            ? policy.Dialect switch
            {
                Dialect.Sqlite when connection.Path is { } path => new SqliteTarget(policy, path, SqliteLimits.Default, clock),
                // Only to look: the login that runs statements is known by name.
                Dialect.PostgreSql when connection is { Apply: null, Read: { } read, ApplyLogin: { } login } => new PostgreSqlTarget(
                    policy, new PostgreSqlConnections($"Username={login}", read, null), PostgreSqlLimits.Default, clock),
                Dialect.PostgreSql when connection is { Apply: { } apply, Verify: { } verify } => new PostgreSqlTarget(
                    policy, new PostgreSqlConnections(apply, verify, connection.Admin), PostgreSqlLimits.Default, clock),
                Dialect.SqlServer when connection is { Apply: { } apply, Verify: { } verify } =>
                    OptionalTarget(SqlServer, policy, apply, verify, connection.Admin, clock),
                _ => null,
            }
            : null;

    private const string SqlServer = "Countersign.Targets.SqlServer.Executing.SqlServerTarget, Countersign.Targets.SqlServer";

    /// <summary>Loaded by name, as its reader is. Null when its assembly is not there.</summary>
    internal static ITarget? OptionalTarget(string type, params object?[] arguments) => Type.GetType(type, throwOnError: false) is { } found
        ? (ITarget)Activator.CreateInstance(
            found, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)!
        : null;

    /// <summary>What is shown when there is none.</summary>
    public static TargetProgress Missing(TargetPolicy policy) => new TargetProgress.Refused(policy.Name,
    [
        new("CS106", Place.File(policy.Name.Value), $"the bot's configuration has no {policy.Dialect.Word()} connection `{policy.Connection}`",
            "add it to the configuration, or correct the policy"),
    ]);
}
