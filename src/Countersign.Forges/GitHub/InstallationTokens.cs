using System.Collections.Concurrent;

namespace Countersign.Forges.GitHub;

/// <summary>Tokens of the app's installations. One is used until five minutes before it expires.</summary>
/// <param name="create">Asks GitHub for a new token of an installation.</param>
internal sealed class InstallationTokens(Func<long, CancellationToken, Task<InstallationToken>> create, TimeProvider time)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<long, Slot> _slots = [];

    /// <param name="refused">A token that GitHub refused: it is not given again.</param>
    internal async Task<Secret> Read(long installation, Secret? refused, CancellationToken cancellation)
    {
        var slot = _slots.GetOrAdd(installation, _ => new Slot());
        await slot.Turn.WaitAsync(cancellation);
        try
        {
            if (slot.Token is { } token && token.Value != refused && time.GetUtcNow() < token.ExpiresAt - Margin) return token.Value;
            slot.Token = null;
            slot.Token = await create(installation, cancellation);
            return slot.Token.Value;
        }
        finally
        {
            slot.Turn.Release();
        }
    }

    private sealed class Slot
    {
        internal SemaphoreSlim Turn { get; } = new(1, 1);

        internal InstallationToken? Token { get; set; }
    }
}

/// <summary>A token that acts as the app within one installation, for an hour.</summary>
internal sealed record InstallationToken(Secret Value, DateTimeOffset ExpiresAt);
