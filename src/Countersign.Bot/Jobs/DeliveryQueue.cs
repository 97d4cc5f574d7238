using System.Collections.Concurrent;
using Countersign.Bot.Store;
using Hangfire;

namespace Countersign.Bot.Jobs;

/// <summary>
/// Messages on their way from the inbox to the work they ask for. One job takes all that wait, because a job costs more
/// than a message. Lives in memory; the inbox restores it after a crash.
/// </summary>
internal sealed class DeliveryQueue(IBackgroundJobClient jobs)
{
    private readonly ConcurrentQueue<DeliveryId> _waiting = new();
    private readonly ConcurrentDictionary<DeliveryId, byte> _underWay = new();
    private int _isScheduled;

    /// <summary>Lets a message be read soon; nothing happens while it is under way already.</summary>
    public void Enqueue(DeliveryId id)
    {
        if (!_underWay.TryAdd(id, 0)) return;
        _waiting.Enqueue(id);
        if (Interlocked.Exchange(ref _isScheduled, 1) == 0)
            jobs.Enqueue<DeliveryJob>(job => job.ReadAll(CancellationToken.None));
    }

    /// <summary>To be called by a job before it takes the first message, so that those coming later get a job of their own.</summary>
    public void BeginTaking() => Interlocked.Exchange(ref _isScheduled, 0);

    /// <summary>The next message that waits.</summary>
    public bool TryTake(out DeliveryId id) => _waiting.TryDequeue(out id);

    /// <summary>These are no longer under way: done, or to be enqueued again.</summary>
    public void Forget(ImmutableArray<DeliveryId> ids)
    {
        foreach (var id in ids)
            _underWay.TryRemove(id, out _);
    }
}
