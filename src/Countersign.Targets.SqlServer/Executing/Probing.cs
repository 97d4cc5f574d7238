using Countersign.Deployments;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>
/// Finds out what became of a unit. The apply session holds the target's lock, so nothing of an earlier executor still runs; then
/// the marker decides, and where there can be none without a transaction, the catalogue.
/// </summary>
internal sealed class Probing(ApplySession session, VerifySession verify)
{
    internal async Task<UnitOutcome> Run(UnitIntent intent)
    {
        var unknown = intent.Unit.Statements.Select(_ => -1L).ToImmutableArray();
        if (await verify.Markers.Find(intent.Token) is { } marker)
            return new UnitOutcome.Committed(intent, unknown, marker.SinceStated, marker.Evidence(verify));
        if (await verify.Markers.HasBegun(intent.Token))
            return new UnitOutcome.Indeterminate(intent,
                "it has no marker, but the transaction that it began in was committed: a batch ended it by itself, and what ran up to it is permanent", Evidence);
        if (intent.Unit.IsTransactional || !intent.Unit.Statements[0].Source.MustRunAlone)
            return Not("rolled-back", "its transaction left no marker, so the server rolled it back");
        if (await verify.Markers.Before(intent.Token) is not { } before)
            return Not("not-sent", "it was never sent");
        return await Judge(intent, LoneWork.Of(intent.Unit.Statements[0]), before, unknown);

        UnitOutcome Not(string code, string because) => new UnitOutcome.NotCommitted(intent, null, code, because, MayRetry: true);
    }

    private async Task<UnitOutcome> Judge(UnitIntent intent, LoneWork work, string before, ImmutableArray<long> unknown)
    {
        switch (work)
        {
            case LoneWork.Repeatable:
                return new UnitOutcome.NotCommitted(intent, null, "undone", "running it again is harmless", MayRetry: true);
            case LoneWork.Makes makes when before == LoneWork.Absent:
                var (now, fault) = await LoneWork.Before(work, session.Link);
                if (fault is not null) throw new TargetUnreachableException($"the catalogue cannot be read: {ServerErrors.Of(fault)}");
                if (now == LoneWork.Absent)
                    return new UnitOutcome.NotCommitted(intent, null, "undone", $"there is no {makes.What} {makes.Name}", MayRetry: true);
                await session.RollBack(); // gives up the lock's transaction; the marker gets its own
                return await LoneMark.Write(session, verify, new(intent, 0, 1), unknown, TimeSpan.Zero)
                    ?? throw new TargetUnreachableException("the connection was lost while the unit was marked");
            default:
                return new UnitOutcome.Indeterminate(intent, "no probe can tell whether this batch took effect", Evidence.Add("before", before));
        }
    }

    private ImmutableSortedDictionary<string, string> Evidence =>
        ImmutableSortedDictionary<string, string>.Empty.Add("server", verify.Record.Identity.Text);
}
