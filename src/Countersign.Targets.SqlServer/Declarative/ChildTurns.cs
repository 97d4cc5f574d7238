namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>
/// Turns at working with DacFx: at most two child processes at a time, since each may hold a GiB and the bot examines eight changes at once.
/// </summary>
internal static class ChildTurns
{
    private static readonly SemaphoreSlim Places = new(2);

    /// <summary>Waits for a turn, which lasts until what is returned is disposed of.</summary>
    /// <exception cref="OperationCanceledException">When cancelled while it waits.</exception>
    internal static IDisposable Take(CancellationToken cancellation) => new Turn(Places, cancellation);

    /// <summary>A place that is held.</summary>
    internal sealed class Turn : IDisposable
    {
        private readonly SemaphoreSlim _places;

        internal Turn(SemaphoreSlim places, CancellationToken cancellation)
        {
            _places = places;
            places.Wait(cancellation);
        }

        public void Dispose() => _places.Release();
    }
}
