using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>What later statements of the same session would notice.</summary>
internal sealed record SessionState(ImmutableHashSet<string> Lines, ImmutableDictionary<string, string> Settings)
{
    private const string Sql =
        """
        SELECT 'setting', s.name, s.setting FROM pg_catalog.pg_settings s WHERE s.source OPERATOR(pg_catalog.=) 'session'
            AND NOT pg_catalog.starts_with(s.name, 'transaction_') -- BEGIN itself sets these, and they end with the transaction
        UNION ALL SELECT 'role', pg_catalog.current_setting('role'), SESSION_USER::pg_catalog.text
        UNION ALL SELECT 'prepared statement', p.name, '' FROM pg_catalog.pg_prepared_statements p
        UNION ALL SELECT 'cursor', c.name, '' FROM pg_catalog.pg_cursors c WHERE c.is_holdable
        UNION ALL SELECT 'listens to', l.channel, '' FROM pg_catalog.pg_listening_channels() AS l (channel)
        UNION ALL SELECT 'advisory lock', pg_catalog.concat_ws('/', a.classid, a.objid, a.objsubid), a.mode FROM pg_catalog.pg_locks a
        WHERE a.locktype OPERATOR(pg_catalog.=) 'advisory' AND a.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()
        """;

    internal static async Task<SessionState> Read(NpgsqlConnection login, CancellationToken cancellation)
    {
        var rows = await login.Rows(Sql, [], cancellation);
        return new(
            [.. rows.Select(r => $"{r[0]} {r[1]} {r[2]}".TrimEnd())],
            rows.Where(r => r[0] == "setting").ToImmutableDictionary(r => r[1]!, r => r[2]!));
    }

    /// <summary>What is there now, and with a minus what is no more.</summary>
    internal ImmutableArray<string> ChangedSince(SessionState before) =>
        [.. Lines.Except(before.Lines).Concat(before.Lines.Except(Lines).Select(l => "no " + l)).Order(StringComparer.Ordinal)];

    /// <summary>
    /// SET LOCAL lasts to the end of a unit in production, but only of a statement here, where each has a transaction of its own.
    /// </summary>
    internal async Task Restore(NpgsqlConnection login, CancellationToken cancellation)
    {
        foreach (var setting in Settings)
            await login.Run(cancellation, Commands.Of("SELECT pg_catalog.set_config($1, $2, false)", setting.Key, setting.Value));
    }
}
