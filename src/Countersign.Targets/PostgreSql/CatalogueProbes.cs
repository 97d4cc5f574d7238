using Countersign.Deployments;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>What the catalogue says the executing login must not be or have. Each query returns what speaks against it.</summary>
internal static class CatalogueProbes
{
    private static readonly ImmutableArray<(string Name, string Against)> All =
    [
        ("is not a superuser", Attribute("rolsuper")),
        ("cannot create roles", Attribute("rolcreaterole")),
        ("cannot create databases", Attribute("rolcreatedb")),
        ("cannot replicate", Attribute("rolreplication")),
        ("cannot bypass row security", Attribute("rolbypassrls")),
        ("is a member of no role", """
            SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
            WHERE r.rolname = $1
            """),
        ("is not the login that keeps the markers", "SELECT $1 WHERE $1 = $2"),
        ("does not own the marker schema", """
            SELECT 'countersign.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'countersign' AND pg_has_role($1, c.relowner, 'MEMBER')
            UNION ALL SELECT 'countersign.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = 'countersign' AND pg_has_role($1, p.proowner, 'MEMBER')
            UNION ALL SELECT 'countersign' FROM pg_namespace n WHERE n.nspname = 'countersign' AND pg_has_role($1, n.nspowner, 'MEMBER')
            """),
        ("has no right in the marker schema but to insert a token", """
            SELECT c.relname || ' ' || p FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
            WHERE n.nspname = 'countersign' AND c.relkind IN ('r', 'p', 'v', 'm') AND has_table_privilege($1, c.oid, p)
            UNION ALL SELECT 'CREATE' FROM pg_namespace n WHERE n.nspname = 'countersign' AND has_schema_privilege($1, n.oid, 'CREATE')
            UNION ALL SELECT c.relname || '.' || a.attname || ' ' || p FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
            CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) p
            WHERE n.nspname = 'countersign' AND c.relkind IN ('r', 'p', 'v', 'm') AND has_column_privilege($1, c.oid, a.attnum, p)
            AND NOT (c.relname = 'marker' AND a.attname = 'token' AND p = 'INSERT')
            """),
        ("may run no server file or program function", """
            SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
            AND p.proname IN ('pg_read_file', 'pg_read_binary_file', 'pg_ls_dir', 'pg_stat_file', 'lo_import', 'lo_export', 'pg_reload_conf', 'pg_rotate_logfile')
            AND has_function_privilege($1, p.oid, 'EXECUTE')
            """),
        ("may use no foreign server or data wrapper", """
            SELECT fdwname::text FROM pg_foreign_data_wrapper WHERE has_foreign_data_wrapper_privilege($1, oid, 'USAGE')
            UNION ALL SELECT srvname::text FROM pg_foreign_server WHERE has_server_privilege($1, oid, 'USAGE')
            """),
        ("may run no function that connects elsewhere", """
            SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass
            JOIN pg_extension e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass
            WHERE e.extname = 'dblink' AND p.proname LIKE 'dblink_connect%' AND has_function_privilege($1, p.oid, 'EXECUTE')
            """),
        ("owns no event trigger", """
            SELECT t.evtname::text FROM pg_event_trigger t JOIN pg_roles r ON r.oid = t.evtowner WHERE r.rolname = $1
            """),
    ];

    /// <summary>Rights on single parameters exist from 15 on; ALTER SYSTEM and session_replication_role could be among them.</summary>
    private const string Parameters =
        """
        SELECT parname FROM pg_parameter_acl WHERE has_parameter_privilege($1, parname, 'SET')
        OR has_parameter_privilege($1, parname, 'ALTER SYSTEM')
        """;

    private const string OtherDatabases =
        """
        SELECT COALESCE(string_agg(datname, ', ' ORDER BY datname), '') FROM pg_database
        WHERE datname <> current_database() AND datallowconn AND has_database_privilege($1, oid, 'CONNECT')
        """;

    internal static async Task<ImmutableArray<ProbeResult>> Run(
        NpgsqlConnection admin, string apply, string verify, CancellationToken cancellation)
    {
        var results = ImmutableArray.CreateBuilder<ProbeResult>();
        foreach (var (name, against) in All)
            results.Add(Judge(name, await admin.Rows(against, against.Contains("$2", StringComparison.Ordinal) ? [apply, verify] : [apply], cancellation)));
        if (admin.PostgreSqlVersion.Major >= 15)
            results.Add(Judge("has no right on server parameters", await admin.Rows(Parameters, [apply], cancellation)));
        var others = (await admin.Rows(OtherDatabases, [apply], cancellation))[0][0]!;
        results.Add(new("other databases are reported", true, others.Length == 0 ? "none can be connected to" : $"can connect to {others}"));
        return results.ToImmutable();
    }

    private static string Attribute(string column) => $"SELECT rolname::text FROM pg_roles WHERE rolname = $1 AND {column}";

    private static ProbeResult Judge(string name, ImmutableArray<ImmutableArray<string?>> against) =>
        new("the executing login " + name, against.IsEmpty, string.Join(", ", against.Select(r => r[0]).Take(10)));
}
