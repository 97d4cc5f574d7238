using Countersign.Statements;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>
/// A session of the verify login: it knows what the target is, and raises the fence. Migrations run under another login
/// and cannot touch it.
/// </summary>
internal sealed class VerifySession : IAsyncDisposable
{
    internal const string RaiseSql = "UPDATE countersign.target SET fence = @fence OUTPUT inserted.fence WHERE name = @target AND fence <= @fence";
    internal const string HoldsSql = "SELECT fence FROM countersign.target WHERE name = @target AND fence <= @fence";

    private readonly CheckedSession _session;
    private readonly TargetName _target;

    private VerifySession(CheckedSession session, TargetName target, TargetRecord record)
    {
        (_session, _target, Record) = (session, target, record);
        Markers = new(session.Link, target);
    }

    internal TargetRecord Record { get; }

    internal SessionSight Start => _session.Start;

    internal SqlLink Link => _session.Link;

    internal Markers Markers { get; }

    internal static async Task<Opening<VerifySession>> Open(
        CheckedConnection connection, SqlServerConnections connections, TargetName target, CancellationToken cancellation)
    {
        if (!(await connection.Open(connections.Verify, cancellation)).Succeeded(out var session, out var blocked))
            return new Opening<VerifySession>.Blocked(blocked);
        var (record, fault) = await TargetRecord.Read(session.Link, target.Value);
        if (record is not null) return new Opening<VerifySession>.Ready(new(session, target, record));
        await session.Link.DisposeAsync();
        return new Opening<VerifySession>.Blocked(
            new("unreadable", $"the verify login cannot read the target: {ServerErrors.Of(fault!)}", MayRetry: true));
    }

    /// <summary>
    /// From here on no executor with a lower fence can commit a unit (INV-27). Waits for one that is between its marker and
    /// its commit. False when a higher fence has been raised already.
    /// </summary>
    internal async Task<bool> RaiseFence(long fence) => (await Markers.Rows(RaiseSql, ("@target", _target.Value), ("@fence", fence))).Length == 1;

    /// <summary>Whether this fence is still the highest; asked before work that no rollback undoes.</summary>
    internal async Task<bool> Holds(long fence) => (await Markers.Rows(HoldsSql, ("@target", _target.Value), ("@fence", fence))).Length == 1;

    public ValueTask DisposeAsync() => Link.DisposeAsync();
}
