namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>What runs or is computed: routines, views, triggers, rules, policies.</summary>
internal static class CodeQueries
{
    private const string From = Own.Relations;
    private static readonly string Name = Own.RelationName;
    private static readonly string IsOwn = Own.IsRelation;

    private static readonly string Routines =
        $"""
        SELECT 'Routine', p.oid::regprocedure::text, CASE p.prokind
            WHEN 'a' THEN (SELECT format('CREATE AGGREGATE %s.%I(%s) (SFUNC = %s, STYPE = %s%s%s)', quote_ident(n.nspname), p.proname,
                pg_get_function_arguments(p.oid), g.aggtransfn, format_type(g.aggtranstype, NULL),
                CASE WHEN g.aggfinalfn <> 0 THEN ', FINALFUNC = ' || g.aggfinalfn ELSE '' END, COALESCE(', INITCOND = ' || quote_literal(g.agginitval), '')
                || CASE WHEN g.aggcombinefn <> 0 THEN ', COMBINEFUNC = ' || g.aggcombinefn ELSE '' END || CASE WHEN g.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END
                || CASE p.proparallel WHEN 's' THEN ', PARALLEL = SAFE' WHEN 'r' THEN ', PARALLEL = RESTRICTED' ELSE '' END)
                FROM pg_aggregate g WHERE g.aggfnoid = p.oid)
            ELSE regexp_replace(rtrim(pg_get_functiondef(p.oid), E'\n '), '^CREATE OR REPLACE', 'CREATE') END, NULL, '1255', p.oid::text, '0'
        {Own.Routines}
        WHERE {Own.Schema("n")} AND {Own.Object("p", "pg_proc")}
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
        """;

    private static readonly string Views =
        $"""
        SELECT 'View', {Name}, 'CREATE ' || CASE c.relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END || 'VIEW ' || {Name}
            || COALESCE(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') || E' AS\n' || rtrim(pg_get_viewdef(c.oid), ';'),
            NULL, '1259', c.oid::text, '0'
        {From} WHERE c.relkind IN ('v', 'm') AND {IsOwn}
        """;

    private static readonly string Triggers =
        $"""
        SELECT 'Trigger', {Name} || '.' || quote_ident(t.tgname), pg_get_triggerdef(t.oid) || CASE t.tgenabled
            WHEN 'D' THEN format('; ALTER TABLE %s DISABLE TRIGGER %I', {Name}, t.tgname)
            WHEN 'A' THEN format('; ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', {Name}, t.tgname)
            WHEN 'R' THEN format('; ALTER TABLE %s ENABLE REPLICA TRIGGER %I', {Name}, t.tgname) ELSE '' END,
            {Name}, '2620', t.oid::text, '0'
        {From} JOIN pg_trigger t ON t.tgrelid = c.oid
        WHERE NOT t.tgisinternal AND COALESCE((to_jsonb(t)->>'tgparentid')::oid, 0) = 0 AND {IsOwn}
        """;

    private static readonly string Rules =
        $"""
        SELECT 'Rule', {Name} || '.' || quote_ident(r.rulename), rtrim(pg_get_ruledef(r.oid), ';') || CASE r.ev_enabled
            WHEN 'D' THEN format('; ALTER TABLE %s DISABLE RULE %I', {Name}, r.rulename)
            WHEN 'A' THEN format('; ALTER TABLE %s ENABLE ALWAYS RULE %I', {Name}, r.rulename)
            WHEN 'R' THEN format('; ALTER TABLE %s ENABLE REPLICA RULE %I', {Name}, r.rulename) ELSE '' END, {Name}, '2618', r.oid::text, '0'
        {From} JOIN pg_rewrite r ON r.ev_class = c.oid WHERE r.rulename <> '_RETURN' AND {IsOwn}
        """;

    private static readonly string Policies =
        $"""
        SELECT 'Policy', {Name} || '.' || quote_ident(p.polname),
            format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', p.polname, {Name}, CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                (SELECT string_agg(CASE WHEN m = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(m)) END, ', ' ORDER BY m) FROM unnest(p.polroles) m))
            || COALESCE(' USING (' || pg_get_expr(p.polqual, c.oid) || ')', '') || COALESCE(' WITH CHECK (' || pg_get_expr(p.polwithcheck, c.oid) || ')', ''),
            {Name}, '3256', p.oid::text, '0'
        {From} JOIN pg_policy p ON p.polrelid = c.oid WHERE {IsOwn}
        """;

    internal static ImmutableArray<string> All { get; } = [Routines, Views, Triggers, Rules, Policies];
}
