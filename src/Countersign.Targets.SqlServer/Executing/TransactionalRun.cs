using Countersign.Deployments;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>
/// Runs a unit in one transaction: lock, a row that says it began, batch, guard, batch, guard, … marker, COMMIT. Each batch is one
/// command, and nothing is sent behind one that failed. Nothing is tried again: what was sent once is answered for.
/// </summary>
internal sealed class TransactionalRun(ApplySession session, VerifySession verify, SessionProfile profile, TimeProvider time)
{
    /// <summary>Null when the connection was lost after the unit was begun: only its marker can tell then.</summary>
    internal async Task<UnitOutcome?> Run(PlacedIntent intent)
    {
        var clock = time.GetTimestamp();
        var (id, obstacle, isLost) = await session.Begin();
        if (isLost) return null;
        if (obstacle is not null) return Not(intent, null, obstacle.Code, obstacle.Because, obstacle.MayRetry);
        if (await session.StateBegun(intent) is { Fault: not null } refused) return await Refused(intent, refused);
        var rows = ImmutableArray.CreateBuilder<long>();
        foreach (var statement in intent.Intent.Unit.Statements)
        {
            var reply = await session.Link.Send(SignedBytes.TextOf(statement), session.Limits.BatchTimeout);
            if (reply.Fault is { } fault) return await Failed(intent, statement, fault);
            rows.Add(reply.Affected);
            if (await session.Look() is not { } now) return null;
            if (Guard.InTransaction(now, session.Start, id!, profile) is { } complaint) return await Caught(intent, statement, complaint);
        }

        if (await session.Mark(intent) is { Fault: not null } unmarked) return await Refused(intent, unmarked);
        return await Commit(intent, id!, rows.ToImmutable(), time.GetElapsedTime(clock));
    }

    private async Task<UnitOutcome?> Commit(PlacedIntent intent, string id, ImmutableArray<long> rows, TimeSpan duration)
    {
        var reply = await session.Commit();
        if (ServerErrors.IsConnectionLoss(reply) || (reply.Fault is not null && !await RollBack())) return null;
        if (reply.Fault is { } fault && await verify.Markers.Find(intent.Intent.Token) is null)
            return Not(intent, null, ServerErrors.Code(fault), $"the server refused to commit: {ServerErrors.Of(fault)}", false);
        return await Confirmation.Of(verify, intent.Intent, rows, duration, id);
    }

    /// <summary>A batch failed. Whatever it did is gone with the transaction, unless it ended that itself.</summary>
    private async Task<UnitOutcome?> Failed(PlacedIntent intent, Statement statement, LinkFault fault)
    {
        if (!session.Link.IsOpen || !await RollBack()) return null;
        var because = ServerErrors.Of(fault, statement);
        if (ServerErrors.TransactionEnded.Contains(fault.Number) || await verify.Markers.HasBegun(intent.Intent.Token))
            return Lost(intent, statement, $"it ended the transaction by itself and then failed: {because}");
        return fault.Number == ServerErrors.Doomed
            ? Not(intent, statement, "doomed", $"{statement.Label} ({statement.Place}) caught an error that only a rollback mends, so the server rolled "
                + "everything back at the end of the batch; let the error out of TRY", false)
            : Not(intent, statement, ServerErrors.Code(fault), because, ServerErrors.Passing.Contains(fault.Number));
    }

    /// <summary>A statement of ours was refused: the fence, a marker that is there already, or a right that is missing.</summary>
    private async Task<UnitOutcome?> Refused(PlacedIntent intent, LinkReply reply)
    {
        if (ServerErrors.IsConnectionLoss(reply) || !await RollBack()) return null;
        var fault = reply.Fault!;
        return fault.Number switch
        {
            ServerErrors.StaleFence => Not(intent, null, "stale-fence", "a later executor has taken over the target; this one may not commit", false),
            var n when ServerErrors.Duplicate.Contains(n) && fault.Message.Contains("marker_once", StringComparison.Ordinal) =>
                new UnitOutcome.AlreadyApplied(intent.Intent),
            _ => Not(intent, null, ServerErrors.Code(fault), ServerErrors.Of(fault), ServerErrors.Passing.Contains(fault.Number)),
        };
    }

    private async Task<UnitOutcome?> Caught(PlacedIntent intent, Statement statement, Complaint complaint)
    {
        if (!await RollBack()) return null;
        return complaint.IsLost
            ? Lost(intent, statement, complaint.What)
            : Not(intent, statement, "guard", $"{statement.Label} ({statement.Place}) was rolled back: {complaint.What}; remove what does that and have it "
                + "signed again", false);
    }

    /// <summary>False when the connection is lost.</summary>
    private async Task<bool> RollBack()
    {
        await session.RollBack();
        return session.Link.IsOpen;
    }

    private UnitOutcome.Indeterminate Lost(PlacedIntent intent, Statement statement, string what) => new(
        intent.Intent, $"{statement.Label} ({statement.Place}): {what}; what ran up to it, or behind that, may be committed",
        ImmutableSortedDictionary<string, string>.Empty.Add("server", verify.Record.Identity.Text).Add("session id", session.Start.SessionId));

    private static UnitOutcome.NotCommitted Not(PlacedIntent intent, Statement? statement, string code, string because, bool mayRetry) =>
        new(intent.Intent, statement?.Number, code, because, mayRetry);
}
