using Countersign.Deployments;
using Countersign.Drift;
using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Targets.PostgreSql;

/// <summary>What was rehearsed and signed of one target's plan, and how strictly policy holds production to it.</summary>
internal sealed class Promise
{
    private readonly TargetPlan _plan;
    private readonly TargetRehearsal? _rehearsal;
    private readonly EnforcementPolicy _policy;
    private readonly bool _isRequired;
    private readonly RelationTies? _ties;

    private Promise(TargetPlan plan, TargetRehearsal? rehearsal, EnforcementPolicy policy, bool isRequired) =>
        (_plan, _rehearsal, _policy, _isRequired, _ties) =
            (plan, rehearsal, policy, isRequired, rehearsal is null ? null : RelationTies.Of(plan, rehearsal));

    internal static Promise Of(ApprovedPlan approved, TargetName name, EnforcementPolicy policy, RehearsalMode mode) => new(
        approved.Plan.Targets.Single(t => t.Target == name), approved.Rehearsals.GetValueOrDefault(name), policy, mode == RehearsalMode.Required);

    /// <summary>Null when nothing is compared: the unit was not rehearsed, or policy switches it off.</summary>
    internal HeldUnit? Of(ExecutionUnit unit) =>
        _policy.Mode != EnforcementMode.Off && Signed(unit) is { } signed ? new(signed, _policy.Mode) : null;

    /// <summary>
    /// The fingerprint that the unit leaves, if the rehearsal proved one: all that can be compared of a unit that runs outside
    /// a transaction, when it is too late to take it back.
    /// </summary>
    internal Digest? SchemaAfter(ExecutionUnit unit) =>
        _policy.Mode != EnforcementMode.Off && Signed(unit) is not null && unit.Sequence < _rehearsal!.UnitsAfter.Length
            ? _rehearsal.UnitsAfter[unit.Sequence]
            : null;

    /// <summary>Where policy requires a rehearsal, a unit that was not seen in one does not run.</summary>
    internal Obstacle? ObstacleTo(ExecutionUnit unit) => _isRequired && Signed(unit) is null
        ? new("not-rehearsed",
            $"{unit.Script.Path} was not rehearsed, which policy requires; nothing of it was sent; see why in the report, mend that, "
            + "then say `/countersign deploy`", MayRetry: true)
        : null;

    /// <summary>Whether it is known what schema the plan was rehearsed on.</summary>
    internal bool HasSchema => _rehearsal is not null;

    /// <summary>
    /// The schema must be the one that was planned on, or the one that the unit before left (design, section 8). Where the
    /// rehearsal proved nothing of that unit, nobody can tell.
    /// </summary>
    internal Obstacle? DriftBefore(ExecutionUnit unit, Schema now)
    {
        var after = _rehearsal!.UnitsAfter;
        if (now.Fingerprint == _rehearsal.Before) return null;
        if (unit.Sequence > 0 && (unit.Sequence > after.Length || after[unit.Sequence - 1] == now.Fingerprint)) return null;
        var what = _rehearsal.PlannedOn is { } planned ? DriftClauses.Brief(SchemaDifference.Between(planned, now)) : $"its fingerprint is {now.Fingerprint}";
        return new("drift", $"the schema changed after the plan was rehearsed on it, so nothing was sent: {what}; say `/countersign deploy` to have it "
            + "rehearsed again, and if the change is not known, see `countersign target accept`", MayRetry: true);
    }

    private Enforcement? Signed(ExecutionUnit unit) =>
        _rehearsal is null ? null : Enforcement.Of(_plan, unit, _rehearsal, _ties!, _policy.Tolerance);
}
