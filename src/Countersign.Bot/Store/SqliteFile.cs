using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Countersign.Bot.Store;

/// <summary>One SQLite file of ours: write-ahead log, and every commit on disk before it returns (synchronous=FULL).</summary>
internal sealed class SqliteFile(string path) : Database
{
    private static readonly string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA trusted_schema=OFF;";

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        Mode = SqliteOpenMode.ReadWriteCreate,
    }.ToString();

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <inheritdoc />
    public override string Name => Path;

    /// <inheritdoc />
    public override DbConnection Open()
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

    /// <inheritdoc />
    public override string Translate(SchemaFile file) => file.Sql;

    /// <inheritdoc />
    /// <remarks>SQLite has one writer a file anyway, and "immediate" keeps a reader from having to become it too late.</remarks>
    public override ImmutableArray<string> Beginning(bool isAlone) => ["begin immediate"];

    /// <inheritdoc />
    /// <remarks>A full disk has rolled back already.</remarks>
    public override bool IsInTransaction(DbConnection connection) => raw.sqlite3_get_autocommit(((SqliteConnection)connection).Handle) == 0;

    /// <inheritdoc />
    public override DbCommand Prepare(DbConnection connection, string sql, ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + name;
            command.Parameters.Add(parameter);
        }

        command.Prepare();
        return command;
    }

    /// <inheritdoc />
    public override bool HasTable(DbConnection connection, string table) =>
        connection.ExecuteScalar<long>("select count(*) from sqlite_schema where type = 'table' and name = @Table", new { Table = table }) == 1;

    /// <inheritdoc />
    public override async Task<ImmutableArray<TRow>> Query<TRow>(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(_connectionString); // reading needs no pragma
        await connection.OpenAsync(cancellation);
        return [.. await connection.Read<TRow>(sql, parameters, cancellation)];
    }
}
