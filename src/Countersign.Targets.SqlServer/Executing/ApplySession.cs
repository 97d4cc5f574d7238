using System.Globalization;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>The session that runs the signed batches of one unit. Each unit has a fresh one, so that none inherits anything.</summary>
internal sealed class ApplySession(CheckedSession session, string lockName, SqlServerLimits limits) : IAsyncDisposable
{
    internal SqlLink Link => session.Link;

    internal SessionSight Start => session.Start;

    internal SqlServerLimits Limits => limits;

    internal static async Task<Opening<ApplySession>> Open(
        CheckedConnection connection, SqlServerConnections connections, string lockName, SqlServerLimits limits, CancellationToken cancellation) =>
        (await connection.Open(connections.Apply, cancellation)).Succeeded(out var session, out var obstacle)
            ? new Opening<ApplySession>.Ready(new(session, lockName, limits))
            : new Opening<ApplySession>.Blocked(obstacle);

    /// <summary>Begins a transaction that holds the target's lock. Gives its id, or why there is none.</summary>
    internal async Task<(string? TransactionId, Obstacle? Obstacle, bool IsLost)> Begin() =>
        Judge(await Link.Ask(TargetLock.Begin(lockName, limits.OrphanPatience)));

    /// <summary>Takes the lock without a transaction.</summary>
    internal async Task<(Obstacle? Obstacle, bool IsLost)> Lock()
    {
        var (_, obstacle, isLost) = Judge(await Link.Ask(TargetLock.BySession(lockName, limits.OrphanPatience)));
        return (obstacle, isLost);
    }

    /// <summary>What the server says of the session now; null when the connection is lost.</summary>
    internal async Task<SessionSight?> Look() =>
        await Link.Ask(SessionSight.Sql(lockName)) is { Fault: null, Rows: [var row] } ? SessionSight.Of(row) : null;

    /// <summary>A connection that is lost here has rolled back by itself.</summary>
    internal Task RollBack() => Link.Ask(TargetLock.RollBack);

    /// <summary>The first act of a unit's transaction. What ends the transaction without a trace of this has rolled it back.</summary>
    internal Task<LinkReply> StateBegun(PlacedIntent intent) => Link.Call("countersign.begin_unit", ("@token_hash", intent.TokenHash));

    /// <summary>The last act of a unit: its token, as a parameter that no statement can see (INV-26).</summary>
    internal Task<LinkReply> Mark(PlacedIntent intent) => Link.Call("countersign.mark", ("@token", intent.TokenBytes));

    internal Task<LinkReply> Commit() => Link.Ask(TargetLock.Commit);

    public ValueTask DisposeAsync() => Link.DisposeAsync();

    private static (string?, Obstacle?, bool) Judge(LinkReply reply) => reply switch
    {
        { IsOpen: false } => (null, null, true),
        { Fault: { } fault } => (null, new("unreachable", ServerErrors.Of(fault), MayRetry: true), false),
        { Rows: [[var code, var id]] } when int.Parse(code!, CultureInfo.InvariantCulture) >= 0 => (id, null, false),
        _ => (null, new("busy", "another session still holds the target, perhaps one whose executor died; it ends with its batch", MayRetry: true), false),
    };
}
