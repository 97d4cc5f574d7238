using Countersign.Deployments;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Targets;

/// <summary>A unit's intent with its place in its script, which is what "the same unit" means across plans.</summary>
/// <param name="Part">0-based unit of the script; a transactional script has one.</param>
internal sealed record PlacedIntent(UnitIntent Intent, int Part, int Parts)
{
    internal Script Script => Intent.Unit.Script;

    internal byte[] TokenBytes => Convert.FromHexString(Intent.Token.Hex);

    internal byte[] TokenHash => System.Security.Cryptography.SHA256.HashData(TokenBytes);
}

/// <summary>
/// Holds intents against the approved plan: same plan, same units, same bytes, same session. Whatever does not match is a
/// fault of the caller, and nothing is sent.
/// </summary>
internal static class Placing
{
    internal static ImmutableArray<PlacedIntent> Of(
        ApprovedPlan approved, TargetName name, SessionProfile profile, ImmutableArray<UnitIntent> intents)
    {
        var target = approved.Plan.Targets.SingleOrDefault(t => t.Target == name)
            ?? throw new ArgumentException($"the approved plan has nothing for `{name}`", nameof(approved));
        if (target.Session.Digest != profile.Digest)
            throw new ArgumentException($"the plan was signed for another session profile than `{name}` has now", nameof(approved));
        foreach (var statement in target.Statements)
            if (DigestRules.Statement(name, target.Dialect, profile.Digest, statement.Source.Bytes.Span) != statement.Digest)
                throw new ArgumentException($"the bytes of {statement.Label} are not the signed ones", nameof(approved));
        var units = ExecutionUnit.Of(target);
        var parts = units.GroupBy(u => u.Script.Path, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
        return [.. intents.Select(intent => Place(intent, approved, units, parts))];
    }

    private static PlacedIntent Place(
        UnitIntent intent, ApprovedPlan approved, ImmutableArray<ExecutionUnit> units, Dictionary<string, ImmutableArray<ExecutionUnit>> parts)
    {
        var sequence = intent.Unit.Sequence;
        if (intent.Plan != approved.Plan.Digest || sequence < 0 || sequence >= units.Length || units[sequence].Chain != intent.Unit.Chain)
            throw new ArgumentException($"unit {sequence} of `{intent.Unit.Target}` is not in the approved plan", nameof(intent));
        var ours = units[sequence]; // the plan's own unit runs, not the caller's copy of it
        var script = parts[ours.Script.Path];
        return new(intent with { Unit = ours }, script.IndexOf(ours), script.Length);
    }
}
