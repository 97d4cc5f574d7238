using Countersign.Deployments;
using Countersign.Statements;
using Countersign.Targets.Faults;
using Countersign.Targets.PostgreSql.Observing;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// Runs a unit in one transaction: statement, guard, statement, guard, … marker, COMMIT, all sent at once. The server
/// skips everything behind the first error, so nothing can commit past it. A unit that was rehearsed is looked at before its
/// marker is sent, and what does more than was signed is rolled back (design, section 8).
/// </summary>
internal sealed class TransactionalRun(
    ApplySession session, VerifySession verify, Promise promise, PostgreSqlLimits limits, TimeProvider time)
{
    /// <summary>Errors that the same bytes may survive when tried again: the server rolled everything back.</summary>
    internal static readonly ImmutableArray<string> Passing =
        [PostgresErrorCodes.LockNotAvailable, PostgresErrorCodes.SerializationFailure, PostgresErrorCodes.DeadlockDetected];

    /// <summary>Null when the connection was lost after the unit was sent: only its marker can tell then.</summary>
    internal async Task<UnitOutcome?> Run(PlacedIntent intent, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await Try(intent);
            if (attempt >= limits.Attempts || outcome is not UnitOutcome.NotCommitted failed || !Passing.Contains(failed.Code)) return outcome;
            await Task.Delay(limits.Backoff * Math.Pow(2, attempt - 1), time, cancellation);
        }
    }

    private async Task<UnitOutcome?> Try(PlacedIntent intent)
    {
        var clock = time.GetTimestamp();
        var held = promise.Of(intent.Intent.Unit);
        var unit = new UnitBatch(session, intent, isHeld: held is not null);
        await using var batch = session.Connection.Batch(unit.Commands);
        try
        {
            // Never cancelled half way: cancelling is asking the server, and the answer may come after the commit.
            var (xid, before) = await Send(batch, held is not null);
            Failpoint.Reached(held is null ? CrashPoint.K17 : CrashPoint.K15);
            var account = held is null ? Account.None : await held.Look(session.Connection, verify.Session.Connection, before);
            if (account.IsRefused) return await MoreThanSigned(intent.Intent, account);
            if (held is not null) await session.Connection.Run(CancellationToken.None, UnitBatch.Ending(intent));
            return account.AddTo(await Confirmation.Of(verify, intent.Intent, unit.RowsOf(batch), time.GetElapsedTime(clock), xid));
        }
        catch (PostgresException fault) when (!SafeMessages.IsConnectionLoss(fault))
        {
            return await RolledBack(unit, fault, fault.BatchCommand is { } failed ? batch.BatchCommands.IndexOf(failed) : -1);
        }
        catch (Exception fault) when (SafeMessages.IsConnectionLoss(fault) || fault is NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The transaction's id, and the row counters that an earlier transaction left, if they were asked for.</summary>
    private static async Task<(string Xid, RowCounters Before)> Send(NpgsqlBatch batch, bool isHeld)
    {
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        var xid = reader.GetString(0);
        var before = isHeld && await reader.NextResultAsync(CancellationToken.None)
            ? await ImpactReading.ReadBefore(reader, CancellationToken.None)
            : RowCounters.Zero;
        while (await reader.NextResultAsync(CancellationToken.None))
        {
            // Rows of the statements are nobody's business; errors behind them are.
        }

        return (xid, before);
    }

    private async Task<UnitOutcome> MoreThanSigned(UnitIntent intent, Account account)
    {
        await session.RollBack();
        return new UnitOutcome.NotCommitted(intent, null, "more-than-signed", account.SentenceOn(intent.Unit), MayRetry: false);
    }

    private async Task<UnitOutcome> RolledBack(UnitBatch unit, PostgresException fault, int command)
    {
        await session.RollBack();
        var intent = unit.Intent;
        var statement = unit.StatementAt(command);
        if (unit.IsGuard(command) && Guard.ComplaintIn(fault) is { } complaint) return Caught(intent.Intent, statement!, complaint);
        return fault switch
        {
            { SqlState: MarkerSchema.StaleFence } => Refused("stale-fence", "a later executor has taken over the target; this one may not commit"),
            { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "marker_once" } => new UnitOutcome.AlreadyApplied(intent.Intent),
            _ when statement is not null => Refused(fault.SqlState, SafeMessages.Of(fault, statement)),
            _ => Refused(fault.SqlState, SafeMessages.Of(fault)),
        };

        UnitOutcome Refused(string code, string because) => new UnitOutcome.NotCommitted(
            intent.Intent, statement?.Number, code, because, MayRetry: Passing.Contains(code));
    }

    /// <summary>A role or a lexer that changed was rolled back; a transaction that is gone could not be.</summary>
    private UnitOutcome Caught(UnitIntent intent, Statement statement, string complaint) => complaint switch
    {
        Guard.TransactionLost => new UnitOutcome.Indeterminate(intent,
            $"{statement.Label} ended the transaction by itself ({statement.Place}); what ran up to it may be committed",
            ImmutableSortedDictionary<string, string>.Empty.Add("server", verify.Record.Identity.Text)
                .Add("backend id", session.Connection.ProcessID.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        _ => new UnitOutcome.NotCommitted(intent, statement.Number, "guard",
            $"{statement.Label} ({statement.Place}) was rolled back: {complaint}; remove what does that and have it signed again", MayRetry: false),
    };
}
