using System.Globalization;
using Countersign.Rehearsals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Observing;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// Runs a statement that the server refuses in a transaction, and so gives up its locks before anyone can read them. Two
/// blockers hold it up: one session has ROW EXCLUSIVE on every table, as writers have, another SHARE UPDATE EXCLUSIVE, as
/// such statements themselves have. Where it waits, the locks it holds and the one it wants can be read. A third reads
/// partitions, for which a partition that is detached has to wait in the end.
/// </summary>
internal sealed class AloneRun(NpgsqlConnection superuser, NpgsqlConnection login)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>A first row when it waits at all, be it for a transaction to end, when it may hold no relation; then its locks.</summary>
    private const string WaitingSql =
        """
        SELECT NULL, NULL FROM pg_locks w WHERE w.pid = $1::text::int AND NOT w.granted
        UNION ALL SELECT l.relation::text, l.mode FROM pg_locks l
        WHERE l.pid = $1::text::int AND l.locktype = 'relation' AND l.database > 0
            AND EXISTS (SELECT 1 FROM pg_locks w WHERE w.pid = $1::text::int AND NOT w.granted)
        """;

    private const string ScansSql =
        """
        SELECT c.oid::pg_catalog.text, (pg_catalog.pg_stat_get_numscans(c.oid) OPERATOR(pg_catalog.+) pg_catalog.pg_stat_get_xact_numscans(c.oid))::pg_catalog.text
        FROM pg_catalog.pg_class c WHERE c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'm']::pg_catalog."char"[])
        """;

    private readonly HashSet<(uint Oid, LockStrength Strength)> _seen = [];

    internal async Task<TransactionSight> Run(Statement statement, CancellationToken cancellation)
    {
        var scans = await Scans(cancellation);
        await using var writer = await Block("ROW EXCLUSIVE", "true", cancellation);
        await using var upkeep = await Block("SHARE UPDATE EXCLUSIVE", "true", cancellation);
        await using var reader = await Block("ACCESS SHARE", "c.relispartition AND c.relkind = 'r'", cancellation);
        var running = login.Run(cancellation, Commands.Of(SignedText.Of(statement)));
        var names = ImmutableDictionary<uint, NamedRelation>.Empty;
        foreach (var blocker in new[] { upkeep, writer, reader })
        {
            await Watch(running, cancellation);
            names = (await Named(cancellation)).SetItems(names); // while what it drops is still there
            await blocker.Run(cancellation, Commands.Of("ROLLBACK")); // its locks are gone when this returns, not when a connection is closed
            await blocker.CloseAsync();
        }

        await running;
        var scanned = await Scans(cancellation);
        return new TransactionSight([.. _seen.Select(s => new RelationSight(s.Oid, null, false, s.Strength, Since(s.Oid)))], true).With(names);

        RowCounts Since(uint oid) => new(0, 0, 0, scanned.GetValueOrDefault(oid) - scans.GetValueOrDefault(oid));
    }

    /// <summary>
    /// Of the whole server, and what this session has not reported yet: between two commands it may or may not have. Before 15 a
    /// report takes its time, and a scan can be missed.
    /// </summary>
    private async Task<ImmutableDictionary<uint, long>> Scans(CancellationToken cancellation) =>
        (await login.Rows(ScansSql, [], cancellation)).ToImmutableDictionary(
            r => uint.Parse(r[0]!, CultureInfo.InvariantCulture), r => long.Parse(r[1]!, CultureInfo.InvariantCulture));

    private async Task<NpgsqlConnection> Block(string mode, string which, CancellationToken cancellation)
    {
        var blocker = superuser.CloneWith(superuser.ConnectionString);
        await blocker.OpenAsync(cancellation);
        var tables = await blocker.Rows(
            $"SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', '{EventLog.Schema}') AND {which}",
            [], cancellation);
        if (tables.IsEmpty) return blocker;
        await blocker.Run(cancellation, Commands.Of("BEGIN"), Commands.Of($"LOCK TABLE ONLY {string.Join(", ONLY ", tables.Select(t => t[0]))} IN {mode} MODE"));
        return blocker;
    }

    /// <summary>Until it is done or has been seen waiting twice in the same place.</summary>
    private async Task Watch(Task running, CancellationToken cancellation)
    {
        for (var quiet = 0; quiet < 3 && !running.IsCompleted;)
        {
            var rows = await superuser.Rows(WaitingSql, [login.ProcessID.ToString(CultureInfo.InvariantCulture)], cancellation);
            var fresh = rows.Count(r => r[0] is { } oid && _seen.Add((uint.Parse(oid, CultureInfo.InvariantCulture), LockStrengths.OfMode(r[1]!))));
            if (!rows.IsEmpty && fresh == 0) quiet++;
            await Task.WhenAny(running, Task.Delay(Pause, cancellation));
        }
    }

    private Task<ImmutableDictionary<uint, NamedRelation>> Named(CancellationToken cancellation) =>
        CatalogueNames.Of(superuser, [.. _seen.Select(s => s.Oid).Distinct()], cancellation);
}
