using Countersign.Deployments;
using Countersign.Targets.PostgreSql.Catalogue;

namespace Countersign.Targets.PostgreSql;

/// <summary>One deployment's two sessions: lock held, fence raised, intents written. Runs units one at a time.</summary>
internal sealed class Execution(
    VerifySession verify, ApplySession session, ImmutableHashSet<MarkerToken> done, Promise promise, PostgreSqlLimits limits, TimeProvider time)
    : IAsyncDisposable
{
    /// <summary>Raises the fence before it waits for the lock: an executor that was overtaken cannot commit meanwhile.</summary>
    internal static async Task<Opening<Execution>> Open(
        VerifySession verify, Func<Task<Opening<ApplySession>>> openApply, ImmutableArray<PlacedIntent> intents,
        Promise promise, PostgreSqlLimits limits, TimeProvider time, CancellationToken cancellation)
    {
        if (!await verify.RaiseFence(intents.Max(i => i.Intent.Fence), cancellation))
            return new Opening<Execution>.Blocked(new("stale-fence", "a later executor has taken over the target", false));
        if (!(await openApply()).Succeeded(out var session, out var obstacle)) return new Opening<Execution>.Blocked(obstacle);
        try
        {
            var done = await verify.Markers.Done(intents, cancellation);
            await verify.Markers.State([.. intents.Where(i => !done.Contains(i.Intent.Token))], cancellation);
            return new Opening<Execution>.Ready(new(verify, session, done, promise, limits, time));
        }
        catch
        {
            await session.DisposeAsync(); // it holds the target's lock, and nobody else would let go of it
            throw;
        }
    }

    /// <summary>
    /// Why the first unit that the target has not got must not be sent: the schema, read now that the target's lock is held, is not the one that was
    /// rehearsed on. Null when it is, or when nobody can tell.
    /// </summary>
    internal async Task<Obstacle?> ObstacleTo(ImmutableArray<PlacedIntent> intents, CancellationToken cancellation)
    {
        if (!promise.HasSchema || intents.FirstOrDefault(i => !done.Contains(i.Intent.Token)) is not { } first) return null;
        try
        {
            return promise.DriftBefore(first.Intent.Unit, await CatalogueReading.Read(verify.Session.Connection, cancellation));
        }
        catch (Npgsql.NpgsqlException fault)
        {
            return new("unreadable", $"the schema cannot be read, so nothing was sent: {SafeMessages.Of(fault)}", MayRetry: true);
        }
    }

    /// <summary>Null when the connection was lost after the unit was sent.</summary>
    internal async Task<UnitOutcome?> Run(PlacedIntent intent, CancellationToken cancellation)
    {
        if (done.Contains(intent.Intent.Token)) return new UnitOutcome.AlreadyApplied(intent.Intent);
        if (intent.Intent.Unit.Statements.FirstOrDefault(SignedText.ControlsTransaction) is { } control)
            return new UnitOutcome.NotCommitted(intent.Intent, control.Number, "transaction-control",
                $"{control.Label} ({control.Place}) begins or ends a transaction; the transaction is ours, remove the statement", false);
        var unit = intent.Intent.Unit;
        if (promise.ObstacleTo(unit) is { } obstacle)
            return new UnitOutcome.NotCommitted(intent.Intent, null, obstacle.Code, obstacle.Because, obstacle.MayRetry);
        return !unit.IsTransactional && ConcurrentWork.RunsBare(unit.Statements[0])
            ? await new BareRun(session, verify, promise, time).Run(intent, cancellation)
            : await new TransactionalRun(session, verify, promise, limits, time).Run(intent, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        await verify.DisposeAsync();
    }
}
