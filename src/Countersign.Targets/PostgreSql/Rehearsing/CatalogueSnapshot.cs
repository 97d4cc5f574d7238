using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>What the catalogue of the copy says between two statements, as far as locks and event triggers do not tell it.</summary>
/// <param name="Files">File of every relation by oid, with its schema, name and, for an index, its table's oid.</param>
/// <param name="Rights">Lines with what to say when they come and when they go.</param>
/// <param name="Sequences">Position of every sequence by name.</param>
/// <param name="Passwords">What the server keeps of every role's password; compared, and never shown.</param>
internal sealed record CatalogueSnapshot(
    IReadOnlyDictionary<string, FileOfRelation> Files, IReadOnlySet<RightLine> Rights, IReadOnlyDictionary<string, string> Sequences,
    IReadOnlyDictionary<string, string> Passwords)
{
    private const string Ours = $"NOT IN ('pg_catalog', 'information_schema', 'pg_toast', '{EventLog.Schema}')";

    private const string Sql =
        $"""
        SELECT 'file', c.oid::text, c.relfilenode::text, n.nspname::text, c.relname::text, i.indrelid::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_index i ON i.indexrelid = c.oid
        WHERE n.nspname {Ours} AND c.relkind IN ('r', 'm', 'i', 'p', 'S', 'v', 'f', 'I')
        UNION ALL SELECT 'sequence', n.nspname || '.' || c.relname, coalesce(pg_sequence_last_value(s.seqrelid)::text, 'unused'), NULL, NULL, NULL
        FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        UNION ALL SELECT 'right', o.oid::text, format('GRANT %s ON %s %s TO %s', a.privilege_type, o.kind, o.name, g.name),
            format('REVOKE %s ON %s %s FROM %s', a.privilege_type, o.kind, o.name, g.name), CASE a.grantee WHEN o.owner THEN o.owner::text END, a.privilege_type || ' ' || g.name
        FROM (
            SELECT c.oid, CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END kind, c.oid::regclass::text name, c.relowner owner,
                coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)) acl
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname {Ours} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
            UNION ALL SELECT n.oid, 'SCHEMA', quote_ident(n.nspname), n.nspowner, coalesce(n.nspacl, acldefault('n', n.nspowner))
            FROM pg_namespace n WHERE n.nspname {Ours} AND n.nspname NOT LIKE 'pg\_%'
            UNION ALL SELECT p.oid, 'ROUTINE', p.oid::regprocedure::text, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname {Ours}
            UNION ALL SELECT d.oid, 'DATABASE', quote_ident(d.datname), d.datdba, coalesce(d.datacl, acldefault('d', d.datdba)) FROM pg_database d
            UNION ALL SELECT c.oid, 'COLUMN', c.oid::regclass::text || '.' || quote_ident(t.attname), c.relowner, t.attacl
            FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname {Ours} AND t.attacl IS NOT NULL AND NOT t.attisdropped
        ) o, aclexplode(o.acl) a, LATERAL (SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END name) g
        UNION ALL SELECT 'right', c.oid::text, format('ALTER TABLE %s OWNER TO %I', c.oid::regclass, pg_get_userbyid(c.relowner)), NULL, c.relowner::text, 'owner ' || c.relowner
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname {Ours} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        UNION ALL SELECT 'right', c.oid::text, format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', c.oid::regclass),
            format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', c.oid::regclass), NULL, 'row level security' FROM pg_class c WHERE c.relrowsecurity
        UNION ALL SELECT 'right', c.polrelid::text, format('CREATE POLICY %I ON %s FOR %s USING (%s) WITH CHECK (%s)', c.polname, c.polrelid::regclass, c.polcmd,
            pg_get_expr(c.polqual, c.polrelid), pg_get_expr(c.polwithcheck, c.polrelid)), format('DROP POLICY %I ON %s', c.polname, c.polrelid::regclass), NULL,
            format('policy %s %s %s %s', c.polname, c.polcmd, pg_get_expr(c.polqual, c.polrelid), pg_get_expr(c.polwithcheck, c.polrelid))
        FROM pg_policy c
        UNION ALL SELECT 'right', '', format('ROLE %I WITH %s%s%s%s%s%s', rolname, CASE WHEN rolsuper THEN 'SUPERUSER ' END, CASE WHEN rolcanlogin THEN 'LOGIN ' END,
            CASE WHEN rolcreaterole THEN 'CREATEROLE ' END, CASE WHEN rolcreatedb THEN 'CREATEDB ' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS ' END,
            CASE WHEN rolreplication THEN 'REPLICATION' END), NULL, NULL, NULL
        FROM pg_roles WHERE rolname NOT LIKE 'pg\_%'
        UNION ALL SELECT 'right', '', format('GRANT %I TO %I', pg_get_userbyid(roleid), pg_get_userbyid(member)),
            format('REVOKE %I FROM %I', pg_get_userbyid(roleid), pg_get_userbyid(member)), NULL, NULL FROM pg_auth_members
        UNION ALL SELECT 'right', '', format('ALTER ROLE %s SET %s', CASE setrole WHEN 0 THEN 'ALL' ELSE quote_ident(pg_get_userbyid(setrole)) END, array_to_string(setconfig, ', ')),
            format('ALTER ROLE %s RESET ALL', CASE setrole WHEN 0 THEN 'ALL' ELSE quote_ident(pg_get_userbyid(setrole)) END), NULL, NULL FROM pg_db_role_setting
        UNION ALL SELECT 'right', '', format('ALTER DEFAULT PRIVILEGES FOR ROLE %I: %s', pg_get_userbyid(defaclrole), defaclacl), NULL, NULL, NULL FROM pg_default_acl
        UNION ALL SELECT 'password', quote_ident(rolname), concat_ws(' ', rolpassword, rolvaliduntil), NULL, NULL, NULL FROM pg_authid
        """;

    internal static async Task<CatalogueSnapshot> Read(NpgsqlConnection superuser, CancellationToken cancellation)
    {
        var rows = await superuser.Rows(Sql, [], cancellation);
        return new(
            rows.Where(r => r[0] == "file").ToDictionary(r => r[1]!, r => new FileOfRelation(r[2]!, r[3]!, r[4]!, r[5])),
            rows.Where(r => r[0] == "right").Select(r => new RightLine(r[1]!, r[5] ?? r[2]!, r[2]!, r[3], r[4])).ToHashSet(),
            rows.Where(r => r[0] == "sequence").ToDictionary(r => r[1]!, r => r[2]!),
            rows.Where(r => r[0] == "password").ToDictionary(r => r[1]!, r => r[2]!));
    }

    /// <summary>Oids of objects whose rights are not what they were; empty text for what has none, as roles.</summary>
    internal ImmutableHashSet<string> ObjectsWithOtherRights(CatalogueSnapshot before) =>
        ReferenceEquals(this, before) ? [] : [.. Beyond(before).Concat(before.Beyond(this)).Select(r => r.Object)];

    /// <summary>
    /// Whether the roles that own something or have rights are the same for sure: only owners' rights changed, of owners that had
    /// some before and have some now.
    /// </summary>
    internal bool HasSameRoles(CatalogueSnapshot before)
    {
        if (ReferenceEquals(this, before)) return true;
        List<RightLine> changed = [.. Beyond(before), .. before.Beyond(this)];
        return changed.All(c => c.Owner is not null && Rights.Any(r => r.Owner == c.Owner) && before.Rights.Any(r => r.Owner == c.Owner));
    }

    /// <summary>Relations that were there and have another file now.</summary>
    internal ImmutableArray<KeyValuePair<string, FileOfRelation>> WrittenSince(CatalogueSnapshot before) =>
        [.. Files.Where(f => before.Files.TryGetValue(f.Key, out var was) && was.File != f.Value.File)];

    /// <summary>
    /// What came and what went. An object's owner has every right to it from the first, and all rights go with an object or, the
    /// owner's, with the ownership: none of that is worth a line.
    /// </summary>
    internal ImmutableArray<string> RightsChangedSince(CatalogueSnapshot before)
    {
        var (came, went) = (Beyond(before).ToList(), before.Beyond(this).ToList());
        var passwords = Passwords.Where(p => before.Passwords.TryGetValue(p.Key, out var was) && was != p.Value).Select(p => $"ALTER ROLE {p.Key} PASSWORD …").ToList();
        if (came.Count + went.Count + passwords.Count == 0) return [];
        var (was, now) = (Owners(before), Owners(this));
        var (old, left) = (Objects(before), Objects(this));
        var granted = came.Where(r => r.Owner is null || (r.IsOwner ? old.Contains(r.Object) : was.Contains((r.Object, r.Owner))))
            .Select(r => RoleOf(r) is { } role && !before.Rights.Any(b => RoleOf(b) == role) ? "CREATE " + r.Came : r.Came);
        var revoked = went.Where(r => r.Went is not null && left.Contains(r.Object) && (r.Owner is null || now.Contains((r.Object, r.Owner))))
            .Select(r => r.Went!);
        var roles = went.Select(RoleOf).OfType<string>().Where(role => !Rights.Any(r => RoleOf(r) == role));
        return [.. granted.Concat(revoked).Concat(roles.Select(r => "DROP " + r)).Concat(passwords).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>`ROLE x` where the line tells what a role is.</summary>
    private static string? RoleOf(RightLine line) =>
        line.Went is null && line.Came.StartsWith("ROLE ", StringComparison.Ordinal) ? line.Came.Split(" WITH ")[0] : null;

    private IEnumerable<RightLine> Beyond(CatalogueSnapshot other) => Rights.Where(r => !other.Rights.Contains(r));

    private static HashSet<(string, string?)> Owners(CatalogueSnapshot snapshot) =>
        [.. snapshot.Rights.Where(r => r.Owner is not null).Select(r => (r.Object, r.Owner))];

    private static HashSet<string> Objects(CatalogueSnapshot snapshot) => snapshot.Rights.Select(r => r.Object).ToHashSet(StringComparer.Ordinal);
}

/// <summary>Where a relation's rows are.</summary>
internal sealed record FileOfRelation(string File, string Schema, string Name, string? TableOid);
