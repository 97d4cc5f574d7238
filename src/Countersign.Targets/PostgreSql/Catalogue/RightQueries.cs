namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>Owners, privileges and comments. What everybody has by default is listed like what was granted.</summary>
internal static class RightQueries
{
    /// <summary>Every object that has an owner: what it is in SQL, its name, owner, privileges, their letter for acldefault.</summary>
    internal static string Owned { get; } =
        $"""
        (SELECT 'DATABASE' AS word, quote_ident(b.datname) AS name, b.datdba AS owner, b.datacl AS acl, 'd'::"char" AS letter, 1262 AS catalogue, b.oid
            FROM pg_database b WHERE b.datname = current_database()
        UNION ALL SELECT 'SCHEMA', quote_ident(n.nspname), n.nspowner, n.nspacl, 'n'::"char", 2615, n.oid
            FROM pg_namespace n WHERE {Own.Schema("n")} AND {Own.Object("n", "pg_namespace")}
        UNION ALL SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
            {Own.Name("n.nspname", "c.relname")}, c.relowner, c.relacl, CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, 1259, c.oid
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND {Own.Schema("n")} AND {Own.Object("c", "pg_class")}
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i' AND c.relkind = 'S')
        UNION ALL SELECT CASE p.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END, p.oid::regprocedure::text,
            p.proowner, p.proacl, 'f'::"char", 1255, p.oid
            {Own.Routines} WHERE {Own.Schema("n")} AND {Own.Object("p", "pg_proc")}
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
        UNION ALL SELECT CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, {Own.Name("n.nspname", "t.typname")}, t.typowner, t.typacl, 'T'::"char", 1247, t.oid
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE {Own.Schema("n")} AND {Own.Object("t", "pg_type")} AND (t.typtype IN ('e', 'r', 'd')
                OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))) o
        """;

    private static readonly string Owners =
        $"""
        SELECT 'Owner', lower(o.word) || ' ' || o.name, format('ALTER %s %s OWNER TO %I', o.word, o.name, pg_get_userbyid(o.owner)), o.name,
            o.catalogue::text, o.oid::text, '0'
        FROM {Owned}
        """;

    private static readonly string Grants =
        $"""
        SELECT 'Grant', g.privilege || ' on ' || lower(g.word) || ' ' || o.name || ' to ' || g.grantee,
            format('GRANT %s ON %s %s TO %s', g.privilege, g.word, o.name, g.grantee) || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END,
            o.name, o.catalogue::text, o.oid::text, '0'
        FROM {Owned} CROSS JOIN LATERAL (
            SELECT a.privilege_type AS privilege, bool_or(a.is_grantable) AS is_grantable, CASE WHEN o.word IN ('VIEW', 'MATERIALIZED VIEW') THEN 'TABLE'
                    WHEN o.word = 'AGGREGATE' THEN 'FUNCTION' ELSE o.word END AS word,
                CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee
            FROM aclexplode(COALESCE(o.acl, acldefault(o.letter, o.owner))) a WHERE a.grantee <> o.owner GROUP BY a.privilege_type, a.grantee) g
        """;

    private static readonly string ColumnGrants =
        $"""
        SELECT 'Grant', a.privilege_type || ' (' || quote_ident(t.attname) || ') on table ' || {Own.Name("n.nspname", "c.relname")} || ' to ' || g.grantee,
            format('GRANT %s (%I) ON TABLE %s TO %s', a.privilege_type, t.attname, {Own.Name("n.nspname", "c.relname")}, g.grantee)
            || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END,
            {Own.Name("n.nspname", "c.relname")}, '1259', c.oid::text, t.attnum::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute t ON t.attrelid = c.oid AND NOT t.attisdropped
        CROSS JOIN LATERAL (SELECT x.privilege_type, x.grantee, bool_or(x.is_grantable) AS is_grantable FROM aclexplode(t.attacl) x GROUP BY x.privilege_type, x.grantee) a
        CROSS JOIN LATERAL (SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee) g
        WHERE {Own.Schema("n")} AND {Own.Object("c", "pg_class")}
        """;

    private static readonly string Comments =
        $"""
        SELECT 'Comment', lower(o.word) || ' ' || o.name, format('COMMENT ON %s %s IS %L', o.word, o.name, d.description), o.name, o.catalogue::text, o.oid::text, '0'
        FROM {Owned} JOIN pg_description d ON d.objoid = o.oid AND d.classoid = o.catalogue::oid AND d.objsubid = 0
        UNION ALL
        SELECT 'Comment', 'column ' || {Own.Name("n.nspname", "c.relname")} || '.' || quote_ident(a.attname),
            format('COMMENT ON COLUMN %s.%I IS %L', {Own.Name("n.nspname", "c.relname")}, a.attname, d.description),
            {Own.Name("n.nspname", "c.relname")}, '1259', c.oid::text, a.attnum::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = a.attnum
        WHERE a.attnum > 0 AND {Own.Schema("n")} AND {Own.Object("c", "pg_class")}
        """;

    /// <summary>Those of a whole role change what the server would grant by itself, and can take away; those of one schema only add.</summary>
    private const string Defaults =
        """
        SELECT 'DefaultPrivilege', format('%s %s on %s%s to %s for %I', lower(w.verb), w.privilege_type, lower(w.what), w.place, w.grantee, w.role),
            format('ALTER DEFAULT PRIVILEGES FOR ROLE %I%s %s %s ON %s %s %s%s', w.role, w.place, w.verb, w.privilege_type, w.what,
                CASE w.verb WHEN 'GRANT' THEN 'TO' ELSE 'FROM' END, w.grantee, CASE WHEN w.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), NULL, '826', w.oid::text, '0'
        FROM (
            SELECT d.oid, pg_get_userbyid(d.defaclrole) AS role, COALESCE(' IN SCHEMA ' || quote_ident(n.nspname), '') AS place, a.verb, a.privilege_type, a.is_grantable,
                CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee,
                CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS what
            FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
            CROSS JOIN LATERAL (SELECT CASE d.defaclnamespace WHEN 0 THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole) END AS acl) u
            CROSS JOIN LATERAL (
                (SELECT 'GRANT' AS verb, x.privilege_type, x.grantee, x.is_grantable FROM aclexplode(d.defaclacl) x
                EXCEPT SELECT 'GRANT', x.privilege_type, x.grantee, x.is_grantable FROM aclexplode(u.acl) x)
                UNION ALL (SELECT 'REVOKE', x.privilege_type, x.grantee, false FROM aclexplode(u.acl) x
                EXCEPT SELECT 'REVOKE', x.privilege_type, x.grantee, false FROM aclexplode(d.defaclacl) x)) a) w
        """;

    internal static ImmutableArray<string> All { get; } = [Owners, Grants, ColumnGrants, Defaults, Comments];
}
