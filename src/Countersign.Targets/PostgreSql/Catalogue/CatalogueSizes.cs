using System.Globalization;
using Countersign.Schemas;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>
/// How large the tables are, as the last VACUUM or ANALYZE left it in the catalogue. No row is read and nothing is waited for: to
/// ask the server for the size of a file would wait for whoever has the table locked.
/// </summary>
internal static class CatalogueSizes
{
    private static readonly string Query =
        $"""
        SELECT n.nspname::text, c.relname::text, c.reltuples::int8::text,
            (p.size * (c.relpages + COALESCE(x.relpages, 0)))::text, (p.size * COALESCE((SELECT sum(y.relpages) FROM pg_catalog.pg_index i
                JOIN pg_catalog.pg_class y ON y.oid = i.indexrelid WHERE i.indrelid = c.oid), 0))::text
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_class x ON x.oid = c.reltoastrelid CROSS JOIN (SELECT pg_catalog.current_setting('block_size')::int8 AS size) p
        WHERE c.relkind IN ('r', 'm') AND {Own.Schema("n")} ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
        """;

    internal static async Task<ImmutableArray<RelationSize>> Read(NpgsqlConnection connection, CancellationToken cancellation) =>
    [
        .. (await connection.Rows(Query, [], cancellation)).Select(r => new RelationSize(new(r[0], r[1]!), Number(r[2]!), Number(r[3]!), Number(r[4]!))),
    ];

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
