using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// Puts one made-up row into every empty table, so that cascades and row triggers have something to act on. The same value
/// everywhere, so that foreign keys meet; far from where sequences start, so that inserts of the plan do not collide.
/// </summary>
/// <remarks>
/// Inserting runs code of whoever made the table: CHECK constraints, generated columns, triggers. A superuser who did it would
/// lend that code the machine, so <see cref="Role"/> is none. From 15 on it may switch off triggers and foreign keys; before,
/// parents are filled first by trying several times.
/// </remarks>
internal static class Seeding
{
    internal const string Role = "countersign_seeder";

    private const string Sql =
        $$"""
        DO $seed$
        DECLARE t record; wide boolean; done boolean;
        BEGIN
            IF current_setting('server_version_num')::int >= 150000 THEN SET LOCAL session_replication_role = replica; END IF;
            FOR pass IN 1..CASE WHEN current_setting('server_version_num')::int >= 150000 THEN 1 ELSE 4 END LOOP
                FOR t IN SELECT c.oid, c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'countersign', '{{EventLog.Schema}}')
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
            END LOOP;
        END $seed$
        """;

    private const string EmptySql =
        $"""
        SELECT c.oid::text, c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'countersign', '{EventLog.Schema}') AND pg_relation_size(c.oid) = 0
        """;

    /// <summary>A session of the role, which is made here.</summary>
    internal static async Task<NpgsqlConnection> Open(
        ShadowServer server, NpgsqlConnection superuser, int major, string password, CancellationToken cancellation)
    {
        await superuser.Run(cancellation,
        [
            Commands.Of($"CREATE ROLE {Role} LOGIN BYPASSRLS PASSWORD '{password}'"),
            .. major >= 14 ? [Commands.Of($"GRANT pg_read_all_data, pg_write_all_data TO {Role}")] : await EveryTable(superuser, cancellation),
            .. major >= 15 ? [Commands.Of($"GRANT SET ON PARAMETER session_replication_role TO {Role}")] : ImmutableArray<NpgsqlBatchCommand>.Empty,
        ]);
        return await server.Open(Role, password, server.Database, "-c search_path=pg_catalog", cancellation);
    }

    internal static Task Seed(NpgsqlConnection seeder, CancellationToken cancellation) => seeder.Run(cancellation, Commands.Of(Sql));

    /// <summary>Tables that never had a row: names by oid.</summary>
    internal static async Task<ImmutableDictionary<string, string>> Empty(NpgsqlConnection seeder, CancellationToken cancellation) =>
        (await seeder.Rows(EmptySql, [], cancellation)).ToImmutableDictionary(r => r[0]!, r => r[1]!);

    private static async Task<ImmutableArray<NpgsqlBatchCommand>> EveryTable(NpgsqlConnection superuser, CancellationToken cancellation)
    {
        var schemas = await superuser.Rows(
            "SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'countersign')", [], cancellation);
        return
        [
            .. schemas.SelectMany(s => new[] { $"GRANT USAGE ON SCHEMA {s[0]} TO {Role}", $"GRANT ALL ON ALL TABLES IN SCHEMA {s[0]} TO {Role}", $"GRANT ALL ON ALL SEQUENCES IN SCHEMA {s[0]} TO {Role}" })
                .Select(s => Commands.Of(s)),
        ];
    }
}
