using System.Data;
using System.Data.Common;

namespace Countersign.Bot.Store;

/// <summary>
/// The one writer of a database in this process. What arrives while a commit is under way is committed together by the next one, so
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
    private readonly Database _database;
    private readonly bool _isAlone;
    private readonly Func<DbConnection, TCommands> _prepare;
    private readonly Thread? _writer;
    private DbConnection _connection;
    private TCommands _commands;
    private List<PendingWrite<TCommands>> _waiting = [];
    private bool _isClosed;

    /// <summary>Opens the database and starts the writer.</summary>
    /// <param name="queueLength">Writes that may wait; more are refused, so that memory stays bounded (INV-37).</param>
    /// <param name="isAlone">Whether the writers of all processes take turns, because each write follows the one before it.</param>
    public GroupCommit(Database database, string name, int queueLength, bool isAlone, Func<DbConnection, TCommands> prepare)
    {
        (_database, _queueLength, _isAlone, _prepare) = (database, queueLength, isAlone, prepare);
        _connection = database.Open();
        _commands = prepare(_connection);
        if (!database.SharesCommits) return;
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
            if (_writer is null) CommitTogether([pending]);
            else _waiting.Add(pending);
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

        _writer?.Join();
        _commands.Dispose();
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
        if (_connection.State != ConnectionState.Open) Reopen();
        try
        {
            foreach (var sql in _database.Beginning(_isAlone)) Send(sql);
            foreach (var write in batch)
                write.Run(_commands);
            Send("commit");
        }
        catch when (_database.IsInTransaction(_connection))
        {
            Send("rollback");
            throw;
        }
    }

    /// <summary>The server was restarted, or the network failed. Writes that were under way are tried again, each by itself.</summary>
    private void Reopen()
    {
        _commands.Dispose();
        _connection.Dispose();
        _connection = _database.Open();
        _commands = _prepare(_connection);
    }

    private void Send(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>The store cannot keep up now; nothing was written. The forge, or the sweep, tries again.</summary>
internal sealed class StoreBusyException() : Exception("too many writes wait for the disk; try again later");
