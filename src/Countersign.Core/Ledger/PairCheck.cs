using Countersign.Ledger.V1;

namespace Countersign.Ledger;

/// <summary>
/// Every result answers an intent, and every intent is answered before a later deployment touches the same target. An
/// indeterminate answer leaves the intent open until a second one resolves it.
/// </summary>
internal sealed class PairCheck
{
    // By the digest of the marker token, which no two intents share.
    private readonly Dictionary<string, OpenIntent> _open = new(StringComparer.Ordinal);
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
        var left = _open.Values.FirstOrDefault(o => o.Server == intent.Execution.Target.Identity && o.Fence < intent.Unit.Fence);
        if (left is not null)
            return $"a new deployment to `{intent.Execution.Target.Name}` began while the intent in entry {left.Sequence} has no result";
        if (_answered.Contains(Short(intent.Unit.TokenSha256))
            || !_open.TryAdd(intent.Unit.TokenSha256, new(sequence, intent.Execution.Target.Identity, intent.Unit.Fence)))
            return "its intent was recorded before";
        return null;
    }

    private string? Take(ResultV1 result)
    {
        var token = result.Unit.TokenSha256;
        if (!_open.TryGetValue(token, out var intent))
            return _answered.Contains(Short(token)) ? "its intent has a result already" : "its intent is missing";
        if (intent.Server != result.Execution.Target.Identity || intent.Fence != result.Unit.Fence)
            return $"it differs from its intent in entry {intent.Sequence}";
        if (result.Outcome.Class == OutcomeV1.Indeterminate) return null;
        _open.Remove(token);
        _answered.Add(Short(token));
        return null;
    }

    /// <summary>Half of a SHA-256 is far more than enough to tell tokens apart, and there may be millions.</summary>
    private static UInt128 Short(string digest) => UInt128.Parse(
        digest.AsSpan(0, 32), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);

    private sealed record OpenIntent(long Sequence, string Server, long Fence);
}
