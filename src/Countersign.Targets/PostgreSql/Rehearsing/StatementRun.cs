using Countersign.Rehearsals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Observing;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// Runs one statement on the copy. In a transaction of its own, because a lock that an earlier statement took in the same
/// mode could not be told apart; alone, when the server wants that.
/// </summary>
internal sealed class StatementRun(NpgsqlConnection superuser, NpgsqlConnection login, Watchdog watchdog)
{
    internal async Task<StatementSeen> Run(Statement statement, CatalogueSnapshot before, bool startsUnit, CancellationToken cancellation)
    {
        try
        {
            watchdog.Begin();
            if (startsUnit) await login.Run(cancellation, Commands.Of("RESET ALL"));
            var session = await SessionState.Read(login, cancellation);
            var (sight, sessionAfter) = statement.Source.MustRunAlone
                ? (await new AloneRun(superuser, login).Run(statement, cancellation), await SessionState.Read(login, cancellation))
                : await InTransaction(statement, cancellation);
            var events = await EventLog.Take(superuser, cancellation);
            var after = MayHaveChanged(sight, events) ? await CatalogueSnapshot.Read(superuser, cancellation) : before;
            var emptied = await Emptied.Of(superuser, before, after, events, cancellation);
            var impact = ImpactComposing.Of(statement, sight, before, after, events, emptied) with { Session = sessionAfter.ChangedSince(session) };
            return new StatementSeen.Ran(
                impact, after, statement.Source.MustRunAlone ? new Touched.Anything() : Touched.Of(sight, before, after, events), session);
        }
        catch (Exception fault) when (fault is NpgsqlException or NotSupportedException or IOException or InvalidOperationException)
        {
            var failure = Failed(fault, statement);
            if (login.FullState.HasFlag(System.Data.ConnectionState.Open) && !statement.Source.MustRunAlone) await login.Run(cancellation, Commands.Of("ROLLBACK"));
            return new StatementSeen.DidNotRun(failure);
        }
    }

    /// <summary>Whoever writes takes a transaction id; only a sequence can be moved without one, under a lock.</summary>
    private static bool MayHaveChanged(TransactionSight sight, ImmutableArray<LoggedEvent> events) =>
        sight.TookTransactionId || !events.IsEmpty || sight.Relations.Any(r => r.Strength > LockStrength.AccessShare);

    private async Task<(TransactionSight, SessionState)> InTransaction(Statement statement, CancellationToken cancellation)
    {
        await login.Run(cancellation, Commands.Of("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"));
        var counters = await ImpactReading.ReadBefore(login, cancellation);
        await login.Run(cancellation, Commands.Of(SignedText.Of(statement)));
        await login.Run(cancellation, Commands.Of("SET CONSTRAINTS ALL IMMEDIATE")); // what is deferred happens at COMMIT otherwise, unseen
        var sight = await ImpactReading.Read(login, counters, EventLog.Schema, cancellation);
        if (!sight.ChangedRows && WithoutCondition.Of(statement, login.PostgreSqlVersion.Major) is { } wider)
            sight = await Widely(wider, counters, cancellation) ?? sight;
        var session = await SessionState.Read(login, cancellation);
        var names = await CatalogueNames.Of(superuser, sight.Unnamed, cancellation);
        await login.Run(cancellation, Commands.Of("COMMIT"));
        if (session.Lines.Any(l => l.StartsWith("role ", StringComparison.Ordinal) && !l.StartsWith("role none", StringComparison.Ordinal)))
            await login.Run(cancellation, Commands.Of("RESET ROLE"));
        await session.Restore(login, cancellation);
        return (sight.With(names), session);
    }

    /// <summary>What the statement does to any row, taken back at once; null where that fails, which says nothing about the statement.</summary>
    private async Task<TransactionSight?> Widely(string wider, RowCounters counters, CancellationToken cancellation)
    {
        await login.Run(cancellation, Commands.Of("SAVEPOINT countersign_widely"));
        try
        {
            await login.Run(cancellation, Commands.Of(wider), Commands.Of("SET CONSTRAINTS ALL IMMEDIATE"));
            return await ImpactReading.Read(login, counters, EventLog.Schema, cancellation);
        }
        catch (PostgresException refused) when (!SafeMessages.IsConnectionLoss(refused))
        {
            return null;
        }
        finally
        {
            if (login.FullState.HasFlag(System.Data.ConnectionState.Open))
                await login.Run(cancellation, Commands.Of("ROLLBACK TO SAVEPOINT countersign_widely"));
        }
    }

    private StatementRehearsal.Failed Failed(Exception fault, Statement statement)
    {
        if (login.FullState.HasFlag(System.Data.ConnectionState.Open) && fault is PostgresException refused && !SafeMessages.IsConnectionLoss(refused))
            return new(refused.SqlState, SafeMessages.Of(refused, statement));
        return watchdog.Verdict is { } verdict
            ? new(verdict.Code, verdict.Message)
            : new((fault as PostgresException)?.SqlState ?? "server-lost", SafeMessages.Of(fault));
    }
}

/// <summary>What came of running a statement. Closed.</summary>
internal abstract record StatementSeen
{
    private StatementSeen() { }

    /// <param name="After">The catalogue behind it.</param>
    /// <param name="Session">The session before it.</param>
    internal sealed record Ran(Impact Impact, CatalogueSnapshot After, Touched Touched, SessionState Session) : StatementSeen;

    internal sealed record DidNotRun(StatementRehearsal.Failed Failure) : StatementSeen;
}
