using Countersign.Ledger;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>
/// Table `entries`: the ledger on disk. Appending returns when the entries are durable; what must be in the ledger before
/// something happens is awaited before it is done (INV-25).
/// </summary>
internal sealed class LedgerStore : IDisposable
{
    private const int QueueLength = 4096;

    private readonly Database _database;
    private readonly GroupCommit<LedgerCommands> _writer;
    private readonly SemaphoreSlim _treeGate = new(1);
    private readonly MerkleTree _tree = new();

    /// <summary>Over a database that has the schema `Ledger`.</summary>
    public LedgerStore(Database database, TimeProvider clock)
    {
        _database = database;
        _writer = new(database, "ledger writer", QueueLength, isAlone: true, connection => new LedgerCommands(database, connection, clock));
    }

    /// <summary>
    /// Appends facts, next to each other and all or none. A fact that the ledger holds once at most and has already
    /// (<see cref="LedgerFact.Reference"/>) is passed over, so that recovery may record again what a crash may have cut off.
    /// </summary>
    /// <returns>The end of the ledger after them.</returns>
    public Task<LedgerEnd> Append(params ImmutableArray<LedgerFact> facts) => _writer.Write(commands => commands.Append(facts));

    /// <summary>All envelopes in order, read as they are asked for.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> ReadAll()
    {
        using var connection = _database.Open();
        using var command = _database.Prepared(connection, "select envelope from entries order by sequence");
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (byte[])reader.GetValue(0);
    }

    /// <summary>One envelope; null when there is none.</summary>
    public async Task<byte[]?> Read(long sequence, CancellationToken cancellation) =>
        (await _database.Query<byte[]>(
            "select envelope from entries where sequence = @Sequence", new { Sequence = sequence }, cancellation)).SingleOrDefault();

    /// <summary>Size and root as they are now, to be kept where we cannot rewrite it.</summary>
    /// <param name="origin">Names this ledger; one line.</param>
    public async Task<Checkpoint> MakeCheckpoint(string origin, CancellationToken cancellation)
    {
        await _treeGate.WaitAsync(cancellation);
        try
        {
            var leaves = await _database.Query<string>(
                "select leaf from entries where sequence >= @Size order by sequence", new { _tree.Size }, cancellation);
            foreach (var leaf in leaves)
                _tree.AddLeaf(new Digest(leaf));
            return new(origin, _tree.Size, _tree.Root);
        }
        finally
        {
            _treeGate.Release();
        }
    }

    /// <summary>Commits what waits, and stops.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _treeGate.Dispose();
    }
}
