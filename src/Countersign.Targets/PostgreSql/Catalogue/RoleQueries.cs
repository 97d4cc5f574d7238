namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>
/// Roles and who is in them, as far as this database is concerned: whoever owns or may do something in it, whoever is a member
/// of such a role or of one that the server came with, directly or not, and whatever those are members of. Passwords cannot be
/// read here, and are not asked for.
/// </summary>
internal static class RoleQueries
{
    /// <summary>
    /// The beginning of a query; its last table, `involved`, has the ids. What is owned is asked for once: to plan it takes the
    /// server longer than to find it.
    /// </summary>
    private static readonly string Involved =
        $"""
        WITH RECURSIVE owned AS MATERIALIZED (SELECT o.owner, o.acl FROM {RightQueries.Owned}),
        named(id) AS (
            SELECT o.owner FROM owned o
            UNION SELECT a.grantee FROM owned o CROSS JOIN LATERAL aclexplode(o.acl) a
            UNION SELECT a.grantee FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute t ON t.attrelid = c.oid AND t.attacl IS NOT NULL CROSS JOIN LATERAL aclexplode(t.attacl) a WHERE {Own.Schema("n")}
            UNION SELECT m FROM pg_policy p CROSS JOIN LATERAL unnest(p.polroles) m
            UNION SELECT d.defaclrole FROM pg_default_acl d
            UNION SELECT a.grantee FROM pg_default_acl d CROSS JOIN LATERAL aclexplode(d.defaclacl) a
            UNION SELECT r.oid FROM pg_roles r WHERE r.rolname ~ '^pg_'),
        below(id) AS (SELECT id FROM named UNION SELECT m.member FROM below b JOIN pg_auth_members m ON m.roleid = b.id),
        involved(id) AS (SELECT id FROM below UNION SELECT m.roleid FROM involved i JOIN pg_auth_members m ON m.member = i.id)
        """;

    private const string Roles =
        """
        SELECT 'Role', quote_ident(r.rolname), 'CREATE ROLE ' || quote_ident(r.rolname)
            || CASE WHEN r.rolsuper THEN ' SUPERUSER' ELSE '' END || CASE WHEN r.rolinherit THEN '' ELSE ' NOINHERIT' END
            || CASE WHEN r.rolcreaterole THEN ' CREATEROLE' ELSE '' END || CASE WHEN r.rolcreatedb THEN ' CREATEDB' ELSE '' END
            || CASE WHEN r.rolcanlogin THEN ' LOGIN' ELSE '' END || CASE WHEN r.rolreplication THEN ' REPLICATION' ELSE '' END
            || CASE WHEN r.rolbypassrls THEN ' BYPASSRLS' ELSE '' END, NULL, '1260', r.oid::text, '0'
        FROM pg_roles r WHERE r.oid IN (SELECT id FROM involved) AND r.rolname !~ '^pg_'
        """;

    /// <summary>From 16 on a membership has three options; who granted it does not matter here.</summary>
    private const string Memberships =
        """
        SELECT 'Membership', quote_ident(r.rolname) || ' to ' || quote_ident(b.rolname), format('GRANT %I TO %I', r.rolname, b.rolname)
            || CASE WHEN m.modern THEN format(' WITH ADMIN %s, INHERIT %s, SET %s', upper(m.admin::text), upper(m.inherits::text), upper(m.sets::text))
                WHEN m.admin THEN ' WITH ADMIN OPTION' ELSE '' END, NULL, NULL, NULL, NULL
        FROM (SELECT a.roleid, a.member, bool_or(a.admin_option) AS admin, bool_or((to_jsonb(a)->>'inherit_option')::boolean) AS inherits,
                bool_or((to_jsonb(a)->>'set_option')::boolean) AS sets, bool_or(to_jsonb(a) ? 'set_option') AS modern
            FROM pg_auth_members a WHERE a.member IN (SELECT id FROM involved) GROUP BY a.roleid, a.member) m
        JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles b ON b.oid = m.member
        WHERE NOT (r.rolname ~ '^pg_' AND b.rolname ~ '^pg_')
        """;

    /// <summary>One query, because who is involved is the dearest part of it.</summary>
    internal static ImmutableArray<string> All { get; } = [$"{Involved} {Roles} UNION ALL {Memberships} UNION ALL {SettingQueries.OfRolesAndDatabase}"];
}
