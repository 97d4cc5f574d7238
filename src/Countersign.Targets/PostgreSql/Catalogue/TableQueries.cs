namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>Tables and what belongs to them.</summary>
internal static class TableQueries
{
    private const string From = Own.Relations;
    private static readonly string Name = Own.RelationName;
    private static readonly string IsOwn = Own.IsRelation;

    private static readonly string Tables =
        $"""
        SELECT 'Table', {Name},
            'CREATE ' || CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END || CASE c.relkind WHEN 'f' THEN 'FOREIGN ' ELSE '' END || 'TABLE ' || {Name}
            || CASE WHEN c.relispartition THEN (SELECT ' PARTITION OF ' || i.inhparent::regclass || ' ' || pg_get_expr(c.relpartbound, c.oid)
                    FROM pg_inherits i WHERE i.inhrelid = c.oid)
                ELSE ' ()' || COALESCE((SELECT ' INHERITS (' || string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) || ')'
                    FROM pg_inherits i WHERE i.inhrelid = c.oid), '') END
            || CASE c.relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END,
            CASE WHEN c.relispartition THEN (SELECT i.inhparent::regclass::text FROM pg_inherits i WHERE i.inhrelid = c.oid) END, '1259', c.oid::text, '0'
        {From} WHERE c.relkind IN ('r', 'p', 'f') AND {IsOwn}
        """;

    private static readonly string Columns =
        $"""
        SELECT 'Column', {Name} || '.' || quote_ident(a.attname),
            quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
            || CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0 THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END
            || CASE WHEN a.attstorage <> t.typstorage THEN ' STORAGE ' || CASE a.attstorage
                WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END ELSE '' END
            || CASE to_jsonb(a)->>'attcompression' WHEN 'p' THEN ' COMPRESSION pglz' WHEN 'l' THEN ' COMPRESSION lz4' ELSE '' END
            || CASE WHEN a.attidentity <> '' THEN ' GENERATED ' || CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END || ' AS IDENTITY'
                    || COALESCE((SELECT format(' (INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s%s)', s.seqincrement, s.seqmin, s.seqmax,
                        s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)
                        FROM pg_depend d JOIN pg_sequence s ON s.seqrelid = d.objid
                        WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
                            AND d.refobjsubid = a.attnum AND d.deptype = 'i'), '')
                WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(f.adbin, f.adrelid) || ')'
                    || CASE a.attgenerated WHEN 's' THEN ' STORED' ELSE ' VIRTUAL' END
                ELSE COALESCE(' DEFAULT ' || pg_get_expr(f.adbin, f.adrelid), '') END
            || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
            {Name}, '1259', c.oid::text, a.attnum::text
        {From} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attislocal
        JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef f ON f.adrelid = c.oid AND f.adnum = a.attnum
        WHERE c.relkind IN ('r', 'p', 'f') AND {IsOwn}
        """;

    private static readonly string Constraints =
        $"""
        SELECT 'Constraint', {Name} || '.' || quote_ident(k.conname),
            format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s', {Name}, k.conname, pg_get_constraintdef(k.oid)), {Name}, '2606', k.oid::text, '0'
        {From} JOIN pg_constraint k ON k.conrelid = c.oid
        WHERE k.contype IN ('c', 'f', 'p', 'u', 'x') AND k.conparentid = 0 AND k.conislocal AND {IsOwn}
        """;

    private static readonly string Indexes =
        $"""
        SELECT 'Index', {Own.Name("n.nspname", "x.relname")}, pg_get_indexdef(x.oid) || CASE WHEN i.indisvalid THEN '' ELSE ' /* invalid */' END,
            {Name}, '1259', x.oid::text, '0'
        {From} JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid
        WHERE NOT x.relispartition AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x')) AND {IsOwn}
        """;

    private static readonly string Settings =
        $"""
        SELECT 'TableSetting', {Name} || ' ' || s.what, 'ALTER TABLE ' || {Name} || ' ' || s.clause, {Name}, '1259', c.oid::text, '0'
        {From} CROSS JOIN LATERAL (
            SELECT 'row level security' AS what, 'ENABLE ROW LEVEL SECURITY' AS clause WHERE c.relrowsecurity
            UNION ALL SELECT 'forced row level security', 'FORCE ROW LEVEL SECURITY' WHERE c.relforcerowsecurity
            UNION ALL SELECT 'replica identity', CASE c.relreplident WHEN 'f' THEN 'REPLICA IDENTITY FULL' ELSE 'REPLICA IDENTITY NOTHING' END
                WHERE c.relreplident IN ('f', 'n')
            UNION ALL SELECT 'option ' || split_part(o, '=', 1), format('SET (%s)', o) FROM unnest(c.reloptions) o) s
        WHERE c.relkind IN ('r', 'p') AND {IsOwn}
        """;

    internal static ImmutableArray<string> All { get; } = [Tables, Columns, Constraints, Indexes, Settings];
}
