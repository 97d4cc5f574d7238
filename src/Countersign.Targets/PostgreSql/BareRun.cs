using Countersign.Deployments;
using Countersign.Statements;
using Countersign.Targets.Faults;
using Countersign.Targets.PostgreSql.Catalogue;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// Runs a statement that the server refuses inside a transaction. How things stood is written down first, so that a crash
/// can be judged by the catalogue afterwards; the marker follows in a transaction of its own. What it did cannot be taken back,
/// so a schema that is not the rehearsed one is reported with the result.
/// </summary>
internal sealed class BareRun(ApplySession session, VerifySession verify, Promise promise, TimeProvider time)
{
    /// <summary>Null when the connection was lost after the statement was sent.</summary>
    internal async Task<UnitOutcome?> Run(PlacedIntent intent, CancellationToken cancellation)
    {
        var clock = time.GetTimestamp();
        var statement = intent.Intent.Unit.Statements[0];
        var work = ConcurrentWork.Of(statement);
        try
        {
            await session.Connection.Run(cancellation, Commands.Of("RESET ALL"));
            if (await ObstacleTo(intent, work, statement, cancellation) is { } obstacle)
                return new UnitOutcome.NotCommitted(intent.Intent, statement.Number, obstacle.Code, obstacle.Because, obstacle.MayRetry);
            var before = await Aftermath.Before(work, session.Connection, cancellation);
            await verify.Markers.Start(intent, before, cancellation);
            Failpoint.Reached(CrashPoint.K12);
            return await Send(statement) switch
            {
                (_, { } fault) => await Failed(intent, statement, work, before, fault),
                var (rows, _) => await Mark(intent, statement, rows, time, clock),
            };
        }
        catch (Exception fault) when (SafeMessages.IsConnectionLoss(fault) || fault is NotSupportedException)
        {
            return null;
        }
    }

    private async Task<(long Rows, PostgresException? Fault)> Send(Statement statement)
    {
        await using var batch = session.Connection.Batch(Commands.Of(SignedText.Of(statement)));
        try
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            return (SignedText.RowsOf(batch.BatchCommands[0]), null);
        }
        catch (PostgresException fault) when (!SafeMessages.IsConnectionLoss(fault))
        {
            return (0, fault);
        }
    }

    private async Task<Obstacle?> ObstacleTo(
        PlacedIntent intent, ConcurrentWork work, Statement statement, CancellationToken cancellation)
    {
        if (!await verify.Holds(intent.Intent.Fence, cancellation))
            return new("stale-fence", "a later executor has taken over the target; nothing was sent", false);
        if (work is ConcurrentWork.Undecidable && statement.Source.Kind.StartsWith("CREATE INDEX", StringComparison.OrdinalIgnoreCase))
            return new("unnamed-index",
                $"{statement.Label} ({statement.Place}) names no index; name it, so that a crash half way can be told from success", false);
        if (work is ConcurrentWork.CreatesIndex { UnlessExists: true } w
            && await IndexFacts.OnTable(session.Connection, w.Table, w.Name, cancellation) is { IsValid: false } invalid)
            return new("invalid-index",
                $"{statement.Label} ({statement.Place}) would skip {invalid.QualifiedName}, which exists but is invalid; drop it first", false);
        return null;
    }

    /// <summary>The server said no. What it left half way is cleared; a procedure may have committed before it failed.</summary>
    private async Task<UnitOutcome> Failed(
        PlacedIntent intent, Statement statement, ConcurrentWork work, string before, PostgresException fault)
    {
        var because = SafeMessages.Of(fault, statement);
        if (work is ConcurrentWork.Undecidable && !statement.Source.MustRunAlone)
            return new UnitOutcome.Indeterminate(intent.Intent, $"{because}; it may have committed part of its work before it failed", Evidence);
        var cleared = work is ConcurrentWork.CreatesIndex && before == Aftermath.Absent || work is ConcurrentWork.Reindexes
            ? await Aftermath.Of(work, before, session.Connection, CancellationToken.None)
            : null;
        if (cleared is Aftermath.Undone undone) because += "; " + undone.How;
        return new UnitOutcome.NotCommitted(
            intent.Intent, statement.Number, fault.SqlState, because, TransactionalRun.Passing.Contains(fault.SqlState));
    }

    private async Task<UnitOutcome> Mark(PlacedIntent intent, Statement statement, long rows, TimeProvider time, long clock)
    {
        Failpoint.Reached(CrashPoint.K15);
        try
        {
            await session.Mark(intent, CancellationToken.None);
            Failpoint.Reached(CrashPoint.K17);
        }
        catch (PostgresException fault) when (!SafeMessages.IsConnectionLoss(fault))
        {
            return new UnitOutcome.Indeterminate(intent.Intent,
                $"{statement.Label} ({statement.Place}) ran, but its marker was refused: {SafeMessages.Of(fault)}", Evidence);
        }

        var outcome = await Confirmation.Of(verify, intent.Intent, [rows], time.GetElapsedTime(clock));
        return outcome is UnitOutcome.Committed && promise.SchemaAfter(intent.Intent.Unit) is { } signed
            ? (await Compare(signed)).AddTo(outcome)
            : outcome;
    }

    /// <summary>Its locks are gone and its rows uncounted by now.</summary>
    private async Task<Account> Compare(Digest signed)
    {
        try
        {
            var now = (await CatalogueReading.Read(verify.Session.Connection, CancellationToken.None)).Fingerprint;
            return Account.AfterTheFact(now == signed ? [] : [$"it left another schema ({now}) than was rehearsed ({signed}), and cannot be taken back"]);
        }
        catch (PostgresException fault) when (!SafeMessages.IsConnectionLoss(fault))
        {
            return Account.AfterTheFact([$"the schema that it left cannot be read: {SafeMessages.Of(fault)}"]);
        }
    }

    private ImmutableSortedDictionary<string, string> Evidence =>
        ImmutableSortedDictionary<string, string>.Empty.Add("server", verify.Record.Identity.Text);
}
