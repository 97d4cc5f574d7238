using System.Globalization;
using Countersign.Schemas;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>How large the tables are, by the catalogue's estimates and the sizes of their files. No row is read.</summary>
internal static class CatalogueSizes
{
    /// <summary>A table that goes away between the catalogue and its file has no size, and is left out.</summary>
    private static readonly string Query =
        $"""
        SELECT n.nspname::text, c.relname::text, c.reltuples::int8::text, pg_catalog.pg_table_size(c.oid)::text, pg_catalog.pg_indexes_size(c.oid)::text
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'm') AND {Own.Schema("n")} ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
        """;

    internal static async Task<ImmutableArray<RelationSize>> Read(NpgsqlConnection connection, CancellationToken cancellation) =>
    [
        .. (await connection.Rows(Query, [], cancellation)).Where(r => r[3] is not null && r[4] is not null)
            .Select(r => new RelationSize(new(r[0], r[1]!), Number(r[2]!), Number(r[3]!), Number(r[4]!))),
    ];

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
