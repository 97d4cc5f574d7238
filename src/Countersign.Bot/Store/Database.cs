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

    /// <summary>The commands that begin a transaction. Of two words, since Dapper takes one for the name of a procedure.</summary>
    /// <param name="isAlone">No other such transaction runs until it ends, in whatever process.</param>
    public abstract ImmutableArray<string> Beginning(bool isAlone);

    /// <summary>Whether a transaction that failed must still be rolled back on this connection.</summary>
    public abstract bool IsInTransaction(DbConnection connection);

    /// <summary>A command that runs often, prepared if the driver can do that without values.</summary>
    /// <param name="parameters">Their names, in the order in which values are given.</param>
    public abstract DbCommand Prepare(DbConnection connection, string sql, ReadOnlySpan<string> parameters);

    /// <summary>Whether the table exists.</summary>
    public abstract bool HasTable(DbConnection connection, string table);

    /// <summary>To be called before the first table is made.</summary>
    public virtual void Create(DbConnection connection) { }

    /// <summary>
    /// Whether writes that come while another is being committed share one commit (<see cref="GroupCommit{TCommands}"/>). Where they do
    /// not, each is committed by its caller, on the caller's thread.
    /// </summary>
    public virtual bool SharesCommits => true;

    /// <summary>Does several commands in one transaction, which no other such transaction overlaps.</summary>
    public virtual async Task<T> Alone<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = Open();
        try
        {
            foreach (var sql in Beginning(isAlone: true)) await connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellation));
            var result = await work(connection);
            await connection.ExecuteAsync("commit transaction");
            return result;
        }
        catch when (IsInTransaction(connection))
        {
            await connection.ExecuteAsync("rollback transaction");
            throw;
        }
    }

    /// <summary>Runs one command on its own connection.</summary>
    public virtual async Task<int> Execute(string sql, object parameters, CancellationToken cancellation)
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
