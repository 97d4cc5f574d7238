using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// The one session that runs signed statements. It holds the target's lock: by the session, and again by every transaction,
/// because a migration can give up the first (pg_advisory_unlock_all) but not the second. The server keeps both until the
/// backend is really done, also when this process is long dead, so waiting for the lock is waiting for orphans.
/// </summary>
internal sealed class ApplySession : IAsyncDisposable
{
    private const int LockId = 0x4353;
    private readonly int _lockClass;

    private ApplySession(CheckedSession session, TargetName target)
    {
        Session = session;
        _lockClass = BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("countersign target " + target.Value)));
    }

    internal CheckedSession Session { get; }

    internal NpgsqlConnection Connection => Session.Connection;

    internal static async Task<Opening<ApplySession>> Open(
        PostgreSqlConnections connections, TargetName target, SessionProfile profile, PostgreSqlLimits limits, CancellationToken cancellation)
    {
        var options = StartUpOptions.Of(profile, limits);
        var opening = await CheckedConnection.Open(
            connections.Apply(options), options, StartUpOptions.Major(profile), cancellation);
        if (!opening.Succeeded(out var opened, out var blocked)) return new Opening<ApplySession>.Blocked(blocked);
        var session = new ApplySession(opened, target);
        Obstacle? obstacle = new("unreachable", "the session was given up", MayRetry: true);
        try
        {
            obstacle = await session.Lock(limits.OrphanPatience, cancellation);
        }
        finally
        {
            if (obstacle is not null) await session.DisposeAsync(); // also when waiting was cancelled: the lock may have come meanwhile
        }

        return obstacle is null ? new Opening<ApplySession>.Ready(session) : new Opening<ApplySession>.Blocked(obstacle);
    }

    /// <summary>
    /// Begins a unit's transaction from the profile, whatever an earlier unit set, and takes its id and the lock. The id is
    /// the first row that the batch returns.
    /// </summary>
    internal ImmutableArray<NpgsqlBatchCommand> Begin() =>
    [
        Commands.Of("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"),
        Commands.Of("RESET ALL"),
        Commands.Of(
            """
            SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text, pg_catalog.pg_advisory_lock($1, $2), pg_catalog.pg_advisory_xact_lock($1, $2)
            """, _lockClass, LockId),
    ];

    /// <summary>A connection that is lost here has rolled back by itself; the next use will say so.</summary>
    internal async Task RollBack()
    {
        try
        {
            await Connection.Run(CancellationToken.None, Commands.Of("ROLLBACK"));
        }
        catch (NpgsqlException fault) when (SafeMessages.IsConnectionLoss(fault))
        {
            await Connection.CloseAsync();
        }
    }

    /// <summary>The last act of a unit: its token, as a bound parameter that no statement can see (INV-26).</summary>
    internal static NpgsqlBatchCommand Marker(PlacedIntent intent) =>
        Commands.Of("INSERT INTO countersign.marker (token) VALUES ($1)", intent.TokenBytes);

    /// <summary>Marks a unit whose statement has run alone already.</summary>
    internal Task Mark(PlacedIntent intent, CancellationToken cancellation) => Connection.Run(
        cancellation, Commands.Of("BEGIN"), Guard.Alone(Session.Login), Marker(intent), Commands.Of("COMMIT"));

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private async Task<Obstacle?> Lock(TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            await Connection.Run(
                cancellation,
                Commands.Of("BEGIN"),
                Commands.Of("SELECT pg_catalog.set_config('lock_timeout', $1, true)", Invariant(patience)),
                Commands.Of("SELECT pg_catalog.pg_advisory_lock($1, $2)", _lockClass, LockId),
                Commands.Of("COMMIT"));
            return null;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return new("busy",
                "another session still holds the target, perhaps one whose executor died; it ends with its statement", MayRetry: true);
        }
        catch (NpgsqlException fault)
        {
            return new("unreachable", SafeMessages.Of(fault), MayRetry: true);
        }
    }

    private static string Invariant(TimeSpan span) =>
        ((long)span.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
