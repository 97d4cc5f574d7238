using System.Globalization;
using System.Text;

namespace Countersign.IntegrationTests.Faults;

/// <summary>A promise that was not kept.</summary>
internal sealed record Violation(string Rule, string What);

/// <summary>Judges a world by what it left, and by nothing that the bot says of itself alone.</summary>
internal static class Oracle
{
    /// <summary>How far two clocks of one machine may read apart.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);

    /// <summary>All that is wrong; empty when every promise was kept.</summary>
    public static ImmutableArray<Violation> Judge(WorldState world) =>
    [
        .. OnlySigned(world), .. AtMostOnce(world), .. InOrder(world), .. NothingLost(world), .. IntentEffectResult(world),
        .. MarkersAreLedger(world), .. Verifies(world), .. NeverUnknown(world), .. OneOfEach(world), .. NothingElseSent(world), .. NoSecret(world),
    ];

    private static IEnumerable<Violation> OnlySigned(WorldState world) =>
        from trace in world.Traces
        let word = world.People.FirstOrDefault(p => p.Change == trace.Change)
        where word is null || !word.Signed.Contains(trace.Version) || word.Landed != trace.Version
        select new Violation("effects are signed", $"{trace} was not signed and landed");

    private static IEnumerable<Violation> AtMostOnce(WorldState world) =>
        world.Traces.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => new Violation("at most once", $"{g.Key} is there {g.Count()} times"));

    private static IEnumerable<Violation> InOrder(WorldState world) =>
        world.Traces.Zip(world.Traces.Skip(1))
            .Where(pair => (pair.First.Change, pair.First.Step).CompareTo((pair.Second.Change, pair.Second.Step)) > 0)
            .Select(pair => new Violation("order is kept", $"{pair.Second} came after {pair.First}"));

    private static IEnumerable<Violation> NothingLost(WorldState world) =>
    [
        .. from word in world.People
           let landed = word.Landed ?? 0 // no wording has this number
           where word.Signed.Contains(landed)
           from step in Enumerable.Range(1, word.Steps)
           where !world.Traces.Contains(new(word.Change, landed, step))
           select new Violation("nothing is lost", $"step {step} of change {word.Change} was signed and landed, and is not there"),
        .. world.Unended.Select(d => new Violation("nothing is lost", d)),
    ];

    private static IEnumerable<Violation> IntentEffectResult(WorldState world)
    {
        var markers = world.Markers.ToLookup(m => m.Token);
        foreach (var unit in world.Ledger.GroupBy(l => l.Token))
        {
            var intents = unit.Where(l => l.Outcome is null).ToList();
            var results = unit.Where(l => l.Outcome is not null and not "indeterminate").ToList();
            if (intents is not [var intent] || results is not [var result])
            {
                yield return new("intent, effect, result", $"unit {unit.Key[..8]} has {intents.Count} intents and {results.Count} results");
                continue;
            }

            if (intent.Sequence >= result.Sequence) yield return new("intent, effect, result", $"unit {unit.Key[..8]} has its result before its intent");
            foreach (var marker in markers[unit.Key])
                if (marker.At < intent.At - Tolerance || marker.At > result.At + Tolerance)
                    yield return new("intent, effect, result", string.Create(CultureInfo.InvariantCulture,
                        $"unit {unit.Key[..8]} was intended at {intent.At:O}, committed at {marker.At:O}, known at {result.At:O}"));
        }
    }

    private static IEnumerable<Violation> MarkersAreLedger(WorldState world)
    {
        var committed = world.Ledger.Where(l => l.Outcome == "committed").Select(l => l.Token).ToHashSet();
        var marked = world.Markers.Select(m => m.Token).ToHashSet();
        return committed.Except(marked).Select(t => new Violation("markers are the ledger", $"unit {t[..8]} is committed in the ledger, and not marked"))
            .Concat(marked.Except(committed).Select(t => new Violation("markers are the ledger", $"unit {t[..8]} is marked, and not committed in the ledger")));
    }

    private static IEnumerable<Violation> Verifies(WorldState world) => world.Broken is { } why ? [new("the ledger verifies", why)] : [];

    private static IEnumerable<Violation> NeverUnknown(WorldState world) =>
        world.Ledger.Where(l => l is { Outcome: "indeterminate", IsTransactional: true })
            .Select(l => new Violation("transactional work is never indeterminate", $"unit {l.Token[..8]} in entry {l.Sequence}"));

    private static IEnumerable<Violation> OneOfEach(WorldState world) =>
    [
        .. world.Forge.Where(s => s.Reports != 1).Select(s => new Violation("one comment", $"change {s.Change} has {s.Reports}")),
        .. world.Forge.Where(s => s.ChecksByHead.Any(c => c != 1))
            .Select(s => new Violation("one check", $"change {s.Change} has {string.Join(", ", s.ChecksByHead)} on its heads")),
    ];

    private static IEnumerable<Violation> NothingElseSent(WorldState world)
    {
        var intended = world.Ledger.SelectMany(l => l.StatementDigests).ToHashSet();
        return world.Sent.Distinct().Where(d => !intended.Contains(d))
            .Select(d => new Violation("bytes sent are bytes signed", $"a statement with digest {d[..8]} was on the wire and in no intent"));
    }

    private static IEnumerable<Violation> NoSecret(WorldState world) =>
        from said in world.Said
        from canary in world.Canaries
        from form in new[] { canary, Convert.ToBase64String(Encoding.UTF8.GetBytes(canary)).TrimEnd('='), Uri.EscapeDataString(canary) }.Distinct()
        where said.Value.Contains(form, StringComparison.Ordinal)
        select new Violation("no secret leaves", $"a secret that begins with `{canary[..4]}` is in {said.Key}");
}
