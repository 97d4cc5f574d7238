using Countersign.Statements;

namespace Countersign.SignOffs;

/// <summary>Says why a sign-off no longer covers what it once covered (INV-16).</summary>
internal sealed class VoidRemarks(Plan plan)
{
    private readonly ImmutableDictionary<TargetName, ImmutableArray<Statement>> _now =
        plan.Targets.ToImmutableDictionary(t => t.Target, t => t.Statements);

    private readonly ImmutableHashSet<Digest> _chains = [.. plan.Statements.Select(s => s.Chain)];

    /// <summary>Why it no longer covers statements that changed, and those that did not but do something else now.</summary>
    internal IEnumerable<string> Of(SignOff signOff) => Changed(signOff).Concat(Otherwise(signOff));

    private IEnumerable<string> Otherwise(SignOff signOff) =>
        from statement in plan.Statements
        let seen = signOff.SignedAs(statement)
        where seen is not null && !seen.IsAsShown(statement)
        group statement.Number by seen.DoesSomethingElse(statement) into numbers
        let labels = ShortfallSentences.Numbers([.. numbers])
        select numbers.Key
            ? $"what {labels} {(numbers.Count() == 1 ? "does" : "do")} to the target changed after {signOff.By.Handle} signed"
            : $"whether {labels} {(numbers.Count() == 1 ? "runs" : "run")} in a transaction changed after {signOff.By.Handle} signed";

    /// <summary>
    /// One sentence a target: a chain names everything above, so the first difference explains every statement below it.
    /// </summary>
    private IEnumerable<string> Changed(SignOff signOff) =>
        from target in signOff.Seen.GroupBy(s => s.Target).OrderBy(g => g.Key.Value, StringComparer.Ordinal)
        let seen = target.OrderBy(s => s.Number).ToImmutableArray()
        let voided = seen.Where(s => s.Signed && !_chains.Contains(s.Chain)).Select(s => s.Number).ToImmutableArray()
        where !voided.IsEmpty
        select Sentence(target.Key, seen, voided, signOff.By.Handle);

    private string Sentence(TargetName target, ImmutableArray<SeenStatement> seen, ImmutableArray<int> voided, string who)
    {
        var signed = ShortfallSentences.Numbers(voided);
        if (!_now.TryGetValue(target, out var now))
            return $"`{target}` is no longer part of the plan since {who} signed {signed}";
        var first = 0;
        while (first < seen.Length && first < now.Length && seen[first].Statement == now[first].Digest) first++;
        if (first == now.Length) return $"{Then(seen[first..])} {Was(seen[first..])} removed after {who} signed {signed}";
        if (first == seen.Length) return $"the order of targets changed after {who} signed {signed}";
        var stillThere = now[first..].Any(s => s.Digest == seen[first].Statement);
        var wasThere = seen[first..].Any(s => s.Statement == now[first].Digest);
        return (stillThere, wasThere) switch
        {
            (true, true) => $"statements were put in another order after {who} signed {signed}",
            (true, false) => $"{signed} moved: {now[first].Label} was inserted before {(voided.Length == 1 ? "it" : "them")} after {who} signed",
            (false, true) => $"{Then(seen[first..(first + 1)])} was removed after {who} signed {signed}",
            (false, false) => $"{now[first].Label} changed after {who} signed {signed}",
        };
    }

    private static string Then(ImmutableArray<SeenStatement> seen) => ShortfallSentences.Numbers([.. seen.Select(s => s.Number)]);

    private static string Was(ImmutableArray<SeenStatement> seen) => seen.Length == 1 ? "was" : "were";
}
