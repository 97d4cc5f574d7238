using Countersign.Deployments;

namespace Countersign.Policy;

/// <summary>Whether the plans of a target are rehearsed before they are signed; the weakest first.</summary>
public enum RehearsalMode
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>When it can be; why it could not is shown.</summary>
    WhenPossible,

    /// <summary>What could not be rehearsed may not merge.</summary>
    Required,
}

/// <summary>What follows when somebody else changed the schema of a SQL Server target; the weakest first.</summary>
public enum DriftMode
{
    /// <summary>Nothing: the schema is not read.</summary>
    Off,

    /// <summary>Nothing is deployed until a person takes the change back or accepts it.</summary>
    Refuse,
}

/// <summary>What happens when a unit does more in production than was rehearsed and signed; the weakest first.</summary>
public enum EnforcementMode
{
    /// <summary>Nothing is compared.</summary>
    Off,

    /// <summary>It is committed, and what was more stands in the evidence of its result.</summary>
    Report,

    /// <summary>It is rolled back.</summary>
    On,
}

/// <summary>How a target's units are held to what was signed of them.</summary>
/// <param name="Tolerance">How much more is still no more.</param>
public sealed record EnforcementPolicy(EnforcementMode Mode, Tolerance Tolerance)
{
    /// <summary>What holds when policy says nothing.</summary>
    public static EnforcementPolicy Default { get; } = new(EnforcementMode.On, Tolerance.Default);

    /// <summary>Of two, the stricter of each part.</summary>
    public static EnforcementPolicy Stricter(EnforcementPolicy one, EnforcementPolicy other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new(
            one.Mode > other.Mode ? one.Mode : other.Mode,
            new(Math.Min(one.Tolerance.RowFactor, other.Tolerance.RowFactor), one.Tolerance.ComparesLocks || other.Tolerance.ComparesLocks));
    }
}
