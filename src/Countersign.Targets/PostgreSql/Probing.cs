using Countersign.Deployments;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// Finds out what became of a unit. The apply session holds the target's lock, so nothing of an earlier executor still
/// runs; then the marker decides, and where there can be none without a transaction, the catalogue.
/// </summary>
internal sealed class Probing(ApplySession session, VerifySession verify)
{
    internal async Task<UnitOutcome> Run(UnitIntent intent, CancellationToken cancellation)
    {
        var unknown = intent.Unit.Statements.Select(_ => -1L).ToImmutableArray();
        if (await verify.Markers.Find(intent.Token, cancellation) is { } marker)
            return new UnitOutcome.Committed(intent, unknown, marker.SinceStated, marker.Evidence(verify.Session, verify.Record.Identity));
        if (intent.Unit.IsTransactional || !ConcurrentWork.RunsBare(intent.Unit.Statements[0]))
            return Not("rolled-back", "its transaction left no marker, so the server rolled it back");
        if (await verify.Markers.Before(intent.Token, cancellation) is not { } before)
            return Not("not-sent", "it was never sent");
        var work = ConcurrentWork.Of(intent.Unit.Statements[0]);
        return await Aftermath.Of(work, before, session.Connection, cancellation) switch
        {
            Aftermath.Done done => await Mark(intent, unknown, done, cancellation),
            Aftermath.Undone undone => Not("undone", undone.How),
            Aftermath.Unknown why => new UnitOutcome.Indeterminate(intent, why.Why, Evidence.Add("before", before)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        UnitOutcome Not(string code, string because) => new UnitOutcome.NotCommitted(intent, null, code, because, MayRetry: true);
    }

    /// <summary>What the catalogue proves is recorded like any other success, so that history is complete.</summary>
    private async Task<UnitOutcome> Mark(UnitIntent intent, ImmutableArray<long> rows, Aftermath.Done done, CancellationToken cancellation)
    {
        try
        {
            await session.Mark(new(intent, 0, 1), cancellation);
        }
        catch (PostgresException fault) when (!SafeMessages.IsConnectionLoss(fault))
        {
            return new UnitOutcome.Indeterminate(
                intent, $"{done.How}, but its marker was refused: {SafeMessages.Of(fault)}", Evidence.Add("probe", done.How));
        }

        return await Confirmation.Of(verify, intent, rows, TimeSpan.Zero) switch
        {
            UnitOutcome.Committed c => c with { Evidence = c.Evidence.Add("probe", done.How) },
            var other => other,
        };
    }

    private ImmutableSortedDictionary<string, string> Evidence =>
        ImmutableSortedDictionary<string, string>.Empty.Add("server", verify.Record.Identity.Text);
}
