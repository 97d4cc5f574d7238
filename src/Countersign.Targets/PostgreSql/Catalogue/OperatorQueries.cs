namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>Operators, casts, collations, text search and extended statistics.</summary>
internal static class OperatorQueries
{
    /// <summary>One that is only named by another as its partner has no function yet.</summary>
    private static readonly string Operators =
        $"""
        SELECT 'Operator', o.oid::regoperator::text, format('CREATE OPERATOR %I.%s (FUNCTION = %s', n.nspname, o.oprname, o.oprcode::regproc)
            || CASE o.oprleft WHEN 0 THEN '' ELSE ', LEFTARG = ' || format_type(o.oprleft, NULL) END
            || CASE o.oprright WHEN 0 THEN '' ELSE ', RIGHTARG = ' || format_type(o.oprright, NULL) END
            || COALESCE((SELECT format(', COMMUTATOR = OPERATOR(%I.%s)', m.nspname, x.oprname) FROM pg_operator x JOIN pg_namespace m ON m.oid = x.oprnamespace WHERE x.oid = o.oprcom), '')
            || COALESCE((SELECT format(', NEGATOR = OPERATOR(%I.%s)', m.nspname, x.oprname) FROM pg_operator x JOIN pg_namespace m ON m.oid = x.oprnamespace WHERE x.oid = o.oprnegate), '')
            || CASE o.oprrest WHEN 0 THEN '' ELSE ', RESTRICT = ' || o.oprrest::regproc END || CASE o.oprjoin WHEN 0 THEN '' ELSE ', JOIN = ' || o.oprjoin::regproc END
            || CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END || CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END || ')', NULL, '2617', o.oid::text, '0'
        FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE o.oprcode <> 0 AND {Own.Schema("n")} AND {Own.Object("o", "pg_operator")}
        """;

    private static readonly string Classes =
        $"""
        SELECT 'Operator', format('operator class %I.%I using %I', n.nspname, o.opcname, m.amname),
            format('CREATE OPERATOR CLASS %I.%I%s FOR TYPE %s USING %I AS ', n.nspname, o.opcname, CASE WHEN o.opcdefault THEN ' DEFAULT' ELSE '' END,
                format_type(o.opcintype, NULL), m.amname) || concat_ws(', ',
                (SELECT string_agg(format('OPERATOR %s %s', w.amopstrategy, w.amopopr::regoperator), ', ' ORDER BY w.amopstrategy)
                    FROM pg_amop w WHERE w.amopfamily = o.opcfamily AND w.amoplefttype = o.opcintype AND w.amoprighttype = o.opcintype AND w.amoppurpose = 's'),
                (SELECT string_agg(format('FUNCTION %s %s', w.amprocnum, w.amproc::regprocedure), ', ' ORDER BY w.amprocnum)
                    FROM pg_amproc w WHERE w.amprocfamily = o.opcfamily AND w.amproclefttype = o.opcintype AND w.amprocrighttype = o.opcintype),
                CASE o.opckeytype WHEN 0 THEN NULL ELSE 'STORAGE ' || format_type(o.opckeytype, NULL) END), NULL, '2616', o.oid::text, '0'
        FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am m ON m.oid = o.opcmethod
        WHERE {Own.Schema("n")} AND {Own.Object("o", "pg_opclass")}
        """;

    /// <summary>A cast has no schema; the server's own have numbers below those that it gives to others (FirstNormalObjectId).</summary>
    private static readonly string Casts =
        $"""
        SELECT 'Operator', format('cast (%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)),
            format('CREATE CAST (%s AS %s) %s%s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL),
                CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
                CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END), NULL, '2605', c.oid::text, '0'
        FROM pg_cast c WHERE c.oid >= 16384 AND {Own.Object("c", "pg_cast")}
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i')
        """;

    /// <summary>The locale of ICU's collations has been in columns of three names.</summary>
    private static readonly string Collations =
        $"""
        SELECT 'Operator', {Own.Name("n.nspname", "c.collname")}, format('CREATE COLLATION %I.%I (PROVIDER = %s, ', n.nspname, c.collname,
                CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END)
            || COALESCE('LOCALE = ' || quote_literal(COALESCE(to_jsonb(c)->>'colllocale', to_jsonb(c)->>'colliculocale', CASE c.collprovider WHEN 'i' THEN c.collcollate END)),
                format('LC_COLLATE = %L, LC_CTYPE = %L', c.collcollate, c.collctype))
            || CASE WHEN c.collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END || ')', NULL, '3456', c.oid::text, '0'
        FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace WHERE {Own.Schema("n")} AND {Own.Object("c", "pg_collation")}
        """;

    private static readonly string Dictionaries =
        $"""
        SELECT 'Operator', 'text search dictionary ' || {Own.Name("n.nspname", "d.dictname")},
            format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s)', n.nspname, d.dictname, m.nspname, t.tmplname, COALESCE(', ' || d.dictinitoption, '')),
            NULL, '3600', d.oid::text, '0'
        FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace m ON m.oid = t.tmplnamespace
        WHERE {Own.Schema("n")} AND {Own.Object("d", "pg_ts_dict")}
        """;

    private static readonly string Configurations =
        $"""
        SELECT 'Operator', 'text search configuration ' || {Own.Name("n.nspname", "c.cfgname")},
            format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, c.cfgname, m.nspname, p.prsname)
            || COALESCE((SELECT string_agg(format('; ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s', n.nspname, c.cfgname, k.alias, w.dictionaries), '' ORDER BY k.tokid)
                FROM (SELECT a.maptokentype, string_agg(a.mapdict::regdictionary::text, ', ' ORDER BY a.mapseqno) AS dictionaries
                    FROM pg_ts_config_map a WHERE a.mapcfg = c.oid GROUP BY a.maptokentype) w
                JOIN ts_token_type(c.cfgparser) k ON k.tokid = w.maptokentype), ''), NULL, '3602', c.oid::text, '0'
        FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace JOIN pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_namespace m ON m.oid = p.prsnamespace
        WHERE {Own.Schema("n")} AND {Own.Object("c", "pg_ts_config")}
        """;

    private static readonly string Statistics =
        $"""
        SELECT 'Statistics', {Own.Name("n.nspname", "s.stxname")}, pg_get_statisticsobjdef(s.oid)
            || CASE WHEN (to_jsonb(s)->>'stxstattarget')::int >= 0 THEN format('; ALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, s.stxname, to_jsonb(s)->>'stxstattarget') ELSE '' END,
            s.stxrelid::regclass::text, '3381', s.oid::text, '0'
        FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE {Own.Schema("n")} AND {Own.Object("s", "pg_statistic_ext")}
        """;

    internal static ImmutableArray<string> All { get; } = [Operators, Classes, Casts, Collations, Dictionaries, Configurations, Statistics];
}
