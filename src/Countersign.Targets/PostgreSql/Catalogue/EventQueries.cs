namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>Event triggers and publications: what the whole database does by itself. Their owners are not listed; only superusers can own some.</summary>
internal static class EventQueries
{
    private static readonly string Triggers =
        $"""
        SELECT 'Trigger', quote_ident(e.evtname), format('CREATE EVENT TRIGGER %I ON %I', e.evtname, e.evtevent)
            || COALESCE(' WHEN TAG IN (' || (SELECT string_agg(quote_literal(tag), ', ' ORDER BY place) FROM unnest(e.evttags) WITH ORDINALITY AS u (tag, place)) || ')', '')
            || format(' EXECUTE FUNCTION %s', e.evtfoid::regprocedure) || CASE e.evtenabled
                WHEN 'D' THEN format('; ALTER EVENT TRIGGER %I DISABLE', e.evtname)
                WHEN 'A' THEN format('; ALTER EVENT TRIGGER %I ENABLE ALWAYS', e.evtname)
                WHEN 'R' THEN format('; ALTER EVENT TRIGGER %I ENABLE REPLICA', e.evtname) ELSE '' END,
            NULL, '3466', e.oid::text, '0'
        FROM pg_event_trigger e WHERE e.evtname !~ '^{Rehearsing.EventLog.Schema}_' AND {Own.Object("e", "pg_event_trigger")}
        """;

    private const string Publications =
        """
        SELECT 'Other', 'publication ' || quote_ident(p.pubname), format('CREATE PUBLICATION %I%s WITH (publish = %L, publish_via_partition_root = %s%s)', p.pubname,
            CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE '' END,
            concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
                CASE WHEN p.pubtruncate THEN 'truncate' END), p.pubviaroot::text,
            CASE to_jsonb(p)->>'pubgencols' WHEN 's' THEN ', publish_generated_columns = stored' ELSE '' END), NULL, '6104', p.oid::text, '0'
        FROM pg_publication p
        """;

    private const string PublishedTables =
        """
        SELECT 'Other', format('publication %I table ', p.pubname) || r.prrelid::regclass,
            format('ALTER PUBLICATION %I ADD TABLE ONLY %s', p.pubname, r.prrelid::regclass), NULL, '6106', r.oid::text, '0'
        FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
        """;

    private const string PublishedColumnsAndRows =
        """
        SELECT 'Other', format('publication %I table ', p.pubname) || r.prrelid::regclass,
            format('ALTER PUBLICATION %I ADD TABLE ONLY %s', p.pubname, r.prrelid::regclass)
            || COALESCE(' (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) || ')', '')
            || COALESCE(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', ''), NULL, '6106', r.oid::text, '0'
        FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
        """;

    private const string PublishedSchemas =
        """
        SELECT 'Other', format('publication %I schema %I', p.pubname, n.nspname), format('ALTER PUBLICATION %I ADD TABLES IN SCHEMA %I', p.pubname, n.nspname),
            NULL, '6237', r.oid::text, '0'
        FROM pg_publication_namespace r JOIN pg_publication p ON p.oid = r.pnpubid JOIN pg_namespace n ON n.oid = r.pnnspid
        """;

    /// <summary>Of servers before 15.</summary>
    internal static ImmutableArray<string> Before15 { get; } = [Triggers, Publications, PublishedTables];

    /// <summary>Of servers from 15 on, which publish schemas, columns and some rows, too.</summary>
    internal static ImmutableArray<string> From15 { get; } = [Triggers, Publications, PublishedColumnsAndRows, PublishedSchemas];
}
