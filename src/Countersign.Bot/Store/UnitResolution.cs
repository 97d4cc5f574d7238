using System.Text.Json.Serialization;
using Countersign.Deployments;

namespace Countersign.Bot.Store;

/// <summary>A person's word on an indeterminate unit, after looking at the target. It ends in the ledger as the unit's result.</summary>
/// <param name="IsApplied">True when its whole effect is in the target; false when nothing of it is.</param>
/// <param name="By">Who says so, as they call themselves.</param>
/// <param name="Because">How they know.</param>
internal sealed record UnitResolution(bool IsApplied, string By, string Because, DateTimeOffset At)
{
    /// <summary>The unit's outcome by this word.</summary>
    public UnitOutcome ToOutcome(UnitIntent intent) => IsApplied
        ? new UnitOutcome.Committed(intent, [.. intent.Unit.Statements.Select(_ => -1L)], TimeSpan.Zero,
            ImmutableSortedDictionary<string, string>.Empty.Add("resolved by", By).Add("resolved because", Because)
                .Add("resolved at", Stamp.Of(At)))
        : new UnitOutcome.NotCommitted(intent, null, "resolved", $"{By} looked and says that nothing of it is in the target: {Because}", MayRetry: true);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UnitResolution))]
internal sealed partial class UnitResolutionJson : JsonSerializerContext;
