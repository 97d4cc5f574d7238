using Countersign.Statements;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// A session of the verify login: it knows what the target is, and raises the fence. Migrations run under another login
/// and cannot touch it.
/// </summary>
internal sealed class VerifySession : IAsyncDisposable
{
    private readonly TargetName _target;

    private VerifySession(CheckedSession session, TargetName target, TargetRecord record)
    {
        (Session, _target, Record) = (session, target, record);
        Markers = new(session.Connection, target);
    }

    internal CheckedSession Session { get; }

    internal TargetRecord Record { get; }

    internal Markers Markers { get; }

    internal static async Task<Opening<VerifySession>> Open(
        PostgreSqlConnections connections, TargetName target, SessionProfile profile, PostgreSqlLimits limits, bool readOnly,
        CancellationToken cancellation)
    {
        var options = StartUpOptions.OfVerify(profile, limits, readOnly);
        var opening = await CheckedConnection.Open(
            connections.Verify(options), options, StartUpOptions.Major(profile), cancellation);
        if (!opening.Succeeded(out var session, out var blocked)) return new Opening<VerifySession>.Blocked(blocked);
        try
        {
            var record = await TargetRecord.Read(session, target.Value, connections.Logins.Apply, cancellation);
            return new Opening<VerifySession>.Ready(new(session, target, record));
        }
        catch (OperationCanceledException)
        {
            await session.Connection.DisposeAsync();
            throw;
        }
        catch (Npgsql.NpgsqlException fault)
        {
            await session.Connection.DisposeAsync();
            return new Opening<VerifySession>.Blocked(
                new("unreadable", $"the verify login cannot read the target: {SafeMessages.Of(fault)}", SafeMessages.IsConnectionLoss(fault)));
        }
    }

    /// <summary>
    /// From here on no executor with a lower fence can commit a unit (INV-27). Waits for one that is between its marker and
    /// its commit. False when a higher fence has been raised already.
    /// </summary>
    internal async Task<bool> RaiseFence(long fence, CancellationToken cancellation) =>
        await Session.Connection.Run(cancellation, Commands.Of(
            "UPDATE countersign.target SET fence = $2 WHERE name = $1 AND fence <= $2", _target.Value, fence)) == 1;

    /// <summary>Whether this fence is still the highest; asked before work that no rollback undoes.</summary>
    internal async Task<bool> Holds(long fence, CancellationToken cancellation) =>
        (await Session.Connection.Rows(
            "SELECT name FROM countersign.target WHERE name = $1 AND fence <= $2", [_target.Value, fence], cancellation)).Length == 1;

    public async ValueTask DisposeAsync()
    {
        await Markers.DisposeAsync();
        await Session.Connection.DisposeAsync();
    }
}
