using System.Globalization;
using Countersign.Rehearsals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.IntegrationTests.PostgreSql.Truth;

/// <summary>What a row says against what was seen.</summary>
internal static class TruthComparison
{
    /// <summary>Kinds of objects whose loss is told in full; what belongs to a table (indexes, constraints, triggers) only as far as the row says.</summary>
    private static readonly ImmutableHashSet<string> Whole =
        ["table", "view", "materialized view", "table column", "sequence", "function", "procedure", "schema", "type", "policy", "statistics object", "foreign table"];

    /// <summary>Sentences; empty when they agree.</summary>
    internal static ImmutableArray<string> Problems(TruthRow row, int major, TruthRun.Seen seen)
    {
        if (seen.What is StatementSeen.DidNotRun(var failure)) return [$"it failed: {failure.Code} {failure.Message}"];
        var impact = ((StatementSeen.Ran)seen.What).Impact;
        return
        [
            .. Compare("locks", LocksOf(impact, seen.Before)), .. Compare("rewrites", impact.Rewrites.Select(r => Short(r.Relation))),
            .. Compare("scans", impact.Scans.Select(Short)), .. Compare("rows", impact.Rows.Select(Words)), .. Compare("moves", impact.Sequences.Select(Short)),
            .. Drops(row.Expected("drops", major), [.. impact.Objects.Where(o => o.Verb == ObjectVerb.Drops).Select(o => (o.What, $"{o.What} {o.Identity}"))]),
            .. row.Expected("rights", major).Where(r => !impact.Rights.Any(i => i.Contains(r, StringComparison.Ordinal)))
                .Select(r => $"rights: expected {r}, seen {string.Join("; ", impact.Rights)}"),
            .. Compare("leaves", impact.Session.Where(s => !s.Contains("prepared statement _auto", StringComparison.Ordinal))), // the driver's, of a superuser's session
            .. seen.Statement.Source.MustRunAlone == row.IsAlone ? Array.Empty<string>() : ["alone: expected " + row.IsAlone],
        ];

        IEnumerable<string> Compare(string key, IEnumerable<string> was) => Differ(key, row.Expected(key, major), [.. was.Order(StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> Differ(string key, ImmutableArray<string> expected, ImmutableArray<string> was)
    {
        var certain = expected.Where(e => !e.EndsWith('?')).ToList();
        var allowed = expected.Select(e => e.TrimEnd('?')).ToHashSet(StringComparer.Ordinal);
        if (certain.Except(was).Any() || was.Any(w => !allowed.Contains(w))) yield return $"{key}: expected {string.Join("; ", expected)}, seen {string.Join("; ", was)}";
    }

    private static IEnumerable<string> Drops(ImmutableArray<string> expected, ImmutableArray<(string Kind, string Words)> was)
    {
        var unsaid = was.Where(w => Whole.Contains(w.Kind)).Select(w => w.Words).Except(expected);
        var missed = expected.Except(was.Select(w => w.Words));
        if (unsaid.Any() || missed.Any()) yield return $"drops: missed {string.Join("; ", missed)}, more {string.Join("; ", unsaid)}; all: {string.Join("; ", was.Select(w => w.Words))}";
    }

    private static IEnumerable<string> LocksOf(Impact impact, ImmutableHashSet<string> before) =>
        impact.Locks.Where(l => before.Contains(Short(l.Relation))).GroupBy(l => Short(l.Relation))
            .Select(g => $"{g.Key} {g.Max(l => l.Strength).Words()}");

    private static string Words(RowChange change)
    {
        var parts = new[] { (change.Inserted, "+"), (change.Updated, "~"), (change.Deleted, "-") }.Where(p => p.Item1 > 0)
            .Select(p => p.Item2 + p.Item1.ToString(CultureInfo.InvariantCulture));
        return $"{Short(change.Relation)} {string.Join(' ', parts)}";
    }

    private static string Short(ObjectName name) => name.Schema is null or "public" ? name.Name : name.ToString();
}
