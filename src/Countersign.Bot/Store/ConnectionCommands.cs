using System.Data.Common;
using Dapper;

namespace Countersign.Bot.Store;

/// <summary>Dapper's calls with our cancellation, for work of several commands on one connection.</summary>
internal static class ConnectionCommands
{
    /// <summary>Runs a command, once for each element when the parameters are a sequence.</summary>
    public static Task<int> Run(
        this DbConnection connection, string sql, object parameters, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellation));

    /// <summary>Reads rows.</summary>
    public static Task<IEnumerable<TRow>> Read<TRow>(
        this DbConnection connection, string sql, object parameters, CancellationToken cancellation) =>
        connection.QueryAsync<TRow>(new CommandDefinition(sql, parameters, cancellationToken: cancellation));
}
