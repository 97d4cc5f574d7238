using System.Globalization;
using Countersign.Statements;

namespace Countersign.Rehearsals;

/// <summary>
/// What of an impact a sign-off covers: kinds and names, never counts, because a copy of the schema has none of production's
/// rows. A sign-off dies when it changes (design, section 5).
/// </summary>
public static class ImpactDigests
{
    /// <summary>SHA-256 over `cs.impact.v1` and one framed line a fact, in ordinal order.</summary>
    public static Digest DigestOf(this Impact impact)
    {
        ArgumentNullException.ThrowIfNull(impact);
        using var hash = DigestRules.Start("cs.impact.v1");
        foreach (var line in Lines(impact).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) DigestRules.Field(hash, line);
        return DigestRules.End(hash);
    }

    private static IEnumerable<string> Lines(Impact impact) =>
    [
        .. impact.Locks.Select(l => string.Create(CultureInfo.InvariantCulture, $"lock\t{l.Relation}\t{(int)l.Strength}")),
        .. impact.Rows.SelectMany(r => new[] { (r.Inserted, "insert"), (r.Updated, "update"), (r.Deleted, "delete") }
            .Where(v => v.Item1 > 0).Select(v => $"rows\t{r.Relation}\t{v.Item2}")),
        .. impact.Scans.Select(s => $"scan\t{s}"),
        .. impact.Rewrites.Select(r => $"rewrite\t{r.Relation}"),
        .. impact.Objects.Select(o => $"object\t{o.Verb}\t{o.What}\t{o.Identity}"),
        .. impact.Rights.Select(r => $"right\t{r}"),
        .. impact.Session.Select(s => $"session\t{s}"),
        .. impact.Sequences.Select(s => $"sequence\t{s}"),
    ];
}
