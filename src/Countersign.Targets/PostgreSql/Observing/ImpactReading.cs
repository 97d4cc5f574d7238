using System.Globalization;
using Countersign.Rehearsals;
using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Observing;

/// <summary>
/// Reads, in the session that ran statements and before its transaction ends, what the server itself notes down about it:
/// locks, rows changed and whether a transaction id was taken. Needs no right beyond CONNECT, so that the same reading
/// serves the rehearsal and production.
/// </summary>
/// <remarks>
/// Every name is qualified and every operator, too: what a migration creates cannot answer in their place. Locks stay until
/// the transaction ends, so a statement cannot hide one. Row counters of an earlier transaction of the session can still be
/// there, because the server reports them about once a second; hence <see cref="Before"/>, asked behind BEGIN.
/// </remarks>
internal static class ImpactReading
{
    private const string BeforeSql =
        """
        SELECT c.oid::pg_catalog.text,
            pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid)::pg_catalog.text,
            pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)::pg_catalog.text,
            pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)::pg_catalog.text,
            pg_catalog.pg_stat_get_xact_numscans(c.oid)::pg_catalog.text
        FROM pg_catalog.pg_class c
        WHERE c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'm']::pg_catalog."char"[])
            AND (pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) OPERATOR(pg_catalog.>) 0
            OR pg_catalog.pg_stat_get_xact_tuples_updated(c.oid) OPERATOR(pg_catalog.>) 0
            OR pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) OPERATOR(pg_catalog.>) 0
            OR pg_catalog.pg_stat_get_xact_numscans(c.oid) OPERATOR(pg_catalog.>) 0)
        """;

    private const string AfterSql =
        $"""
        SELECT l.relation::pg_catalog.text, l.mode, {CatalogueNames.Columns},
            pg_catalog.pg_stat_get_xact_tuples_inserted(l.relation)::pg_catalog.text,
            pg_catalog.pg_stat_get_xact_tuples_updated(l.relation)::pg_catalog.text,
            pg_catalog.pg_stat_get_xact_tuples_deleted(l.relation)::pg_catalog.text,
            pg_catalog.pg_stat_get_xact_numscans(l.relation)::pg_catalog.text,
            (pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL)::pg_catalog.text
        FROM (VALUES (0)) AS one (row)
        LEFT JOIN pg_catalog.pg_locks l ON l.pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()
            AND l.locktype OPERATOR(pg_catalog.=) 'relation' AND l.granted
            AND l.database OPERATOR(pg_catalog.>) 0::pg_catalog.oid
        {CatalogueNames.Joins}
        """;

    /// <summary>To be sent behind BEGIN; its rows are read by ReadBefore.</summary>
    internal static NpgsqlBatchCommand Before() => Commands.Of(BeforeSql);

    /// <summary>To be sent behind the statements and before COMMIT; its rows are read by ReadAfter.</summary>
    internal static NpgsqlBatchCommand After() => Commands.Of(AfterSql);

    /// <summary>Takes the current result of a batch.</summary>
    internal static async Task<RowCounters> ReadBefore(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var counters = ImmutableDictionary.CreateBuilder<uint, RowCounts>();
        while (await reader.ReadAsync(cancellation)) counters.Add(Oid(reader.GetString(0)), Counts(reader, 1));
        return new(counters.ToImmutable());
    }

    /// <summary>Takes the current result of a batch; leaves out what belongs to the server, to us, or to <paramref name="own"/>.</summary>
    /// <param name="own">A further schema that is the observer's own; never one that a migration could have made.</param>
    internal static async Task<TransactionSight> ReadAfter(
        NpgsqlDataReader reader, RowCounters before, string? own, CancellationToken cancellation)
    {
        var seen = ImmutableArray.CreateBuilder<RelationSight>();
        var tookId = false;
        while (await reader.ReadAsync(cancellation))
        {
            tookId = reader.GetString(9) == "true";
            if (reader.IsDBNull(0)) continue; // no lock at all
            var oid = Oid(reader.GetString(0));
            ObjectName? name = reader.IsDBNull(3) ? null : new(reader.GetString(2), reader.GetString(3));
            if (name?.Schema is { } schema && (CatalogueNames.IsSystems(schema) || schema == own)) continue;
            var counts = Counts(reader, 5) - before.Counts.GetValueOrDefault(oid);
            seen.Add(new(oid, name, !reader.IsDBNull(4) && reader.GetString(4) == "true", LockStrengths.OfMode(reader.GetString(1)), counts));
        }

        return new(seen.ToImmutable(), tookId);
    }

    /// <summary>Asks at once; outside a batch.</summary>
    internal static async Task<RowCounters> ReadBefore(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = connection.Batch(Before());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await ReadBefore(reader, cancellation);
    }

    /// <summary>Asks at once; outside a batch. <see cref="TransactionSight.Unnamed"/> tells what another session has to name.</summary>
    internal static async Task<TransactionSight> Read(
        NpgsqlConnection connection, RowCounters before, string? own, CancellationToken cancellation)
    {
        await using var batch = connection.Batch(After());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await ReadAfter(reader, before, own, cancellation);
    }

    private static RowCounts Counts(NpgsqlDataReader reader, int at) =>
        new(Count(reader.GetString(at)), Count(reader.GetString(at + 1)), Count(reader.GetString(at + 2)), Count(reader.GetString(at + 3)));

    private static long Count(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static uint Oid(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
}
