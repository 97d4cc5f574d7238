using Countersign.SignOffs;

namespace Countersign.Reports;

/// <summary>What shortfalls come to in one sentence.</summary>
internal static class NeedSentences
{
    internal static string Of(ImmutableArray<Shortfall> shortfalls)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var needs = Needs(shortfalls);
        if (needs.Length > 0) parts.Add($"Needs {Counts.List([.. needs.Select(n => n.Sentence)])}");
        foreach (var c in shortfalls.OfType<Shortfall.ChangesRequested>())
            parts.Add($"{Clauses.Quoted(c.Objection.By.Handle)} asked for changes");
        var unknown = shortfalls.OfType<Shortfall.UnknownContributor>().Count();
        if (unknown > 0) parts.Add($"{Counts.Of(unknown, "commit")} by somebody without an account");
        foreach (var r in shortfalls.OfType<Shortfall.RehearsalMissing>())
            parts.Add($"{Clauses.Quoted(r.Target.Value)} must be rehearsed, and could not be");
        foreach (var o in shortfalls.OfType<Shortfall.OverrideUnreviewed>())
            parts.Add($"change {Counts.Number(o.Override.Change.Number)} was overridden and must be signed first");
        return string.Join("; ", parts);
    }

    /// <summary>Shortfalls that the same people can supply are one need, as large as the largest of them.</summary>
    private static ImmutableArray<Need> Needs(ImmutableArray<Shortfall> shortfalls) =>
    [
        .. shortfalls.OfType<Shortfall.SignOffsMissing>()
            .GroupBy(s => string.Join(" or ", s.Requirement.From.Select(p => Clauses.Quoted(p.ToString()))), StringComparer.Ordinal)
            .Select(g => new Need(
                g.Max(s => s.Requirement.Count - s.By.Length), g.Key, [.. g.SelectMany(s => s.Statements).Distinct().Order()])),
    ];

    private sealed record Need(int Count, string From, ImmutableArray<int> Statements)
    {
        internal string Sentence =>
            $"{Counts.Of(Count, "sign-off")} from {From} for {VisibleText.Cut(ShortfallSentences.Numbers(Statements), 60)}";
    }
}
