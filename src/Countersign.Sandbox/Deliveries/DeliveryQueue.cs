namespace Countersign.Sandbox.Deliveries;

/// <summary>
/// The events on their way. They go out in the background, one after the other, in order, unless a test holds,
/// reorders, duplicates, drops or delays them. As on GitHub, a failed delivery is not tried again by itself.
/// </summary>
public sealed class DeliveryQueue : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly DeliverySender sender;
    private readonly List<Delivery> pending = [];
    private readonly List<Delivery> sent = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task pump;
    private TaskCompletionSource changed = Fresh();
    private bool held;
    private bool sending;
    private long lastId;
    private TimeSpan delay;

    internal DeliveryQueue(TimeProvider time)
    {
        this.time = time;
        sender = new DeliverySender(time);
        pump = Task.Run(PumpAsync);
    }

    /// <summary>What waits, in the order in which it will go out.</summary>
    public IReadOnlyList<Delivery> Pending => Locked(() => pending.ToList());

    /// <summary>What went out, in order, with the receiver's answer.</summary>
    public IReadOnlyList<Delivery> Sent => Locked(() => sent.ToList());

    /// <summary>Stops sending; events pile up.</summary>
    public void Hold() => Locked(() => held = true);

    /// <summary>Goes on sending.</summary>
    public void Release() => Locked(() => held = false);

    /// <summary>Puts what waits into an order that depends on the seed alone.</summary>
    public void Shuffle(int seed) => Locked(() =>
    {
        var order = pending.ToArray();
#pragma warning disable CA5394 // A test wants the same order for the same seed, not an unpredictable one.
        new Random(seed).Shuffle(order);
#pragma warning restore CA5394
        pending.Clear();
        pending.AddRange(order);
        return order.Length;
    });

    /// <summary>Sends the matching ones twice, with the same GUID. Returns how many matched.</summary>
    public int Duplicate(Func<Delivery, bool> which) => Locked(() =>
    {
        var copies = pending.Where(which).Select(delivery => delivery.Again(++lastId)).ToList();
        pending.AddRange(copies);
        return copies.Count;
    });

    /// <summary>Loses the matching ones. Returns how many matched.</summary>
    public int Drop(Func<Delivery, bool> which) => Locked(() => pending.RemoveAll(delivery => which(delivery)));

    /// <summary>Lets every event from now on wait this long before it goes out (by the forge's clock).</summary>
    public void Delay(TimeSpan by) => Locked(() => delay = by);

    /// <summary>Sends a delivery again, with the same GUID, as the button and the API do.</summary>
    public Delivery Redeliver(Delivery delivery) => Locked(() =>
    {
        var again = delivery.Again(++lastId);
        pending.Add(again);
        return again;
    });

    /// <summary>Waits until nothing is under way and nothing waits that may go out.</summary>
    public async Task DrainAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (!sending && (held || pending.Count == 0)) return;
                wait = changed.Task;
            }

            await wait.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await pump;
        stop.Dispose();
        sender.Dispose();
    }

    internal void Enqueue(HookTarget target, string name, string? action, byte[] body) => Locked(() =>
    {
        var delivery = new Delivery(++lastId, Guid.NewGuid(), target, name, action, body);
        pending.Add(delivery);
        if (delay > TimeSpan.Zero) Postpone(delivery);
        return pending.Count;
    });

    /// <summary>The timer is set by the caller, before it can move a fake clock on.</summary>
    private void Postpone(Delivery delivery)
    {
        delivery.IsDue = false;
        delivery.Timer = time.CreateTimer(_ => Locked(() => delivery.IsDue = true), null, delay, Timeout.InfiniteTimeSpan);
    }

    private async Task PumpAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var (next, wait) = Take();
            if (next is not null) await SendAsync(next);
            else await WaitAsync(wait);
        }
    }

    private (Delivery? Next, Task Wait) Take()
    {
        lock (gate)
        {
            var next = held ? null : pending.Find(delivery => delivery.IsDue);
            if (next is not null) sending = pending.Remove(next);
            return (next, changed.Task);
        }
    }

    private async Task SendAsync(Delivery delivery)
    {
        if (delivery.Timer is { } timer) await timer.DisposeAsync();
        delivery.StatusCode = await sender.SendAsync(delivery, stop.Token);
        Locked(() =>
        {
            delivery.DeliveredAt = time.GetUtcNow();
            sent.Add(delivery);
            return sending = false;
        });
    }

    private async Task WaitAsync(Task wait)
    {
        try
        {
            await wait.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The forge is shutting down; the loop ends.
        }
    }

    private T Locked<T>(Func<T> act)
    {
        lock (gate)
        {
            var result = act();
            var waiting = changed;
            changed = Fresh();
            waiting.TrySetResult();
            return result;
        }
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
