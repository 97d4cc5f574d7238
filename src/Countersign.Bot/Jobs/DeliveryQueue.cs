using System.Collections.Concurrent;
using System.Threading.Channels;
using Countersign.Bot.Store;

namespace Countersign.Bot.Jobs;

/// <summary>
/// Messages on their way from the inbox to their reader. Lives in memory; the inbox restores it after a crash.
/// </summary>
internal sealed class DeliveryQueue
{
    private readonly Channel<DeliveryId> _waiting = Channel.CreateUnbounded<DeliveryId>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<DeliveryId, byte> _underWay = new();

    /// <summary>Lets a message be read soon; nothing happens while it is under way already.</summary>
    public void Enqueue(DeliveryId id)
    {
        if (_underWay.TryAdd(id, 0)) _waiting.Writer.TryWrite(id);
    }

    /// <summary>Waits for messages.</summary>
    /// <returns>At least one, at most so many.</returns>
    public async Task<ImmutableArray<DeliveryId>> Take(int most, CancellationToken cancellation)
    {
        var taken = ImmutableArray.CreateBuilder<DeliveryId>();
        taken.Add(await _waiting.Reader.ReadAsync(cancellation));
        while (taken.Count < most && _waiting.Reader.TryRead(out var id))
            taken.Add(id);
        return taken.ToImmutable();
    }

    /// <summary>These are no longer under way: done, or to be enqueued again.</summary>
    public void Forget(ImmutableArray<DeliveryId> ids)
    {
        foreach (var id in ids)
            _underWay.TryRemove(id, out _);
    }
}
