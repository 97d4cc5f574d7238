using Countersign.Rehearsals;
using Countersign.Statements;

namespace Countersign.Targets.PostgreSql.Observing;

/// <summary>Rows inserted, updated and deleted, and scans from end to end.</summary>
internal readonly record struct RowCounts(long Inserted, long Updated, long Deleted, long Scans)
{
    public static RowCounts operator -(RowCounts a, RowCounts b) =>
        new(a.Inserted - b.Inserted, a.Updated - b.Updated, a.Deleted - b.Deleted, a.Scans - b.Scans);
}

/// <summary>Counters of a session, by oid; what is not listed is zero.</summary>
internal sealed record RowCounters(ImmutableDictionary<uint, RowCounts> Counts)
{
    internal static RowCounters Zero { get; } = new(ImmutableDictionary<uint, RowCounts>.Empty);
}

/// <summary>One mode held on one relation.</summary>
/// <param name="Relation">Null when the session that ran the statement cannot see it any more: it was dropped.</param>
/// <param name="IsPart">True for an index or a TOAST table, which bear their table's name here.</param>
/// <param name="Counts">The same in every row of the relation.</param>
internal sealed record RelationSight(uint Oid, ObjectName? Relation, bool IsPart, LockStrength Strength, RowCounts Counts);

/// <summary>What the server noted down about an open transaction.</summary>
internal sealed record TransactionSight(ImmutableArray<RelationSight> Relations, bool TookTransactionId)
{
    /// <summary>Whether a row of anything was inserted, updated or deleted.</summary>
    internal bool ChangedRows => Relations.Any(r => r.Counts.Inserted + r.Counts.Updated + r.Counts.Deleted > 0);

    /// <summary>
    /// To be asked of a session outside the transaction, see <see cref="CatalogueNames.Of"/>: what was dropped, and indexes
    /// that may be new.
    /// </summary>
    internal ImmutableArray<uint> Unnamed => [.. Relations.Where(r => r.Relation is null || MayBeNew(r)).Select(r => r.Oid).Distinct()];

    /// <summary>
    /// The same with the names of what was dropped. What has no name outside either came and went within the transaction
    /// (a rewrite's intermediate table), or is a new index, which says nothing about its table: nobody else could wait for it,
    /// so it is left out.
    /// </summary>
    internal TransactionSight With(ImmutableDictionary<uint, NamedRelation> names) => this with
    {
        Relations =
        [
            .. Relations.Where(r => !MayBeNew(r) || names.ContainsKey(r.Oid))
                .Select(r => r.Relation is null && names.GetValueOrDefault(r.Oid) is { } known
                    ? r with { Relation = known.Name, IsPart = known.IsPart }
                    : r)
                .Where(r => r.Relation is { } name && (name.Schema is not { } schema || !CatalogueNames.IsSystems(schema))),
        ],
    };

    /// <summary>Who creates an index or a TOAST table holds it in this mode.</summary>
    private static bool MayBeNew(RelationSight sight) => sight is { IsPart: true, Strength: LockStrength.AccessExclusive };

    /// <summary>Locks, rows and the transaction id. Scans are left to the caller, who knows the statement.</summary>
    internal Impact ToImpact() => Impact.None with
    {
        Locks =
        [
            .. Relations.Where(r => r.Relation is not null).Select(r => new HeldLock(r.Relation!.Value, r.Strength)).Distinct()
                .OrderBy(l => l.Relation.ToString(), StringComparer.Ordinal).ThenBy(l => l.Strength),
        ],
        Rows =
        [
            .. Relations.Where(r => r is { Relation: not null, IsPart: false }).DistinctBy(r => r.Oid)
                .Select(r => new RowChange(
                    r.Relation!.Value, Math.Max(0, r.Counts.Inserted), Math.Max(0, r.Counts.Updated), Math.Max(0, r.Counts.Deleted)))
                .Where(r => r.Inserted + r.Updated + r.Deleted > 0)
                .OrderBy(r => r.Relation.ToString(), StringComparer.Ordinal),
        ],
        TookTransactionId = TookTransactionId,
    };

    /// <summary>Relations that were read from end to end, in ordinal order.</summary>
    internal ImmutableArray<ObjectName> Scanned(LockStrength atLeast) =>
    [
        .. Relations.Where(r => r is { Relation: not null, IsPart: false, Counts.Scans: > 0 })
            .GroupBy(r => r.Relation!.Value).Where(g => g.Max(r => r.Strength) >= atLeast)
            .Select(g => g.Key).OrderBy(n => n.ToString(), StringComparer.Ordinal),
    ];
}
