using Countersign.Drift;
using Countersign.Policy;
using Countersign.Statements;

namespace Countersign.Deployments;

/// <summary>What decides whether a target's part of an approved plan may start now.</summary>
/// <param name="Enrolled">Identity recorded at enrolment; null when the target was never enrolled.</param>
/// <param name="Finished">Sequences of units of this deployment already known to be committed.</param>
/// <param name="History">
/// Paths of the versioned scripts that were on the base branch before the change landed. All of them must be in the target
/// first: so changes run in the order in which they landed, whatever order we learn of them in.
/// </param>
/// <param name="FrozenBecause">Why the target is frozen by an indeterminate outcome; null when it is not.</param>
/// <param name="WasCommanded">True when a person said `/countersign deploy` after the change landed.</param>
public sealed record ReadinessFacts(
    TargetPlan Plan,
    TargetPolicy Policy,
    TargetIdentity? Enrolled,
    TargetState State,
    ImmutableHashSet<int> Finished,
    ImmutableArray<string> History,
    string? FrozenBecause,
    bool WasCommanded,
    DateTimeOffset Now)
{
    /// <summary>Whether the target has the schema that it was left with.</summary>
    public SchemaDrift Drift { get; init; } = new SchemaDrift.None();
}

/// <summary>Whether a target's part of an approved plan may start. Closed.</summary>
public abstract record Readiness
{
    private Readiness() { }

    /// <summary>These units run now, in this order.</summary>
    public sealed record Go(ImmutableArray<ExecutionUnit> Units) : Readiness;

    /// <summary>Everything is in the target already.</summary>
    public sealed record NothingLeft : Readiness;

    /// <summary>Not yet; becomes possible without a new sign-off.</summary>
    public sealed record Wait(string Because) : Readiness;

    /// <summary>Not as things stand; a person must act.</summary>
    public sealed record Refuse(ImmutableArray<Refusal> Reasons) : Readiness;

    /// <summary>Decides. Preconditions are checked in the order in which a person would have to mend them.</summary>
    public static Readiness Decide(ReadinessFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.FrozenBecause is { } frozen)
            return Refused(facts, "CS101", $"target `{facts.Plan.Target}` is frozen: {frozen}",
                "find out what happened, then resolve the deployment");
        if (facts.State is TargetState.Unreachable(var because))
            return new Wait($"target `{facts.Plan.Target}` cannot be reached: {because}");
        if (facts.State is not TargetState.Ready ready || facts.Enrolled is null)
            return Refused(facts, "CS102", $"target `{facts.Plan.Target}` is not enrolled",
                $"run `countersign target enrol {facts.Plan.Target}`");
        if (ready.Identity.Text != facts.Enrolled.Text)
            return Refused(facts, "CS103", $"target `{facts.Plan.Target}` is another server than the one enrolled: "
                + $"{ready.Identity.Text} instead of {facts.Enrolled.Text}", "check the connection, or enrol the new server");
        if (ConflictingScript(facts.Plan, ready) is { } conflict) return new Refuse([conflict]);
        return Remaining(facts, ready) is [_, ..] units
            ? Drifted(facts) ?? Behind(facts, ready) ?? Timing(facts) ?? (Readiness)new Go(units)
            : new NothingLeft();
    }

    private static ImmutableArray<ExecutionUnit> Remaining(ReadinessFacts facts, TargetState.Ready ready)
    {
        var applied = ready.Applied.GroupBy(a => a.Path).ToDictionary(g => g.Key, g => g.Last().Digest);
        return
        [
            .. ExecutionUnit.Of(facts.Plan).Where(u =>
                !facts.Finished.Contains(u.Sequence)
                && !(applied.TryGetValue(u.Script.Path, out var digest) && digest == u.Script.Digest)),
        ];
    }

    private static Refusal? ConflictingScript(TargetPlan plan, TargetState.Ready ready)
    {
        var applied = ready.Applied.GroupBy(a => a.Path).ToDictionary(g => g.Key, g => g.Last().Digest);
        return plan.Scripts
            .Where(s => s.Role == ScriptRole.Versioned && applied.TryGetValue(s.Path, out var d) && d != s.Digest)
            .Select(s => new Refusal("CS104", Place.File(s.Path),
                $"target `{plan.Target}` has run a script of this name with other bytes", "give the new script a new name"))
            .FirstOrDefault();
    }

    /// <summary>What was rehearsed and signed, was so on another schema (design, section 5).</summary>
    private static Readiness? Drifted(ReadinessFacts facts) => facts.Drift switch
    {
        SchemaDrift.Differs drift => Refused(facts, "CS107",
            $"the schema of target `{facts.Plan.Target}` is not the one that is known ({drift.Known}): {DriftClauses.Brief(drift.Difference)}",
            $"take that back, or say who accepts it and why: `countersign target accept {facts.Plan.Target}`"),
        SchemaDrift.Unreadable(var because) => new Wait($"the schema of target `{facts.Plan.Target}`, which cannot be read: {because}"),
        _ => null,
    };

    private static Wait? Behind(ReadinessFacts facts, TargetState.Ready ready)
    {
        var missing = facts.History.Except(ready.Applied.Select(a => a.Path)).Order(StringComparer.Ordinal).ToImmutableArray();
        return missing switch
        {
            [] => null,
            [var only] => new($"`{only}` landed earlier and is not in `{facts.Plan.Target}` yet"),
            [var first, ..] => new($"`{first}` and {missing.Length - 1} more landed earlier and are not in `{facts.Plan.Target}` yet"),
        };
    }

    private static Wait? Timing(ReadinessFacts facts)
    {
        if (facts.Policy.Deploy == DeployTrigger.OnCommand && !facts.WasCommanded)
            return new($"target `{facts.Plan.Target}` is deployed on command: say `/countersign deploy`");
        if (facts.Policy.Window is { } unknown && !WindowRules.IsKnown(unknown))
            return new($"target `{facts.Plan.Target}` has a window in time zone `{unknown.TimeZone}`, which this machine does not know, "
                + "so it never opens: correct the policy, or install the machine's time zones");
        return facts.Policy.Window is { } window && !WindowRules.IsOpen(window, facts.Now)
            ? new($"target `{facts.Plan.Target}` is outside its window; it opens {WindowRules.Describe(window)}")
            : null;
    }

    private static Refuse Refused(ReadinessFacts facts, string rule, string why, string nextStep) =>
        new([new(rule, Place.File(facts.Plan.Target.Value), why, nextStep)]);
}
