using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Countersign.Bot.Store;

/// <summary>
/// The one writer of a database. What arrives while a commit is under way is committed together by the next one, so
/// that the price of a disk flush is shared; every caller is answered only after the commit that holds its write.
/// </summary>
/// <typeparam name="TCommands">Prepared commands on the writer's connection.</typeparam>
internal sealed class GroupCommit<TCommands> : IDisposable
    where TCommands : IDisposable
{
    /// <summary>Writes in one transaction: bounds how long the first of them waits for the last.</summary>
    private const int LargestBatch = 512;

    private readonly object _gate = new(); // a monitor, because the writer waits on it without spinning
    private readonly int _queueLength;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly TCommands _commands;
    private readonly Thread _writer;
    private List<PendingWrite<TCommands>> _waiting = [];
    private bool _isClosed;

    /// <summary>Opens the database and starts the writer.</summary>
    /// <param name="queueLength">Writes that may wait; more are refused, so that memory stays bounded (INV-37).</param>
    public GroupCommit(SqliteFile database, string name, int queueLength, Func<SqliteConnection, TCommands> prepare)
    {
        _queueLength = queueLength;
        _connection = database.Open();
        _begin = _connection.Prepared("begin immediate");
        _commit = _connection.Prepared("commit");
        _rollback = _connection.Prepared("rollback");
        _commands = prepare(_connection);
        _writer = new Thread(WriteAll) { Name = name, IsBackground = true };
        _writer.Start();
    }

    /// <summary>Does <paramref name="write"/> in a transaction that it shares with others.</summary>
    /// <returns>What it returned, once that is on disk.</returns>
    /// <exception cref="StoreBusyException">When too many writes wait already; nothing was written.</exception>
    public async Task<T> Write<T>(Func<TCommands, T> write)
    {
        var pending = new PendingWrite<TCommands, T>(write);
        lock (_gate)
        {
            if (_isClosed || _waiting.Count >= _queueLength) throw new StoreBusyException();
            _waiting.Add(pending);
            if (_waiting.Count == 1) Monitor.Pulse(_gate);
        }

        return await pending.Committed;
    }

    /// <summary>Commits what waits, and stops.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
            Monitor.Pulse(_gate);
        }

        _writer.Join();
        foreach (var command in new IDisposable[] { _begin, _commit, _rollback, _commands })
            command.Dispose();
        _connection.Dispose();
    }

    private void WriteAll()
    {
        var batch = new List<PendingWrite<TCommands>>();
        while (TakeAll(ref batch))
            foreach (var part in batch.Chunk(LargestBatch))
                CommitTogether(part);
    }

    /// <summary>Waits for writes and takes all that wait, leaving the emptied list to be filled next.</summary>
    /// <returns>False when no more will come.</returns>
    private bool TakeAll(ref List<PendingWrite<TCommands>> batch)
    {
        batch.Clear();
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_isClosed)
                Monitor.Wait(_gate);
            (batch, _waiting) = (_waiting, batch);
            return batch.Count > 0;
        }
    }

    private void CommitTogether(PendingWrite<TCommands>[] batch)
    {
        try
        {
            Commit(batch);
        }
        catch (Exception) when (batch.Length > 1)
        {
            // One of them is at fault; alone, each gets its own answer and the others are not punished for it.
            foreach (var write in batch)
                CommitTogether([write]);
            return;
        }
        catch (Exception fault) // belongs to the caller, who awaits it; the writer must outlive it
        {
            batch[0].Fail(fault);
            return;
        }

        foreach (var write in batch)
            write.Succeed();
    }

    private void Commit(PendingWrite<TCommands>[] batch)
    {
        _begin.ExecuteNonQuery();
        try
        {
            foreach (var write in batch)
                write.Run(_commands);
            _commit.ExecuteNonQuery();
        }
        catch when (raw.sqlite3_get_autocommit(_connection.Handle) == 0) // a full disk has rolled back already
        {
            _rollback.ExecuteNonQuery();
            throw;
        }
    }
}

/// <summary>The store cannot keep up now; nothing was written. The forge, or the sweep, tries again.</summary>
internal sealed class StoreBusyException() : Exception("too many writes wait for the disk; try again later");
