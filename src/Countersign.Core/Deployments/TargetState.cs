using Countersign.Statements;

namespace Countersign.Deployments;

/// <summary>Which server a target is; recorded at enrolment, a precondition of execution.</summary>
/// <param name="Parts">E.g. `system identifier` and `database` for PostgreSQL; `file id` for SQLite.</param>
public sealed record TargetIdentity(ImmutableSortedDictionary<string, string> Parts)
{
    /// <summary>`name=value` pairs in ordinal order; equal for the same server, and short enough to show.</summary>
    public string Text => string.Join(", ", Parts.Select(p => $"{p.Key}={p.Value}"));
}

/// <summary>A script that the target says it has.</summary>
/// <param name="Baseline">True when it was declared history, not run by us.</param>
public sealed record AppliedScript(string Path, Digest Digest, bool Baseline);

/// <summary>What a target says of itself now. Closed.</summary>
public abstract record TargetState
{
    private TargetState() { }

    /// <summary>Reachable, enrolled, and readable.</summary>
    /// <param name="Facts">E.g. server version; for reports.</param>
    public sealed record Ready(
        TargetIdentity Identity, ImmutableArray<AppliedScript> Applied, ImmutableSortedDictionary<string, string> Facts) : TargetState;

    /// <summary>Reachable, but `countersign target enrol` has not been run.</summary>
    public sealed record NotEnrolled(TargetIdentity Identity) : TargetState;

    /// <summary>Not reachable now; the reason is safe to show.</summary>
    public sealed record Unreachable(string Because) : TargetState;
}

/// <summary>One least-privilege probe at enrolment: something the executing login must not be able to do (INV-29).</summary>
public sealed record ProbeResult(string Name, bool Passed, string Detail);

/// <summary>What enrolling came to.</summary>
public sealed record Enrolment(TargetIdentity Identity, ImmutableArray<ProbeResult> Probes)
{
    /// <summary>True when every probe passed.</summary>
    public bool IsAccepted => Probes.All(p => p.Passed);
}
