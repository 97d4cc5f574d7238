using Countersign.Bot.Store;

namespace Countersign.Bot.Workflows;

/// <summary>
/// Keeps a target's lock while work goes on. When the lock is lost its token is cancelled; what is under way then is refused
/// by the target itself, which has seen a higher fence (INV-27).
/// </summary>
internal sealed class LockLease : IDisposable
{
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;

    public LockLease(TargetLocks locks, TargetLock held, TimeSpan lease, TimeProvider clock, CancellationToken cancellation)
    {
        _lost = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _renewing = Renew(locks, held, lease, clock);
    }

    /// <summary>Cancelled when the lock is lost.</summary>
    public CancellationToken Token => _lost.Token;

    /// <summary>Ends renewing.</summary>
    public async Task Stop()
    {
        await _ended.CancelAsync();
        await _renewing;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ended.Dispose();
        _lost.Dispose();
    }

    private async Task Renew(TargetLocks locks, TargetLock held, TimeSpan lease, TimeProvider clock)
    {
        using var timer = new PeriodicTimer(lease / 4, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                if (await locks.Renew(held, lease, _ended.Token) is { } renewed) held = renewed;
                else
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // Stopped by its owner.
        }
        catch (Exception) // a lock that cannot be renewed will be lost: work ends while it is still ours, and Stop tells why
        {
            await _lost.CancelAsync();
            throw;
        }
    }
}
