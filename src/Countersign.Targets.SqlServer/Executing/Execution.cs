using Countersign.Deployments;
using Countersign.Statements;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>One deployment: fence raised, intents written. Runs units one at a time, each in a fresh session.</summary>
internal sealed class Execution(VerifySession verify, ImmutableHashSet<MarkerToken> done, Func<CancellationToken, Task<Opening<ApplySession>>> open, SessionProfile profile, TimeProvider time)
    : IAsyncDisposable
{
    /// <summary>Raises the fence before it waits for any lock: an executor that was overtaken cannot commit meanwhile.</summary>
    internal static async Task<Opening<Execution>> Open(
        VerifySession verify, Func<CancellationToken, Task<Opening<ApplySession>>> open, ImmutableArray<PlacedIntent> intents, SessionProfile profile, TimeProvider time)
    {
        try
        {
            if (!await verify.RaiseFence(intents.Max(i => i.Intent.Fence)))
                return new Opening<Execution>.Blocked(new("stale-fence", "a later executor has taken over the target", false));
            var done = await verify.Markers.Done(intents);
            await verify.Markers.State([.. intents.Where(i => !done.Contains(i.Intent.Token))]);
            return new Opening<Execution>.Ready(new(verify, done, open, profile, time));
        }
        catch (TargetUnreachableException fault)
        {
            return new Opening<Execution>.Blocked(new("unreachable", fault.Message, MayRetry: true));
        }
    }

    /// <summary>Null when the connection was lost after the unit was begun.</summary>
    internal async Task<UnitOutcome?> Run(PlacedIntent intent, CancellationToken cancellation)
    {
        if (done.Contains(intent.Intent.Token)) return new UnitOutcome.AlreadyApplied(intent.Intent);
        if (!(await open(cancellation)).Succeeded(out var session, out var obstacle))
            return new UnitOutcome.NotCommitted(intent.Intent, null, obstacle.Code, obstacle.Because, obstacle.MayRetry);
        await using (session)
        {
            var unit = intent.Intent.Unit;
            return !unit.IsTransactional && unit.Statements[0].Source.MustRunAlone
                ? await new BareRun(session, verify, profile, time).Run(intent)
                : await new TransactionalRun(session, verify, profile, time).Run(intent);
        }
    }

    public ValueTask DisposeAsync() => verify.DisposeAsync();
}
