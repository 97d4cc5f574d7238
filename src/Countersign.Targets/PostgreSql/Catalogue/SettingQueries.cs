namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>What is set on tables, roles and the database.</summary>
internal static class SettingQueries
{
    /// <summary>Settings whose value is a list that was quoted when it was set (GUC_LIST_QUOTE in the server's source).</summary>
    private const string Lists =
        "('local_preload_libraries', 'search_path', 'session_preload_libraries', 'shared_preload_libraries', 'temp_tablespaces', 'unix_socket_directories')";

    private static readonly string OfTables =
        $"""
        SELECT 'TableSetting', {Own.RelationName} || ' ' || s.what, 'ALTER TABLE ' || {Own.RelationName} || ' ' || s.clause, {Own.RelationName}, '1259', c.oid::text, '0'
        {Own.Relations} CROSS JOIN LATERAL (
            SELECT 'row level security' AS what, 'ENABLE ROW LEVEL SECURITY' AS clause WHERE c.relrowsecurity
            UNION ALL SELECT 'forced row level security', 'FORCE ROW LEVEL SECURITY' WHERE c.relforcerowsecurity
            UNION ALL SELECT 'replica identity', CASE c.relreplident WHEN 'f' THEN 'REPLICA IDENTITY FULL' ELSE 'REPLICA IDENTITY NOTHING' END
                WHERE c.relreplident IN ('f', 'n')
            UNION ALL SELECT 'replica identity', format('REPLICA IDENTITY USING INDEX %I', x.relname)
                FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid AND i.indisreplident AND c.relreplident = 'i'
            UNION ALL SELECT 'cluster', format('CLUSTER ON %I', x.relname) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                WHERE i.indrelid = c.oid AND i.indisclustered
            UNION ALL SELECT 'option ' || split_part(o, '=', 1), format('SET (%s)', o) FROM unnest(c.reloptions) o
            UNION ALL SELECT 'option toast.' || split_part(o, '=', 1), format('SET (toast.%s)', o)
                FROM pg_class x CROSS JOIN LATERAL unnest(x.reloptions) o WHERE x.oid = c.reltoastrelid
            UNION ALL SELECT quote_ident(a.attname) || ' statistics', format('ALTER COLUMN %I SET STATISTICS %s', a.attname, to_jsonb(a)->>'attstattarget')
                FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND (to_jsonb(a)->>'attstattarget')::int >= 0
            UNION ALL SELECT quote_ident(a.attname) || ' option ' || split_part(o, '=', 1), format('ALTER COLUMN %I SET (%s)', a.attname, o)
                FROM pg_attribute a CROSS JOIN LATERAL unnest(a.attoptions) o WHERE a.attrelid = c.oid AND NOT a.attisdropped) s
        WHERE c.relkind IN ('r', 'p') AND {Own.IsRelation}
        """;

    /// <summary>Part of the query of <see cref="RoleQueries"/>, of roles that concern this database. Settings of applications, with a point in their names, often hold secrets and are left out.</summary>
    internal const string OfRolesAndDatabase =
        $"""
        SELECT 'Other', 'setting ' || s.name || ' of ' || s.whose, format('ALTER %s SET %I TO %s', s.whose, s.name,
            CASE WHEN s.name IN {Lists} THEN s.value ELSE quote_literal(s.value) END), NULL, NULL, NULL, NULL
        FROM (
            SELECT split_part(o, '=', 1) AS name, substr(o, strpos(o, '=') + 1) AS value,
                CASE WHEN d.setrole = 0 THEN 'DATABASE ' || quote_ident(current_database())
                    ELSE 'ROLE ' || quote_ident(pg_get_userbyid(d.setrole)) || CASE d.setdatabase WHEN 0 THEN '' ELSE ' IN DATABASE ' || quote_ident(current_database()) END END AS whose
            FROM pg_db_role_setting d CROSS JOIN LATERAL unnest(d.setconfig) o
            WHERE (d.setdatabase = 0 OR d.setdatabase = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database()))
                AND (d.setrole = 0 OR d.setrole IN (SELECT id FROM involved))) s
        WHERE strpos(s.name, '.') = 0
        """;

    internal static ImmutableArray<string> All { get; } = [OfTables];
}
