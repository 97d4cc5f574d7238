using Countersign.Deployments;
using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// Runs a unit in one transaction: statement, guard, statement, guard, … marker, COMMIT, all sent at once. The server
/// skips everything behind the first error, so nothing can commit past it.
/// </summary>
internal sealed class TransactionalRun(ApplySession session, VerifySession verify, PostgreSqlLimits limits, TimeProvider time)
{
    /// <summary>Errors that the same bytes may survive when tried again: the server rolled everything back.</summary>
    internal static readonly ImmutableArray<string> Passing =
        [PostgresErrorCodes.LockNotAvailable, PostgresErrorCodes.SerializationFailure, PostgresErrorCodes.DeadlockDetected];

    /// <summary>Null when the connection was lost after the unit was sent: only its marker can tell then.</summary>
    internal async Task<UnitOutcome?> Run(PlacedIntent intent, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await Try(intent, cancellation);
            if (attempt >= limits.Attempts || outcome is not UnitOutcome.NotCommitted failed || !Passing.Contains(failed.Code)) return outcome;
            await Task.Delay(limits.Backoff * Math.Pow(2, attempt - 1), time, cancellation);
        }
    }

    private async Task<UnitOutcome?> Try(PlacedIntent intent, CancellationToken cancellation)
    {
        var clock = time.GetTimestamp();
        NpgsqlBatch? sent = null;
        try
        {
            await using var batch = session.Connection.Batch(CommandsOf(intent, await session.Begin(cancellation)));
            sent = batch;
            // Never cancelled half way: cancelling is asking the server, and the answer may come after the commit.
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            return await Confirmation.Of(verify, intent.Intent, RowsOf(batch, intent.Intent.Unit.Statements.Length), time.GetElapsedTime(clock));
        }
        catch (PostgresException fault) when (!SafeMessages.IsConnectionLoss(fault))
        {
            return await RolledBack(intent, fault, fault.BatchCommand is { } failed && sent is not null ? sent.BatchCommands.IndexOf(failed) : -1);
        }
        catch (Exception fault) when (SafeMessages.IsConnectionLoss(fault) || fault is NotSupportedException)
        {
            return null;
        }
    }

    private IEnumerable<NpgsqlBatchCommand> CommandsOf(PlacedIntent intent, string xid)
    {
        foreach (var statement in intent.Intent.Unit.Statements)
        {
            yield return Commands.Of(SignedText.Of(statement));
            yield return Guard.InTransaction(xid, session.Session.Login);
        }

        // Deferred triggers would otherwise run at COMMIT, behind the last guard.
        yield return Commands.Of("SET CONSTRAINTS ALL IMMEDIATE");
        yield return Guard.InTransaction(xid, session.Session.Login);
        yield return ApplySession.Marker(intent);
        yield return Commands.Of("COMMIT");
    }

    /// <summary>Statement i is command 2i; its guard is the one behind it.</summary>
    private static ImmutableArray<long> RowsOf(NpgsqlBatch batch, int statements) =>
        [.. Enumerable.Range(0, statements).Select(i => SignedText.RowsOf(batch.BatchCommands[2 * i]))];

    private async Task<UnitOutcome> RolledBack(PlacedIntent intent, PostgresException fault, int command)
    {
        await session.RollBack();
        var statements = intent.Intent.Unit.Statements;
        var statement = command >= 0 && command / 2 < statements.Length ? statements[command / 2] : null;
        if (Guard.ComplaintIn(fault) is { } complaint && command % 2 == 1)
            return Caught(intent.Intent, statement ?? statements[^1], complaint);
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
