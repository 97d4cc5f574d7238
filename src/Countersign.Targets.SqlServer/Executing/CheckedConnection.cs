using Countersign.Statements;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>Opens a connection and believes nothing about it that the server has not said itself (INV-14).</summary>
internal sealed class CheckedConnection(SqlLinks links, SessionProfile profile, SqlServerLimits limits, string lockName, TimeProvider time)
{
    /// <summary>CURRENT_TRANSACTION_ID and CREATE OR ALTER exist from SQL Server 2016 on.</summary>
    private const int OldestMajor = 13;

    internal async Task<Opening<CheckedSession>> Open(string connection, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (link, opened) = await links.Open(connection);
            if (opened.Fault is null) return await Check(link);
            await link.DisposeAsync();
            if (attempt >= limits.Attempts || !ServerErrors.PassingAtLogin.Contains(opened.Fault.Number))
                return new Opening<CheckedSession>.Blocked(new("unreachable", ServerErrors.Of(opened.Fault), MayRetry: true));
            await Task.Delay(limits.Backoff * Math.Pow(2, attempt - 1), time, cancellation);
        }
    }

    private async Task<Opening<CheckedSession>> Check(SqlLink link)
    {
        var set = await link.Ask(SessionSettings.SetText(profile, limits));
        var asked = set.Fault is null ? await link.Ask(SessionSight.Sql(lockName)) : set;
        var obstacle = asked switch
        {
            { Fault: { } fault } => new Obstacle("unreachable", ServerErrors.Of(fault), MayRetry: true),
            { Rows: [var row] } => ObstacleIn(SessionSight.Of(row)),
            _ => new("session-profile", "the server does not show its own session; nothing was sent", false),
        };
        if (obstacle is null) return new Opening<CheckedSession>.Ready(new(link, SessionSight.Of(asked.Rows[0])));
        await link.DisposeAsync();
        return new Opening<CheckedSession>.Blocked(obstacle);
    }

    private Obstacle? ObstacleIn(SessionSight sight)
    {
        if (sight.ServerMajor < OldestMajor)
            return new("server-version", $"the server is {sight.ServerVersion}; SQL Server 2016 (13) or later is needed", false);
        if (!sight.IsWritable) return new("read-only", "the database cannot be written: a secondary replica, or set to READ_ONLY", true);
        if (sight.Login != sight.ActsAs)
            return new("role", $"the session acts as `{sight.ActsAs}`, not as its login `{sight.Login}`", false);
        if (sight.Settings[SqlServerSession.CompatibilityLevelName] is var level && level != profile.Settings[SqlServerSession.CompatibilityLevelName])
            return new("compatibility-level", $"the database has compatibility level {level} but the scripts were read at "
                + $"{profile.Settings[SqlServerSession.CompatibilityLevelName]}; set `compatibility_level: {level}` in policy", false);
        return SessionSettings.Wrong(profile, sight.Settings).ToList() is { Count: > 0 } wrong
            ? new("session-profile", $"the session has other values than were signed for {string.Join(", ", wrong.Select(w => $"`{w}`"))}; nothing was sent", false)
            : null;
    }
}

/// <summary>An open connection whose start has been read back.</summary>
internal sealed record CheckedSession(SqlLink Link, SessionSight Start);
