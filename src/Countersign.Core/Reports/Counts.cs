using System.Globalization;
using Countersign.Statements;

namespace Countersign.Reports;

/// <summary>Numbers with their nouns, and lists with their `and`.</summary>
internal static class Counts
{
    internal static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Of(int count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>What of a plan runs, and where; a change of the policy does not run.</summary>
    internal static string Scope(Plan plan)
    {
        var targets = plan.Targets.Where(t => t.Dialect != Dialect.Policy).ToImmutableArray();
        var policy = targets.Length < plan.Targets.Length ? "a change of the policy" : "";
        if (targets.IsEmpty) return policy;
        var runs = $"{Of(targets.Sum(t => t.Statements.Length), "statement")} on {List([.. targets.Select(t => Clauses.Quoted(t.Target.Value))])}";
        return policy.Length == 0 ? runs : $"{runs}, and {policy}";
    }

    /// <summary>`a`, `a and b`, `a, b and c`, `a, b, c and 4 more`.</summary>
    internal static string List(ImmutableArray<string> items) => items switch
    {
        [] => "nothing",
        [var only] => only,
        [.. var most, var last] when items.Length <= 4 => $"{string.Join(", ", most)} and {last}",
        _ => $"{string.Join(", ", items[..3])} and {Number(items.Length - 3)} more",
    };

    /// <summary>`1 h 02 min`, `3 min 05 s`, `1.2 s`, `40 ms`.</summary>
    internal static string Duration(TimeSpan time)
    {
        var culture = CultureInfo.InvariantCulture;
        if (time.TotalHours >= 1) return string.Create(culture, $"{(int)time.TotalHours} h {time.Minutes:00} min");
        if (time.TotalMinutes >= 1) return string.Create(culture, $"{time.Minutes} min {time.Seconds:00} s");
        return time.TotalSeconds >= 1
            ? string.Create(culture, $"{time.TotalSeconds:0.0} s")
            : string.Create(culture, $"{time.TotalMilliseconds:0} ms");
    }
}
