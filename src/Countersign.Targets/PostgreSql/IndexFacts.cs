using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>An index as the catalogue has it.</summary>
/// <param name="QualifiedName">Quoted where needed, ready to be sent.</param>
internal sealed record IndexFacts(string QualifiedName, bool IsValid, string Definition)
{
    private const string Columns =
        """
        SELECT pg_catalog.format('%I.%I', n.nspname, x.relname), (i.indisvalid AND i.indisready AND i.indislive)::pg_catalog.text,
            pg_catalog.pg_get_indexdef(i.indexrelid)
        FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class x ON x.oid OPERATOR(pg_catalog.=) i.indexrelid
        JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) x.relnamespace

        """;

    private const string OfTable = Columns +
        """
        WHERE i.indrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1)
            AND x.relname OPERATOR(pg_catalog.=) ((pg_catalog.parse_ident($2))[1])::pg_catalog.name
        """;

    private const string Named = Columns + "WHERE i.indexrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1)";

    private const string Leftovers = Columns +
        """
        WHERE NOT i.indisvalid AND x.relname::pg_catalog.text OPERATOR(pg_catalog.~) '_cc(new|old)[0-9]*$'
            AND i.indrelid OPERATOR(pg_catalog.=) COALESCE(
                (SELECT o.indrelid FROM pg_catalog.pg_index o WHERE o.indexrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1)),
                pg_catalog.to_regclass($1))
        """;

    private const string NameTaken =
        """
        SELECT x.relname::pg_catalog.text FROM pg_catalog.pg_class t
        JOIN pg_catalog.pg_class x ON x.relnamespace OPERATOR(pg_catalog.=) t.relnamespace
        WHERE t.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1)
            AND x.relname OPERATOR(pg_catalog.=) ((pg_catalog.parse_ident($2))[1])::pg_catalog.name
        """;

    /// <summary>The index of that name on that table, resolved as the statement's own session resolves names.</summary>
    internal static async Task<IndexFacts?> OnTable(NpgsqlConnection connection, string table, string name, CancellationToken cancellation) =>
        (await Read(connection, OfTable, [table, name], cancellation)).FirstOrDefault();

    internal static async Task<IndexFacts?> ByName(NpgsqlConnection connection, string name, CancellationToken cancellation) =>
        (await Read(connection, Named, [name], cancellation)).FirstOrDefault();

    /// <summary>What an interrupted REINDEX CONCURRENTLY left on the table, or on the table of the index.</summary>
    internal static Task<ImmutableArray<IndexFacts>> LeftBy(NpgsqlConnection connection, string name, CancellationToken cancellation) =>
        Read(connection, Leftovers, [name], cancellation);

    /// <summary>Whether anything in the table's schema has the name.</summary>
    internal static async Task<bool> IsTaken(NpgsqlConnection connection, string table, string name, CancellationToken cancellation) =>
        (await connection.Rows(NameTaken, [table, name], cancellation)).Length > 0;

    /// <summary>An invalid index costs every write and serves no read; nothing depends on it.</summary>
    internal Task Drop(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.Run(cancellation, Commands.Of("DROP INDEX CONCURRENTLY " + QualifiedName));

    private static async Task<ImmutableArray<IndexFacts>> Read(
        NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellation) =>
        [.. (await connection.Rows(sql, values, cancellation)).Select(r => new IndexFacts(r[0]!, r[1] == "true", r[2]!))];
}
