using System.Globalization;
using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Observing;

/// <summary>
/// Names of relations by their oid; an index and a TOAST table answer with the table they belong to. Used in the session
/// that ran a statement, which alone can name what it has just created, and in another, which still knows what was dropped.
/// </summary>
internal static class CatalogueNames
{
    /// <summary>Schema, name, and whether it was named after the table it belongs to.</summary>
    internal const string Columns =
        """
        CASE WHEN n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema() THEN 'pg_temp' ELSE n.nspname::pg_catalog.text END,
            t.relname::pg_catalog.text, (t.oid OPERATOR(pg_catalog.<>) l.relation)::pg_catalog.text
        """;

    /// <summary>
    /// From `l.relation`. The server names a TOAST table after the oid of its table, and nobody else may create in pg_toast.
    /// </summary>
    internal const string Joins =
        """
        LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) l.relation
        LEFT JOIN pg_catalog.pg_class h ON h.oid OPERATOR(pg_catalog.=) COALESCE(i.indrelid, l.relation)
        LEFT JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) CASE
            WHEN h.relkind OPERATOR(pg_catalog.=) 't'::pg_catalog."char"
            THEN pg_catalog.substr(h.relname::pg_catalog.text, 10)::pg_catalog.oid ELSE h.oid END
        LEFT JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) t.relnamespace
        """;

    private const string Sql =
        $"""
        SELECT l.relation::pg_catalog.text, {Columns}
        FROM pg_catalog.unnest($1::pg_catalog.text[]::pg_catalog.oid[]) AS l (relation)
        {Joins}
        WHERE t.oid IS NOT NULL
        """;

    /// <summary>The server's own schemas, and the one with our markers.</summary>
    internal static bool IsSystems(string schema) => schema is "pg_catalog" or "information_schema" or "countersign";

    /// <summary>Names what <paramref name="connection"/> can see; what it cannot is not in the answer.</summary>
    internal static async Task<ImmutableDictionary<uint, NamedRelation>> Of(
        NpgsqlConnection connection, ImmutableArray<uint> oids, CancellationToken cancellation)
    {
        if (oids.IsEmpty) return ImmutableDictionary<uint, NamedRelation>.Empty;
        var asked = oids.Select(o => o.ToString(CultureInfo.InvariantCulture)).ToArray();
        var rows = await connection.Rows(Sql, [asked], cancellation);
        return rows.ToImmutableDictionary(
            r => uint.Parse(r[0]!, CultureInfo.InvariantCulture), r => new NamedRelation(new(r[1], r[2]!), r[3] == "true"));
    }
}

/// <summary>A relation's name, or that of the table to which it belongs.</summary>
internal sealed record NamedRelation(ObjectName Name, bool IsPart);
