using System.Diagnostics;

namespace Countersign.SignOffs;

/// <summary>The sentences of shortfalls. They are part of the contract: tests assert them.</summary>
internal static class ShortfallSentences
{
    /// <summary>Ranges of statements that a brief sentence names.</summary>
    internal const int BriefList = 20;

    internal static string Of(Shortfall shortfall) => Of(shortfall, int.MaxValue);

    /// <summary>For people: thousands of scattered statements are not listed one by one.</summary>
    internal static string Brief(Shortfall shortfall) => Of(shortfall, BriefList);

    private static string Of(Shortfall shortfall, int most) => shortfall switch
    {
        Shortfall.SignOffsMissing s => SignOffs(s, most),
        Shortfall.ChangesRequested c =>
            $"{c.Objection.By.Handle} asked for changes; they must approve or withdraw their review",
        Shortfall.UnknownContributor u =>
            $"commit {u.Identity.Commit.Short} is by `{u.Identity.NameAndEmail}`, which maps to no account; "
            + "rewrite it with an address that an account has verified",
        Shortfall.RehearsalMissing r =>
            $"`{r.Target}` has `rehearsal: required`, and this could not be rehearsed: {r.Because}; mend that, and the next review tries again",
        Shortfall.OverrideUnreviewed o =>
            $"change {o.Override.Change.Number} was applied on an override and still misses the sign-offs that it went without; "
            + "give them there, by `/countersign approve`, and this one can go on",
        _ => throw new UnreachableException(),
    };

    private static string SignOffs(Shortfall.SignOffsMissing s, int most)
    {
        var missing = s.Requirement.Count - s.By.Length;
        var people = missing == 1 ? "1 sign-off" : $"{missing} sign-offs";
        var so = s.By.IsEmpty ? "" : $" (has {string.Join(", ", s.By.Select(p => p.Handle))})";
        return $"{Numbers(s.Statements, most)} {(s.Statements.Length == 1 ? "needs" : "need")} {people} from "
            + $"{string.Join(" or ", s.Requirement.From)} by rule `{s.Rule}`{so}";
    }

    /// <summary>`q1, q3–q5`, and how many statements more after so many parts.</summary>
    internal static string Numbers(ImmutableArray<int> numbers, int most = int.MaxValue)
    {
        var parts = new List<string>();
        for (var i = 0; i < numbers.Length;)
        {
            if (parts.Count == most) return $"{string.Join(", ", parts)} and {numbers.Length - i} more";
            var j = i;
            while (j + 1 < numbers.Length && numbers[j + 1] == numbers[j] + 1) j++;
            parts.Add(j - i >= 2 ? $"q{numbers[i]}–q{numbers[j]}" : string.Join(", ", numbers[i..(j + 1)].Select(n => $"q{n}")));
            i = j + 1;
        }

        return string.Join(", ", parts);
    }
}
