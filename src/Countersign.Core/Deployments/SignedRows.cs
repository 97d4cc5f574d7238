using System.Globalization;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Deployments;

/// <summary>Which rows were signed to be changed, and about how many production has.</summary>
internal sealed class SignedRows
{
    /// <summary>Header and line pointer of the smallest row, in bytes: no table holds more rows than its size by this.</summary>
    private const long LeastRowBytes = 28;

    private readonly ImmutableHashSet<(ObjectName Relation, string Verb)> _signed;
    private readonly ImmutableDictionary<ObjectName, long> _estimates;
    private readonly ILookup<ObjectName, ObjectName> _above;
    private readonly Tolerance _tolerance;

    private SignedRows(
        ImmutableHashSet<(ObjectName, string)> signed, ImmutableDictionary<ObjectName, long> estimates,
        ILookup<ObjectName, ObjectName> above, Tolerance tolerance) =>
        (_signed, _estimates, _above, _tolerance) = (signed, estimates, above, tolerance);

    /// <param name="above">The tables that a partition is a part of.</param>
    internal static SignedRows Of(
        RelationNames names, ImmutableArray<Impact> impacts, ImmutableArray<Effect> read, ImmutableArray<RelationSize> sizes,
        ILookup<ObjectName, ObjectName> above, Tolerance tolerance)
    {
        var seen = impacts.SelectMany(i => i.Rows)
            .SelectMany(r => Verbs(r).Where(v => v.Count > 0).Select(v => (names.Short(r.Relation), v.Verb)));
        var said = read.OfType<Effect.WritesRows>()
            .SelectMany(w => (w.Verb == "merge" ? ["insert", "update", "delete"] : new[] { w.Verb }).Select(v => (names.Short(w.Object), v)));
        return new([.. seen, .. said],
            sizes.GroupBy(s => names.Short(s.Relation)).ToImmutableDictionary(g => g.Key, g => g.Max(Estimate)), above, tolerance);
    }

    /// <summary>Clauses about one relation; <paramref name="relation"/> is its name as statements write it.</summary>
    internal IEnumerable<string> Excess(RowChange change, ObjectName relation)
    {
        foreach (var (verb, count) in Verbs(change).Where(v => v.Count > 0))
        {
            var most = Most(relation, verb);
            if (!_above[relation].Prepend(relation).Any(r => _signed.Contains((r, verb))))
                yield return Say($"it {verb}s rows of {change.Relation} ({count:N0}), which was not signed");
            else if (count > most)
                yield return Say($"it {verb}s {count:N0} rows of {change.Relation}; what was signed allows {most:N0}");
        }
    }

    /// <summary>
    /// What is inserted comes from somewhere: a new table may be filled from the largest one that the plan touches. Rows that
    /// are updated or deleted are the relation's own.
    /// </summary>
    private double Most(ObjectName relation, string verb)
    {
        var largest = _estimates.Values.DefaultIfEmpty(0).Max();
        var estimate = verb == "insert" ? largest : _estimates.GetValueOrDefault(relation, largest);
        return Math.Max(Tolerance.FewRows, Math.Ceiling(estimate * _tolerance.RowFactor));
    }

    /// <summary>A table that was never analysed has no estimate; its size still bounds it.</summary>
    private static long Estimate(RelationSize size) => size.Rows >= 0 ? size.Rows : size.Bytes / LeastRowBytes;

    private static ImmutableArray<(string Verb, long Count)> Verbs(RowChange r) =>
        [("insert", r.Inserted), ("update", r.Updated), ("delete", r.Deleted)];

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
