using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// Puts one made-up row into every empty table, so that cascades and row triggers have something to act on. The same value
/// everywhere, so that foreign keys meet; far from where sequences start, so that inserts of the plan do not collide.
/// </summary>
internal static class Seeding
{
    private const string Sql =
        """
        DO $seed$
        DECLARE t record; wide boolean; done boolean;
        BEGIN
            SET LOCAL session_replication_role = replica;
            FOR t IN SELECT c.oid, c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'countersign')
            LOOP
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM ONLY %s)', t.name) INTO done;
                FOREACH wide IN ARRAY ARRAY[true, false] LOOP
                    EXIT WHEN done;
                    BEGIN
                        EXECUTE (SELECT format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s)', t.name,
                            string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
                            string_agg(CASE
                                WHEN b.typcategory = 'A' THEN quote_literal('{}')
                                WHEN b.typtype = 'e' THEN (SELECT quote_literal(enumlabel) FROM pg_enum WHERE enumtypid = b.oid ORDER BY enumsortorder LIMIT 1)
                                WHEN b.typname = 'int2' THEN '32001' WHEN b.typname IN ('int4', 'int8') THEN '2147480001'
                                WHEN b.typcategory = 'N' THEN '1' WHEN b.typcategory = 'B' THEN 'true' WHEN b.typcategory = 'S' THEN quote_literal('x')
                                WHEN b.typname = 'uuid' THEN quote_literal('00000000-0000-4000-8000-000000000001')
                                WHEN b.typname IN ('json', 'jsonb') THEN quote_literal('{}') WHEN b.typcategory = 'D' THEN quote_literal('2000-01-01 00:00')
                                WHEN b.typcategory = 'T' THEN quote_literal('1 day') WHEN b.typname = 'bytea' THEN quote_literal('')
                                ELSE 'NULL' END, ', ' ORDER BY a.attnum))
                            FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
                            JOIN pg_type b ON b.oid = CASE y.typtype WHEN 'd' THEN y.typbasetype ELSE y.oid END
                            WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND (wide OR a.attnotnull));
                        done := true;
                    EXCEPTION WHEN OTHERS THEN NULL;
                    END;
                END LOOP;
            END LOOP;
        END $seed$
        """;

    private const string EmptySql =
        """
        SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'countersign') AND pg_relation_size(c.oid) = 0 ORDER BY 1
        """;

    /// <summary>Sentences on what could not be filled.</summary>
    internal static async Task<ImmutableArray<string>> Seed(NpgsqlConnection superuser, CancellationToken cancellation)
    {
        await superuser.Run(cancellation, Commands.Of(Sql));
        var empty = await superuser.Rows(EmptySql, [], cancellation);
        return empty.IsEmpty ? [] : [$"No row could be made up for {SafeMessages.Quoted(empty.Select(r => r[0]!))}; cascades from there are not seen."];
    }
}
