using Countersign.Deployments;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Targets;

/// <summary>An intent with the place of its unit in its script.</summary>
/// <param name="Part">0-based; a transactional script has one part, any other as many as statements.</param>
internal sealed record PlacedIntent(UnitIntent Intent, int Part, int Parts);

/// <summary>
/// Holds intents against the approved plan: same plan, same units, same bytes, same session. What does not match is a
/// fault of the caller, and nothing is sent.
/// </summary>
internal static class Placing
{
    /// <exception cref="ArgumentException">When anything differs from what was approved.</exception>
    internal static ImmutableArray<PlacedIntent> Of(
        ApprovedPlan approved, TargetName name, SessionProfile session, ImmutableArray<UnitIntent> intents)
    {
        var target = approved.Plan.Targets.SingleOrDefault(t => t.Target == name)
            ?? throw new ArgumentException($"the approved plan has nothing for `{name}`", nameof(approved));
        if (target.Session.Digest != session.Digest)
            throw new ArgumentException($"the plan was signed for another session than `{name}` has now", nameof(approved));
        if (target.Statements.FirstOrDefault(s => !IsAsSigned(target, s)) is { } other)
            throw new ArgumentException($"the bytes of {other.Label} are not the signed ones", nameof(approved));
        var units = ExecutionUnit.Of(target);
        return [.. intents.Select(intent => Place(intent, approved, units))];
    }

    private static bool IsAsSigned(TargetPlan target, Statement statement) =>
        DigestRules.Statement(target.Target, target.Dialect, target.Session.Digest, statement.Source.Bytes.Span) == statement.Digest;

    private static PlacedIntent Place(UnitIntent intent, ApprovedPlan approved, ImmutableArray<ExecutionUnit> units)
    {
        var sequence = intent.Unit.Sequence;
        if (intent.Plan != approved.Plan.Digest || sequence < 0 || sequence >= units.Length || units[sequence].Chain != intent.Unit.Chain)
            throw new ArgumentException($"unit {sequence} of `{intent.Unit.Target}` is not in the approved plan", nameof(intent));
        var ours = units[sequence]; // the plan's own unit runs, not the caller's copy of it
        ImmutableArray<ExecutionUnit> parts = [.. units.Where(u => u.Script.Path == ours.Script.Path)];
        return new(intent with { Unit = ours }, parts.IndexOf(ours), parts.Length);
    }
}
