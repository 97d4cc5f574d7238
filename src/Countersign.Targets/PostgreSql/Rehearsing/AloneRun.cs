using Countersign.Rehearsals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Observing;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// Runs a statement that the server refuses in a transaction, and so gives up its locks before anyone can read them. Two
/// blockers hold it up: one session has ROW EXCLUSIVE on every table, as writers have, another SHARE UPDATE EXCLUSIVE, as
/// such statements themselves have. Where it waits, the locks it holds and the one it wants can be read.
/// </summary>
internal sealed class AloneRun(NpgsqlConnection superuser, NpgsqlConnection login)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private const string WaitingSql =
        """
        SELECT l.relation::text, l.mode FROM pg_locks l
        WHERE l.pid = $1::text::int AND l.locktype = 'relation' AND l.database > 0
            AND EXISTS (SELECT 1 FROM pg_locks w WHERE w.pid = $1::text::int AND NOT w.granted)
        """;

    private readonly HashSet<(uint Oid, LockStrength Strength)> _seen = [];

    internal async Task<TransactionSight> Run(Statement statement, CancellationToken cancellation)
    {
        var scansBefore = await Scans(cancellation);
        await using var writer = await Block("ROW EXCLUSIVE", cancellation);
        await using var upkeep = await Block("SHARE UPDATE EXCLUSIVE", cancellation);
        var running = login.Run(cancellation, Commands.Of(SignedText.Of(statement)));
        await Watch(running, cancellation);
        var names = await Named(cancellation); // while what it drops is still there
        await upkeep.CloseAsync();
        await Watch(running, cancellation);
        names = (await Named(cancellation)).SetItems(names);
        await writer.CloseAsync();
        await running;
        var scans = await Scans(cancellation);
        return new TransactionSight(
            [.. _seen.Select(s => new RelationSight(s.Oid, null, false, s.Strength, new(0, 0, 0, scans.GetValueOrDefault(s.Oid) - scansBefore.GetValueOrDefault(s.Oid))))],
            true).With(names);
    }

    /// <summary>
    /// Of the whole server, and what this session has not reported yet: between two commands it may or may not have. Before 15 a
    /// report takes its time, and a scan can be missed.
    /// </summary>
    private async Task<ImmutableDictionary<uint, long>> Scans(CancellationToken cancellation)
    {
        var rows = await login.Rows(
            """
            SELECT c.oid::pg_catalog.text, (pg_catalog.pg_stat_get_numscans(c.oid) OPERATOR(pg_catalog.+) pg_catalog.pg_stat_get_xact_numscans(c.oid))::pg_catalog.text
            FROM pg_catalog.pg_class c WHERE c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'm']::pg_catalog."char"[])
            """, [], cancellation);
        return rows.ToImmutableDictionary(
            r => uint.Parse(r[0]!, System.Globalization.CultureInfo.InvariantCulture), r => long.Parse(r[1]!, System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<NpgsqlConnection> Block(string mode, CancellationToken cancellation)
    {
        var blocker = superuser.CloneWith(superuser.ConnectionString);
        await blocker.OpenAsync(cancellation);
        var tables = await blocker.Rows(
            $"SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', '{EventLog.Schema}')",
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
            var rows = await superuser.Rows(WaitingSql, [login.ProcessID.ToString(System.Globalization.CultureInfo.InvariantCulture)], cancellation);
            var fresh = rows.Count(r => _seen.Add((uint.Parse(r[0]!, System.Globalization.CultureInfo.InvariantCulture), LockStrengths.OfMode(r[1]!))));
            if (!rows.IsEmpty && fresh == 0) quiet++;
            await Task.WhenAny(running, Task.Delay(Pause, cancellation));
        }
    }

    private Task<ImmutableDictionary<uint, NamedRelation>> Named(CancellationToken cancellation) =>
        CatalogueNames.Of(superuser, [.. _seen.Select(s => s.Oid).Distinct()], cancellation);
}
