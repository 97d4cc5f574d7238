using System.Globalization;
using Countersign.Statements;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// Settings given in the start-up packet. They outrank ALTER ROLE and ALTER DATABASE … SET, and RESET ALL returns to them,
/// so no earlier migration can poison a session (INV-14).
/// </summary>
internal sealed record StartUpOptions(ImmutableSortedDictionary<string, string> Settings)
{
    internal static StartUpOptions None { get; } = new(ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>The profile, and the limits, which change no meaning and are therefore in no digest.</summary>
    internal static StartUpOptions Of(SessionProfile profile, PostgreSqlLimits limits)
    {
        var settings = profile.Settings.Remove(PostgreSqlSession.ServerMajorName)
            .Add("lock_timeout", Milliseconds(limits.LockTimeout))
            .Add("statement_timeout", Milliseconds(limits.StatementTimeout))
            .Add("idle_in_transaction_session_timeout", Milliseconds(limits.IdleInTransaction));
        // The server notices a client that is gone only when it is asked to look; 13 cannot be asked.
        return new(Major(profile) >= 14
            ? settings.Add("client_connection_check_interval", Milliseconds(limits.ConnectionCheck))
                .Add("idle_session_timeout", Milliseconds(limits.IdleSession))
            : settings);
    }

    /// <summary>
    /// For the login that reads the catalogue and keeps the markers: only the server's own schema is searched, so nothing
    /// that a migration created can answer in its place (CVE-2018-1058).
    /// </summary>
    internal static StartUpOptions OfVerify(SessionProfile profile, PostgreSqlLimits limits, bool readOnly)
    {
        var settings = Of(profile, limits).Settings.SetItem("search_path", "pg_catalog, pg_temp")
            .Remove("idle_session_timeout"); // it idles while the other session works
        return new(readOnly ? settings.SetItem("default_transaction_read_only", "on") : settings);
    }

    internal static int Major(SessionProfile profile) =>
        int.Parse(profile.Settings[PostgreSqlSession.ServerMajorName], CultureInfo.InvariantCulture);

    /// <summary>`-c name=value …`, blanks and backslashes escaped as the server's own splitter reads them.</summary>
    internal string? Text => Settings.IsEmpty
        ? null
        : string.Join(' ', Settings.Select(s => $"-c {s.Key}={Escape(s.Value)}"));

    private static string Escape(string value) =>
        value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(" ", @"\ ", StringComparison.Ordinal);

    private static string Milliseconds(TimeSpan span) =>
        ((long)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
