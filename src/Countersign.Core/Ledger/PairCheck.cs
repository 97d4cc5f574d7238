using System.Globalization;
using Countersign.Ledger.V1;

namespace Countersign.Ledger;

/// <summary>
/// Every result answers an intent, once; and no unit is tried again while nobody knows what became of the try before
/// (promise 3). An indeterminate answer leaves the intent open until a second one resolves it.
/// </summary>
internal sealed class PairCheck
{
    // By the digest of the marker token, which no two intents share; and by the unit that is tried.
    private readonly Dictionary<string, OpenIntent> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _tries = new(StringComparer.Ordinal);
    private readonly HashSet<UInt128> _answered = [];

    internal ImmutableArray<long> Open => [.. _open.Values.Select(o => o.Sequence).Order()];

    /// <returns>What is wrong; null when nothing is.</returns>
    internal string? Take(LedgerEntry entry) => entry.Body switch
    {
        IntentV1 intent => Take(entry.Sequence, intent),
        ResultV1 result => Take(result),
        _ => null,
    };

    private string? Take(long sequence, IntentV1 intent)
    {
        var token = intent.Unit.TokenSha256;
        var unit = UnitOf(intent.Execution, intent.Unit);
        if (_answered.Contains(Short(token)) || _open.ContainsKey(token))
            return "its intent was recorded before";
        if (_tries.TryGetValue(unit, out var before))
            return $"a unit is tried again while the intent in entry {before} has no result";
        _open.Add(token, new(sequence, unit, intent.Unit.Fence));
        _tries.Add(unit, sequence);
        return null;
    }

    private string? Take(ResultV1 result)
    {
        var token = result.Unit.TokenSha256;
        if (!_open.TryGetValue(token, out var intent))
            return _answered.Contains(Short(token)) ? "its intent has a result already" : "its intent is missing";
        if (intent.Unit != UnitOf(result.Execution, result.Unit) || intent.Fence != result.Unit.Fence)
            return $"it differs from its intent in entry {intent.Sequence}";
        if (result.Outcome.Class == OutcomeV1.Indeterminate) return null;
        _open.Remove(token);
        _tries.Remove(intent.Unit);
        _answered.Add(Short(token));
        return null;
    }

    private static string UnitOf(ExecutionV1 execution, UnitV1 unit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{execution.Change.Repository}#{execution.Change.Number} {execution.Plan} {execution.Target.Name} {execution.Target.Identity} {unit.Sequence}");

    /// <summary>Half of a SHA-256 is far more than enough to tell tokens apart, and there may be millions.</summary>
    private static UInt128 Short(string digest) => UInt128.Parse(
        digest.AsSpan(0, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private sealed record OpenIntent(long Sequence, string Unit, long Fence);
}
