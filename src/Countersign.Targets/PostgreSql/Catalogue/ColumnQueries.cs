namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>
/// Columns of tables. What a table has from its parents is listed with them; only where a child differs, in a default or in the
/// order of its columns, it is listed with the child as well. Of a partition all columns are listed then, so that it can be made
/// by itself.
/// </summary>
internal static class ColumnQueries
{
    /// <summary>All there is to a column but its being NOT NULL, which has a name of its own from 18 on.</summary>
    private const string Clause =
        """
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
        """;

    /// <summary>Before 18 there are no such constraints. The name is left out where the server would choose the same.</summary>
    private const string NotNull =
        """
        CASE WHEN NOT a.attnotnull OR NOT COALESCE(k.convalidated, true) THEN ''
            ELSE CASE WHEN k.conislocal AND k.conname <> c.relname || '_' || a.attname || '_not_null' THEN ' CONSTRAINT ' || quote_ident(k.conname) ELSE '' END
                || ' NOT NULL' || CASE WHEN k.connoinherit THEN ' NO INHERIT' ELSE '' END END
        """;

    /// <summary>A partition's identity is its parent's from 17 on, and was none before.</summary>
    internal static string Columns { get; } =
        $"""
        WITH col AS MATERIALIZED (
            SELECT c.oid, {Own.RelationName} AS name, c.relispartition, a.attnum, a.attname, a.attislocal, a.attnotnull, a.attidentity,
                row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum) AS place, {Clause} AS clause, {NotNull} AS filled
            {Own.Relations} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef f ON f.adrelid = c.oid AND f.adnum = a.attnum
            LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]
            WHERE c.relkind IN ('r', 'p', 'f') AND {Own.IsRelation}),
        differing AS MATERIALIZED (
            SELECT DISTINCT b.oid, CASE WHEN b.relispartition THEN NULL ELSE b.attname END AS attname
            FROM col b JOIN pg_inherits i ON i.inhrelid = b.oid JOIN col p ON p.oid = i.inhparent AND p.attname = b.attname
            WHERE NOT b.attislocal AND ((p.attidentity = '' AND b.clause <> p.clause) OR b.attnotnull <> p.attnotnull OR (b.relispartition AND b.place <> p.place)))
        SELECT 'Column', c.name || '.' || quote_ident(c.attname), c.clause || c.filled, c.name, '1259', c.oid::text, c.attnum::text
        FROM col c WHERE c.attislocal OR EXISTS (SELECT FROM differing d WHERE d.oid = c.oid AND d.attname IS NOT DISTINCT FROM
            CASE WHEN c.relispartition THEN NULL ELSE c.attname END)
        """;
}
