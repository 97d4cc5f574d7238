using Microsoft.Data.Sqlite;

namespace Countersign.Bot.Store;

/// <summary>A ledger wherever it lies: the database of a bot, running or not, or a file made of it. Only ever read.</summary>
internal static class LedgerCopy
{
    private static ReadOnlySpan<byte> SqliteHeader => "SQLite format 3\0"u8;

    /// <summary>The envelopes in order, read as they are asked for; each is only good until the next is asked for.</summary>
    /// <exception cref="InvalidDataException">When it is a database without a ledger, or damaged.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(string path) => IsDatabase(path) ? ReadDatabase(path) : ReadFile(path);

    /// <summary>The same of a ledger in a PostgreSQL database.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> ReadTable(PostgreSqlSchema schema)
    {
        using var connection = schema.Open();
        if (!schema.HasTable(connection, "entries"))
            throw new InvalidDataException($"{schema.Name} holds no ledger; check Store:ConnectionString");
        using var command = connection.CreateCommand();
        command.CommandText = "select envelope from entries order by sequence";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (byte[])reader.GetValue(0);
    }

    private static bool IsDatabase(string path)
    {
        using var stream = File.OpenRead(path);
        var start = new byte[16];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan().SequenceEqual(SqliteHeader);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> ReadFile(string path)
    {
        using var stream = File.OpenRead(path);
        foreach (var envelope in LedgerFile.Read(stream)) yield return envelope;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> ReadDatabase(string path)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        using var command = connection.CreateCommand();
        command.CommandText = "select envelope from entries order by sequence";
        using var reader = Guard(path, () =>
        {
            connection.Open();
            return command.ExecuteReader();
        });
        while (Guard(path, reader.Read))
            yield return (byte[])reader.GetValue(0);
    }

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException fault)
        {
            throw new InvalidDataException(
                $"the ledger in `{path}` cannot be read (SQLite error {fault.SqliteErrorCode}: {fault.Message}); restore a backup", fault);
        }
    }
}
