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

    private static readonly string Constraints =
        $"""
        SELECT 'Constraint', {Name} || '.' || quote_ident(k.conname),
            format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s', {Name}, k.conname, pg_get_constraintdef(k.oid)), {Name}, '2606', k.oid::text, '0'
        {From} JOIN pg_constraint k ON k.conrelid = c.oid
        WHERE (k.contype IN ('c', 'f', 'p', 'u', 'x') OR (k.contype = 'n' AND NOT k.convalidated)) AND k.conparentid = 0 AND k.conislocal AND {IsOwn}
        """;

    private static readonly string Indexes =
        $"""
        SELECT 'Index', {Own.Name("n.nspname", "x.relname")}, pg_get_indexdef(x.oid) || CASE WHEN i.indisvalid THEN '' ELSE ' /* invalid */' END,
            {Name}, '1259', x.oid::text, '0'
        {From} JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid
        WHERE NOT x.relispartition AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x')) AND {IsOwn}
        """;

    internal static ImmutableArray<string> All { get; } = [Tables, ColumnQueries.Columns, Constraints, Indexes];
}
