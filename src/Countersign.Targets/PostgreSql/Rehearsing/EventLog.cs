using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// Event triggers that write down what comes, changes and goes, cascades included. They write into a table that the
/// migrating login cannot reach; a notice could be forged.
/// </summary>
internal static class EventLog
{
    internal const string Schema = "countersign_rehearsal";

    private static readonly ImmutableArray<string> Setup =
    [
        $"CREATE SCHEMA {Schema}",
        $"CREATE TABLE {Schema}.log (kind text, tag text, what text, identity text, reason int, relation oid)",
        $"""
        CREATE FUNCTION {Schema}.ended() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$ BEGIN
        INSERT INTO {Schema}.log SELECT 'ddl', command_tag, object_type, object_identity, NULL, objid FROM pg_event_trigger_ddl_commands();
        END $$
        """,
        $"""
        CREATE FUNCTION {Schema}.dropped() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$ BEGIN
        INSERT INTO {Schema}.log SELECT 'drop', TG_TAG, object_type, object_identity, NULL, objid FROM pg_event_trigger_dropped_objects()
        WHERE schema_name IS DISTINCT FROM 'pg_toast' AND object_type <> 'default value' AND (object_type <> 'type' OR original OR normal);
        END $$
        """,
        $"""
        CREATE FUNCTION {Schema}.rewrites() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$ BEGIN
        INSERT INTO {Schema}.log VALUES ('rewrite', TG_TAG, NULL, NULL, pg_event_trigger_table_rewrite_reason(), pg_event_trigger_table_rewrite_oid());
        END $$
        """,
        $"CREATE EVENT TRIGGER {Schema}_ended ON ddl_command_end EXECUTE FUNCTION {Schema}.ended()",
        $"CREATE EVENT TRIGGER {Schema}_dropped ON sql_drop EXECUTE FUNCTION {Schema}.dropped()",
        $"CREATE EVENT TRIGGER {Schema}_rewrites ON table_rewrite EXECUTE FUNCTION {Schema}.rewrites()",
        .. new[] { "ended", "dropped", "rewrites" }.Select(t => $"ALTER EVENT TRIGGER {Schema}_{t} ENABLE ALWAYS"), // also where session_replication_role switches others off
    ];

    internal static Task Install(NpgsqlConnection superuser, CancellationToken cancellation) =>
        superuser.Run(cancellation, Setup.Select(s => Commands.Of(s)));

    /// <summary>Takes what was written since the last time.</summary>
    internal static async Task<ImmutableArray<LoggedEvent>> Take(NpgsqlConnection superuser, CancellationToken cancellation)
    {
        var rows = await superuser.Rows(
            $"DELETE FROM {Schema}.log RETURNING kind, tag, what, identity, reason::text, relation::text", [], cancellation);
        return [.. rows.Select(r => new LoggedEvent(r[0]!, r[1]!, r[2], r[3], r[4] is { } reason ? int.Parse(reason, System.Globalization.CultureInfo.InvariantCulture) : 0, r[5]))];
    }
}

/// <summary>One line of the log.</summary>
/// <param name="Oid">Null for GRANT and REVOKE, which do not say what they are about.</param>
internal sealed record LoggedEvent(string Kind, string Tag, string? What, string? Identity, int Reason, string? Oid);
