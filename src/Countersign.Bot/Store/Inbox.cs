using System.Text.Json;

namespace Countersign.Bot.Store;

/// <summary>
/// The durable, de-duplicated table of webhook messages, and the truth about what is left to do. A message is on disk
/// before it is accepted. A redelivery of a completed one is no work; of an unfinished one it is the same row again.
/// </summary>
internal sealed class Inbox : IDisposable
{
    /// <summary>Authenticated messages that may wait for the disk.</summary>
    private const int QueueLength = 8192;

    private const int PruneStep = 200;

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly GroupCommit<InboxCommands> _writer;

    /// <summary>Over a database that has the schema `Inbox`.</summary>
    public Inbox(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
        _writer = new(database, "inbox writer", QueueLength, isAlone: false, connection => new InboxCommands(database, connection));
    }

    /// <summary>Keeps a message.</summary>
    /// <returns>Its row, once it is on disk.</returns>
    /// <exception cref="StoreBusyException">When the disk cannot keep up.</exception>
    public Task<Receipt> Accept(Delivery delivery)
    {
        var headers = JsonSerializer.Serialize(delivery.Headers);
        return _writer.Write(commands => commands.Accept(delivery, headers));
    }

    /// <summary>These rows were read, and ask for work under these keys.</summary>
    public Task Ask(ImmutableArray<(DeliveryId Id, string Key)> asking) => _writer.Write(commands =>
    {
        foreach (var (id, key) in asking)
            commands.Ask(id, key);
        return true;
    });

    /// <summary>All work that these rows asked for is done.</summary>
    public Task Complete(ImmutableArray<DeliveryId> ids) => _writer.Write(commands =>
    {
        foreach (var id in ids)
            commands.Complete(id, _clock.GetUtcNow());
        return true;
    });

    /// <summary>The work that these rows asked for failed once more.</summary>
    /// <param name="reason">Safe to show.</param>
    public Task Fail(ImmutableArray<DeliveryId> ids, string reason) => _writer.Write(commands =>
    {
        foreach (var id in ids)
            commands.Fail(id, reason, _clock.GetUtcNow());
        return true;
    });

    /// <summary>One row; null when it was removed.</summary>
    public async Task<StoredDelivery?> Read(DeliveryId id, CancellationToken cancellation) =>
        (await ReadMany([id], cancellation)).SingleOrDefault();

    /// <summary>These rows in order of arrival, without those that were removed.</summary>
    public async Task<ImmutableArray<StoredDelivery>> ReadMany(ImmutableArray<DeliveryId> ids, CancellationToken cancellation)
    {
        if (ids.IsEmpty) return [];
        var rows = await _database.Query<DeliveryRow>(
            $"""
            select id, forge, delivery, event, headers, body, received_at, state, attempts, reason
            from deliveries join bodies using (id) where id in ({string.Join(',', ids.Select(i => i.Value))}) order by id
            """,
            new { }, cancellation);
        return [.. rows.Select(r => r.ToDelivery())];
    }

    /// <summary>Rows not completed that failed fewer than <paramref name="attempts"/> times, oldest first.</summary>
    public Task<ImmutableArray<DeliveryId>> ReadUnfinished(int attempts, CancellationToken cancellation) => ReadIds(
        "select id from deliveries where state <> 'completed' and attempts < @Attempts order by id", new { Attempts = attempts }, cancellation);

    /// <summary>Rows that nobody has read yet, oldest first; whichever process accepted them.</summary>
    public Task<ImmutableArray<DeliveryId>> ReadNew(CancellationToken cancellation) => ReadIds(
        "select id from deliveries where state = 'received' and asks_for is null order by id limit 1000", new { }, cancellation);

    /// <summary>Rows not completed that ask for work under this key.</summary>
    public Task<ImmutableArray<DeliveryId>> ReadAsking(string key, CancellationToken cancellation) => ReadIds(
        "select id from deliveries where state <> 'completed' and asks_for = @Key order by id", new { Key = key }, cancellation);

    /// <summary>Removes what was completed before <paramref name="before"/>.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Prune(DateTimeOffset before)
    {
        var removed = 0;
        int step;
        do // in small steps, because messages that arrive meanwhile wait for the writer
        {
            step = await _writer.Write(commands => commands.Prune(before, PruneStep));
            removed += step;
        }
        while (step == PruneStep);
        return removed;
    }

    private async Task<ImmutableArray<DeliveryId>> ReadIds(string sql, object parameters, CancellationToken cancellation) =>
        [.. (await _database.Query<long>(sql, parameters, cancellation)).Select(id => new DeliveryId(id))];

    /// <summary>Commits what waits, and stops.</summary>
    public void Dispose() => _writer.Dispose();
}
