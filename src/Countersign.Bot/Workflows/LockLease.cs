namespace Countersign.Bot.Workflows;

/// <summary>
/// Keeps a lock, of a target or of a change request, while work goes on. When the lock is lost its token is cancelled; what is under
/// way at a target then is refused by the target itself, which has seen a higher fence (INV-27).
/// </summary>
internal sealed class LockLease : IDisposable
{
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;

    /// <param name="renew">Prolongs the lock; false when it is another's by now.</param>
    public LockLease(Func<CancellationToken, Task<bool>> renew, TimeSpan lease, TimeProvider clock, CancellationToken cancellation)
    {
        _lost = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _renewing = Renew(renew, lease, clock);
    }

    /// <summary>Cancelled when the lock is lost.</summary>
    public CancellationToken Token => _lost.Token;

    /// <summary>True when it was lost to another, or could not be kept; not when the work was told to stop.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Ends renewing.</summary>
    public Task Stop()
    {
        _ended.Cancel();
        return _renewing;
    }

    /// <summary>The same after a fault, which is the one to be told of.</summary>
    public async Task Abandon()
    {
        _ended.Cancel();
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ended.Dispose();
        _lost.Dispose();
    }

    private async Task Renew(Func<CancellationToken, Task<bool>> renew, TimeSpan lease, TimeProvider clock)
    {
        using var timer = new PeriodicTimer(lease / 4, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                if (await renew(_ended.Token)) continue;
                IsLost = true;
                _lost.Cancel();
                return;
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // Stopped by its owner.
        }
        catch (Exception) // a lock that cannot be renewed will be lost: work ends while it is still ours, and Stop tells why
        {
            IsLost = true;
            _lost.Cancel();
            throw;
        }
    }
}
