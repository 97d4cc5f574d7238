using System.Globalization;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>Opens a connection and believes nothing about it that the server has not said itself (INV-14).</summary>
internal static class CheckedConnection
{
    private const string Facts =
        """
        SELECT pg_catalog.pg_backend_pid()::pg_catalog.text,
            pg_catalog.current_setting('server_version_num'),
            SESSION_USER::pg_catalog.text, CURRENT_USER::pg_catalog.text, pg_catalog.current_setting('role'),
            pg_catalog.current_setting('server_version'), pg_catalog.pg_is_in_recovery()::pg_catalog.text
        """;

    /// <summary>In the unit that pg_settings shows; timeouts in milliseconds.</summary>
    private const string ReadBack =
        "SELECT name, setting FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) ANY ($1)";

    internal static async Task<Opening<CheckedSession>> Open(
        NpgsqlConnection connection, StartUpOptions options, int major, CancellationToken cancellation)
    {
        try
        {
            await connection.OpenAsync(cancellation);
            var facts = (await connection.Rows(Facts, [], cancellation))[0];
            var settings = await connection.Rows(ReadBack, [options.Settings.Keys.ToArray()], cancellation);
            if (ObstacleIn(connection.ProcessID, facts!, settings, options, major) is not { } obstacle)
                return new Opening<CheckedSession>.Ready(new(connection, facts[2]!, facts[5]!));
            await connection.DisposeAsync();
            return new Opening<CheckedSession>.Blocked(obstacle);
        }
        catch (OperationCanceledException)
        {
            await connection.DisposeAsync();
            throw;
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException)
        {
            await connection.DisposeAsync();
            return new Opening<CheckedSession>.Blocked(new("unreachable", SafeMessages.Of(fault), MayRetry: true));
        }
    }

    private static Obstacle? ObstacleIn(
        int processId, ImmutableArray<string> facts, ImmutableArray<ImmutableArray<string?>> settings, StartUpOptions options, int major)
    {
        // A pooler invents the process id of its start-up answer, and hands our session state to strangers.
        if (processId.ToString(CultureInfo.InvariantCulture) != facts[0])
            return new("pooler", "the connection goes through a pooler; give the server's own address", false);
        var actual = int.Parse(facts[1], CultureInfo.InvariantCulture) / 10000;
        if (actual != major)
            return new("server-version",
                $"the server is PostgreSQL {actual} but the scripts were read as PostgreSQL {major}; set `server_version: {actual}` in policy", false);
        if (facts[6] == "true") return new("standby", "the server is a standby; it may not know the latest commits", true);
        if (facts[2] != facts[3] || facts[4] != "none")
            return new("role", $"the session starts as `{facts[3]}`, not as its login `{facts[2]}`; log in as the executing role itself", false);
        var shown = settings.ToDictionary(s => s[0]!, s => s[1], StringComparer.Ordinal);
        var wrong = options.Settings.Where(s => shown.GetValueOrDefault(s.Key) != s.Value).Select(s => s.Key).ToList();
        return wrong.Count == 0
            ? null
            : new("session-profile", $"the server did not take over {SafeMessages.Quoted(wrong)}; nothing was sent", false);
    }
}

/// <summary>An open connection whose start-up has been read back.</summary>
internal sealed record CheckedSession(NpgsqlConnection Connection, string Login, string ServerVersion);
