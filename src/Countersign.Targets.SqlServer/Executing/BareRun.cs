using Countersign.Deployments;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>
/// Runs a batch that the server refuses inside a transaction. How things stood is written down first, so that a crash can be judged
/// by the catalogue afterwards; the marker follows in a transaction of its own.
/// </summary>
internal sealed class BareRun(ApplySession session, VerifySession verify, SessionProfile profile, TimeProvider time)
{
    /// <summary>Null when the connection was lost after the batch was sent.</summary>
    internal async Task<UnitOutcome?> Run(PlacedIntent intent)
    {
        var clock = time.GetTimestamp();
        var statement = intent.Intent.Unit.Statements[0];
        var (obstacle, isLost) = await session.Lock();
        if (isLost) return null;
        obstacle ??= await verify.Holds(intent.Intent.Fence)
            ? null
            : new("stale-fence", "a later executor has taken over the target; nothing was sent", false);
        if (obstacle is not null) return new UnitOutcome.NotCommitted(intent.Intent, statement.Number, obstacle.Code, obstacle.Because, obstacle.MayRetry);
        var (before, unasked) = await LoneWork.Before(LoneWork.Of(statement), session.Link);
        if (!session.Link.IsOpen) return null;
        if (unasked is not null)
            return new UnitOutcome.NotCommitted(intent.Intent, statement.Number, ServerErrors.Code(unasked), ServerErrors.Of(unasked), false);
        await verify.Markers.Start(intent, before);
        var reply = await session.Link.Send(SignedBytes.TextOf(statement), session.Limits.BatchTimeout);
        if (ServerErrors.IsConnectionLoss(reply)) return null;
        return reply.Fault is { } fault ? Failed(intent, statement, fault) : await Mark(intent, statement, reply.Affected, clock);
    }

    /// <summary>The server said no. Of several statements, some may have run.</summary>
    private UnitOutcome Failed(PlacedIntent intent, Statement statement, LinkFault fault) => statement.Source.Parts.Length > 1
        ? new UnitOutcome.Indeterminate(intent.Intent, $"{ServerErrors.Of(fault, statement)}; what stands before it in the batch has run", Evidence)
        : new UnitOutcome.NotCommitted(intent.Intent, statement.Number, ServerErrors.Code(fault), ServerErrors.Of(fault, statement), ServerErrors.Passing.Contains(fault.Number));

    private async Task<UnitOutcome?> Mark(PlacedIntent intent, Statement statement, long rows, long clock)
    {
        if (await session.Look() is not { } now) return null;
        if (Guard.OutsideTransaction(now, session.Start, profile) is { } complaint)
            return new UnitOutcome.Indeterminate(intent.Intent, $"{statement.Label} ({statement.Place}) ran, but behind it {complaint.What}", Evidence);
        return await LoneMark.Write(session, verify, intent, [rows], time.GetElapsedTime(clock));
    }

    private ImmutableSortedDictionary<string, string> Evidence =>
        ImmutableSortedDictionary<string, string>.Empty.Add("server", verify.Record.Identity.Text).Add("session id", session.Start.SessionId);
}

/// <summary>Marks a unit whose batch has run alone already.</summary>
internal static class LoneMark
{
    /// <summary>Null when the connection is lost.</summary>
    internal static async Task<UnitOutcome?> Write(
        ApplySession session, VerifySession verify, PlacedIntent intent, ImmutableArray<long> rows, TimeSpan duration)
    {
        var steps = new[] { () => session.Link.Ask("BEGIN TRANSACTION;"), () => session.Mark(intent), session.Commit };
        foreach (var step in steps)
        {
            if (await step() is not { Fault: { } fault } reply) continue;
            if (ServerErrors.IsConnectionLoss(reply)) return null;
            await session.RollBack();
            return new UnitOutcome.Indeterminate(intent.Intent, $"it ran, but its marker was refused: {ServerErrors.Of(fault)}",
                ImmutableSortedDictionary<string, string>.Empty.Add("server", verify.Record.Identity.Text));
        }

        return await Confirmation.Of(verify, intent.Intent, rows, duration);
    }
}
