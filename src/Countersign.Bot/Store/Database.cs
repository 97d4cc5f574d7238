using System.Data.Common;
using Dapper;

namespace Countersign.Bot.Store;

/// <summary>
/// Where a set of tables is: a SQLite file (<see cref="SqliteFile"/>) or a schema of a PostgreSQL database
/// (<see cref="PostgreSqlSchema"/>). Records are written once, in the SQL that both understand; what differs is here.
/// Every commit is on disk before it returns, because what we answer to the forge after one must survive a power cut.
/// </summary>
internal abstract class Database
{
    static Database() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <summary>What it is called in messages; never holds a password.</summary>
    public abstract string Name { get; }

    /// <summary>A connection from the pool, for one piece of work.</summary>
    public abstract DbConnection Open();

    /// <summary>The SQL of a schema file in this dialect.</summary>
    public abstract string Translate(SchemaFile file);

    /// <summary>The command that begins a transaction.</summary>
    /// <param name="isAlone">No other such transaction runs until it ends, in whatever process.</param>
    public abstract string BeginSql(bool isAlone);

    /// <summary>Whether a transaction that failed must still be rolled back on this connection.</summary>
    public abstract bool IsInTransaction(DbConnection connection);

    /// <summary>A prepared form of a command that runs often, if the driver has one.</summary>
    public abstract void Prepare(DbCommand command);

    /// <summary>Whether the table exists.</summary>
    public abstract bool HasTable(DbConnection connection, string table);

    /// <summary>To be called before the first table is made.</summary>
    public virtual void Create(DbConnection connection) { }

    /// <summary>Does several commands in one transaction, which no other such transaction overlaps.</summary>
    public async Task<T> Alone<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = Open();
        await connection.ExecuteAsync(new CommandDefinition(BeginSql(isAlone: true), cancellationToken: cancellation));
        try
        {
            var result = await work(connection);
            await connection.ExecuteAsync("commit");
            return result;
        }
        catch when (IsInTransaction(connection))
        {
            await connection.ExecuteAsync("rollback");
            throw;
        }
    }

    /// <summary>Runs one command on its own connection.</summary>
    public async Task<int> Execute(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = Open();
        return await connection.Run(sql, parameters, cancellation);
    }

    /// <summary>Reads rows on a connection from the pool.</summary>
    public virtual async Task<ImmutableArray<TRow>> Query<TRow>(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = Open();
        return [.. await connection.Read<TRow>(sql, parameters, cancellation)];
    }
}
