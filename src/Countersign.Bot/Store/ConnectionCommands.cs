using System.Collections;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace Countersign.Bot.Store;

/// <summary>Dapper's calls with our cancellation, for work of several commands on one connection.</summary>
internal static class ConnectionCommands
{
    /// <summary>Runs a command, once for each element when the parameters are a sequence.</summary>
    public static async Task<int> Run(
        this DbConnection connection, string sql, object parameters, CancellationToken cancellation)
    {
        if (parameters is not IEnumerable sequence) return await connection.ExecuteAsync(Command(connection, sql, parameters, cancellation));
        var rows = 0;
        foreach (var element in sequence)
            rows += await connection.ExecuteAsync(Command(connection, sql, element, cancellation));
        return rows;
    }

    /// <summary>Reads rows.</summary>
    public static Task<IEnumerable<TRow>> Read<TRow>(
        this DbConnection connection, string sql, object parameters, CancellationToken cancellation) =>
        connection.QueryAsync<TRow>(Command(connection, sql, parameters, cancellation));

    private static CommandDefinition Command(DbConnection connection, string sql, object parameters, CancellationToken cancellation) =>
        connection is NpgsqlConnection && PositionalSql.Of(sql) is { Names.IsEmpty: false } positional
            ? new(positional.Text, new PositionalParameters(positional.Names, parameters), cancellationToken: cancellation)
            : new(sql, parameters, cancellationToken: cancellation);
}
