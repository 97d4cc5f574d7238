using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// Makes the commands of a batch. Each is one Parse of the extended protocol with exactly this text; a batch is sent at
/// once with a single Sync behind it, so an error skips all that follows (INV-12).
/// </summary>
internal static class Commands
{
    internal static NpgsqlBatchCommand Of(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    internal static NpgsqlBatch Batch(this NpgsqlConnection connection, params IEnumerable<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        return batch;
    }

    /// <summary>Runs one query of ours and reads every row as text; null stays null.</summary>
    internal static async Task<ImmutableArray<ImmutableArray<string?>>> Rows(
        this NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellation)
    {
        await using var batch = connection.Batch(Of(sql, values));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string?>>();
        while (await reader.ReadAsync(cancellation))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        return rows.ToImmutable();
    }

    /// <summary>Runs statements of ours at once; returns the rows that the last one touched.</summary>
    internal static async Task<int> Run(
        this NpgsqlConnection connection, CancellationToken cancellation, params IEnumerable<NpgsqlBatchCommand> commands)
    {
        await using var batch = connection.Batch(commands);
        await batch.ExecuteNonQueryAsync(cancellation);
        return batch.BatchCommands[^1].RecordsAffected;
    }
}
