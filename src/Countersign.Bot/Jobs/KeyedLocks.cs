namespace Countersign.Bot.Jobs;

/// <summary>Locks within this process, one a key; waiting costs no thread. Between processes, <see cref="Store.TargetLocks"/> decides.</summary>
internal sealed class KeyedLocks<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Entry> _entries = [];

    /// <summary>Waits for the key. Dispose what it returns to let the next one in.</summary>
    public async Task<IDisposable> Take(TKey key, CancellationToken cancellation)
    {
        Entry entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(key, out entry!)) _entries.Add(key, entry = new());
            entry.Users++;
        }

        try
        {
            await entry.Gate.WaitAsync(cancellation);
        }
        catch
        {
            Leave(key, entry);
            throw;
        }

        return new Holding(this, key, entry);
    }

    private void Leave(TKey key, Entry entry)
    {
        lock (_entries)
        {
            if (--entry.Users > 0) return;
            _entries.Remove(key);
            entry.Gate.Dispose();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public int Users { get; set; }
    }

    private sealed class Holding(KeyedLocks<TKey> locks, TKey key, Entry entry) : IDisposable
    {
        private int _released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) == 1) return;
            entry.Gate.Release();
            locks.Leave(key, entry);
        }
    }
}
