using System.Globalization;
using Countersign.Rehearsals;
using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// The rows that seeding made up. A statement can fail on them although it would not on production's, as a narrowing of a
/// column does; then it is tried again without them.
/// </summary>
internal sealed class MadeUpRows(NpgsqlConnection seeder)
{
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);
    private readonly HashSet<ObjectName> _insertedInto = [];
    private long _from = long.MaxValue;
    private long _to;

    /// <summary>SQLSTATE classes "data exception" and "integrity constraint violation".</summary>
    internal static bool MayBeToBlame(string code) => code.StartsWith("22", StringComparison.Ordinal) || code.StartsWith("23", StringComparison.Ordinal);

    /// <summary>Fills every empty table; sentences on what could not be filled.</summary>
    internal async Task<ImmutableArray<string>> Seed(CancellationToken cancellation)
    {
        var empty = await Seeding.Empty(seeder, cancellation);
        var from = await NextTransaction(cancellation);
        await Seeding.Seed(seeder, cancellation);
        (_from, _to) = (Math.Min(_from, from), await NextTransaction(cancellation));
        var left = await Seeding.Empty(seeder, cancellation);
        _tables.UnionWith(empty.Keys.Except(left.Keys));
        return left.IsEmpty ? [] : [$"No row could be made up for {SafeMessages.Quoted(left.Values.Order(StringComparer.Ordinal))}; cascades from there are not seen."];
    }

    /// <summary>Rows of the plan's own must not go with the others.</summary>
    internal void Keep(Impact impact) => _insertedInto.UnionWith(impact.Rows.Where(r => r.Inserted > 0).Select(r => r.Relation));

    /// <summary>
    /// Deletes them. Where the plan inserted rows, only those go that no statement has changed since; elsewhere all do. False
    /// when the server would not have it, as a foreign key or a trigger can.
    /// </summary>
    internal async Task<bool> Remove(CancellationToken cancellation)
    {
        var tables = await seeder.Rows(
            """
            SELECT c.oid::regclass::text, n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.oid::text = ANY ($1)
            """, [_tables.ToArray()], cancellation);
        var ours = string.Create(CultureInfo.InvariantCulture, $" WHERE xmin::text::int8 >= {_from} AND xmin::text::int8 < {_to}");
        try
        {
            await seeder.Run(cancellation,
            [
                Commands.Of("BEGIN"),
                Commands.Of("SELECT CASE WHEN current_setting('server_version_num')::int >= 150000 THEN set_config('session_replication_role', 'replica', true) END"),
                .. tables.Select(t => Commands.Of($"DELETE FROM ONLY {t[0]}{(_insertedInto.Contains(new(t[1], t[2]!)) ? ours : "")}")),
                Commands.Of("COMMIT"),
            ]);
            return true;
        }
        catch (PostgresException refused) when (!SafeMessages.IsConnectionLoss(refused))
        {
            await seeder.Run(cancellation, Commands.Of("ROLLBACK"));
            return false;
        }
    }

    private async Task<long> NextTransaction(CancellationToken cancellation) => long.Parse(
        (await seeder.Rows("SELECT pg_snapshot_xmax(pg_current_snapshot())::text", [], cancellation))[0][0]!, CultureInfo.InvariantCulture);
}
