namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>Schemas, extensions, types and sequences.</summary>
internal static class NamespaceQueries
{
    private static readonly string Schemas =
        $"""
        SELECT 'Schema', quote_ident(n.nspname), 'CREATE SCHEMA ' || quote_ident(n.nspname), NULL, '2615', n.oid::text, '0'
        FROM pg_namespace n WHERE {Own.Schema("n")} AND {Own.Object("n", "pg_namespace")}
        """;

    private const string Extensions =
        """
        SELECT 'Extension', quote_ident(e.extname),
            format('CREATE EXTENSION %I WITH SCHEMA %I VERSION %L', e.extname, n.nspname, e.extversion), NULL, '3079', e.oid::text, '0'
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql'
        """;

    private static readonly string Types =
        $"""
        SELECT 'Type', {Own.Name("n.nspname", "t.typname")}, CASE t.typtype
            WHEN 'e' THEN 'CREATE TYPE ' || {Own.Name("n.nspname", "t.typname")} || ' AS ENUM ('
                || (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) || ')'
            WHEN 'r' THEN (SELECT 'CREATE TYPE ' || {Own.Name("n.nspname", "t.typname")} || ' AS RANGE (SUBTYPE = ' || format_type(r.rngsubtype, NULL)
                || CASE WHEN r.rngcollation NOT IN (0, b.typcollation) THEN ', COLLATION = ' || r.rngcollation::regcollation ELSE '' END
                || CASE WHEN r.rngsubdiff <> 0 THEN ', SUBTYPE_DIFF = ' || r.rngsubdiff ELSE '' END
                || COALESCE(', MULTIRANGE_TYPE_NAME = ' || format_type((to_jsonb(r)->>'rngmultitypid')::oid, NULL), '') || ')'
                FROM pg_range r JOIN pg_type b ON b.oid = r.rngsubtype WHERE r.rngtypid = t.oid)
            WHEN 'd' THEN 'CREATE DOMAIN ' || {Own.Name("n.nspname", "t.typname")} || ' AS ' || format_type(t.typbasetype, t.typtypmod)
                || (SELECT CASE WHEN t.typcollation NOT IN (0, b.typcollation) THEN ' COLLATE ' || t.typcollation::regcollation ELSE '' END FROM pg_type b WHERE b.oid = t.typbasetype)
                || COALESCE(' DEFAULT ' || t.typdefault, '') || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
                || COALESCE((SELECT string_agg(format(' CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)), '' ORDER BY c.conname)
                    FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c'), '')
            ELSE 'CREATE TYPE ' || {Own.Name("n.nspname", "t.typname")} || ' AS ('
                || COALESCE((SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                        || CASE WHEN a.attcollation NOT IN (0, b.typcollation) THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END, ', ' ORDER BY a.attnum)
                    FROM pg_attribute a JOIN pg_type b ON b.oid = a.atttypid WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')'
            END, NULL, '1247', t.oid::text, '0'
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE {Own.Schema("n")} AND {Own.Object("t", "pg_type")}
            AND (t.typtype IN ('e', 'r', 'd') OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
        """;

    private static readonly string Sequences =
        $"""
        SELECT 'Sequence', {Own.Name("n.nspname", "c.relname")},
            format('CREATE SEQUENCE %I.%I AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s%s', n.nspname, c.relname,
                format_type(s.seqtypid, NULL), s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END),
            NULL, '1259', c.oid::text, '0'
        FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {Own.Schema("n")} AND {Own.Object("c", "pg_class")}
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')
        """;

    private static readonly string SequenceOwners =
        $"""
        SELECT 'Other', {Own.Name("n.nspname", "c.relname")} || ' owned by',
            format('ALTER SEQUENCE %I.%I OWNED BY %s.%I', n.nspname, c.relname, d.refobjid::regclass, a.attname),
            {Own.Name("n.nspname", "c.relname")}, '1259', c.oid::text, '0'
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'a' AND d.refclassid = 'pg_class'::regclass
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE c.relkind = 'S' AND {Own.Schema("n")} AND {Own.Object("c", "pg_class")}
        """;

    internal static ImmutableArray<string> All { get; } = [Schemas, Extensions, Types, Sequences, SequenceOwners];
}
