using Dapper;
using Microsoft.Data.Sqlite;

namespace Countersign.Bot.Store;

/// <summary>
/// One SQLite file of ours and how a connection to it is opened: write-ahead log, and every commit on disk before it
/// returns (synchronous=FULL), because what we answer to the forge after a commit must survive a power cut.
/// </summary>
internal sealed class SqliteFile(string path)
{
    private static readonly string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA trusted_schema=OFF;";

    static SqliteFile() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        Mode = SqliteOpenMode.ReadWriteCreate,
    }.ToString();

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>A connection from the pool, for one piece of work.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            connection.Execute(Pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs one command on its own connection.</summary>
    public async Task<int> Execute(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = Open();
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellation));
    }

    /// <summary>Reads rows on a connection from the pool.</summary>
    public async Task<ImmutableArray<TRow>> Query<TRow>(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(_connectionString); // reading needs no pragma
        await connection.OpenAsync(cancellation);
        return [.. await connection.QueryAsync<TRow>(new CommandDefinition(sql, parameters, cancellationToken: cancellation))];
    }
}
