using System.Globalization;
using Countersign.Schemas;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Catalogue;

/// <summary>
/// Reads a database's schema from its catalogue: definitions only, no right on any table is needed, and no row of one is
/// touched. All names come out qualified, whatever the session's search path is.
/// </summary>
internal static class CatalogueReading
{
    private static readonly ImmutableArray<string> Always =
    [
        .. NamespaceQueries.All, .. OperatorQueries.All, .. TableQueries.All, .. SettingQueries.All, .. CodeQueries.All, .. RightQueries.All,
    ];

    private static readonly ImmutableArray<string> Before15 = [.. Always, .. EventQueries.Before15];

    private static readonly ImmutableArray<string> From15 = [.. Always, .. EventQueries.From15];

    private static readonly ImmutableArray<string> PartBefore15 = [.. Before15.Select(CatalogueSelection.Of)];

    private static readonly ImmutableArray<string> PartFrom15 = [.. From15.Select(CatalogueSelection.Of)];

    /// <summary>In a transaction of its own, so that all of it is of one moment.</summary>
    internal static async Task<Schema> Read(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await connection.Run(cancellation, Commands.Of("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
        try
        {
            return await ReadHere(connection, cancellation);
        }
        finally
        {
            await connection.Run(CancellationToken.None, Commands.Of("ROLLBACK"));
        }
    }

    /// <summary>
    /// In the open transaction, which sees its own changes. Settings are put back. pg_temp is named, and last: the server
    /// would look there first otherwise, and a temporary `pg_class` could answer in the place of the catalogue. Without compiling
    /// its plans to machine code, which takes the server ten times as long as running them (50 tables: 8 s and 0.6 s).
    /// </summary>
    internal static Task<Schema> ReadHere(NpgsqlConnection connection, CancellationToken cancellation) => ReadHere(connection, null, cancellation);

    /// <summary>The same; only the part that <paramref name="selection"/> names, when it is given.</summary>
    internal static async Task<Schema> ReadHere(NpgsqlConnection connection, CatalogueSelection? selection, CancellationToken cancellation)
    {
        var major = connection.PostgreSqlVersion.Major;
        var parameters = selection?.Parameters;
        ImmutableArray<NpgsqlBatchCommand> queries =
        [
            .. selection is { Roles: false } ? [] : RoleQueries.All.Select(q => Commands.Of(q)),
            .. parameters is null
                ? (major >= 15 ? From15 : Before15).Select(q => Commands.Of(q))
                : (major >= 15 ? PartFrom15 : PartBefore15).Select(q => Commands.Of(q, parameters)),
        ];
        await using var batch = connection.Batch(
        [
            Commands.Of(Set("search_path", "pg_catalog, pg_temp")), Commands.Of(Set("jit", "off")),
            .. queries,
            Commands.Of(PutBack("search_path")), Commands.Of(PutBack("jit")),
        ]);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var objects = new List<SchemaObject>();
        await reader.NextResultAsync(cancellation);
        for (var query = 0; query < queries.Length && await reader.NextResultAsync(cancellation); query++)
            while (await reader.ReadAsync(cancellation))
                objects.Add(ObjectOf(reader));
        while (await reader.NextResultAsync(cancellation))
        {
            // The settings are put back; their rows say nothing.
        }

        return new(objects);
    }

    private static string Set(string name, string value) =>
        $"SELECT pg_catalog.set_config('countersign.{name}', pg_catalog.current_setting('{name}'), true), pg_catalog.set_config('{name}', '{value}', true)";

    private static string PutBack(string name) => $"SELECT pg_catalog.set_config('{name}', pg_catalog.current_setting('countersign.{name}'), true)";

    /// <summary>Columns of every query: kind, identity, definition, parent, and the catalogue's table, row and column, if it has them.</summary>
    private static SchemaObject ObjectOf(NpgsqlDataReader row) => new(
        Enum.Parse<SchemaObjectKind>(row.GetString(0)),
        row.GetString(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : new(Number(row, 4), Number(row, 5), (int)Number(row, 6)));

    private static uint Number(NpgsqlDataReader row, int column) => uint.Parse(row.GetString(column), CultureInfo.InvariantCulture);
}
