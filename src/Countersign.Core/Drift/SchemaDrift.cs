using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Drift;

/// <summary>Whether a target has the schema that it was left with. Closed.</summary>
public abstract record SchemaDrift
{
    private SchemaDrift() { }

    /// <summary>It has, or it was never left with any.</summary>
    public sealed record None : SchemaDrift;

    /// <summary>Somebody else changed it.</summary>
    /// <param name="Known">How the other schema is known, e.g. `left by deployment 12`.</param>
    public sealed record Differs(SchemaDifference Difference, string Known) : SchemaDrift;

    /// <summary>Nobody can tell now; the reason is safe to show.</summary>
    public sealed record Unreadable(string Because) : SchemaDrift;
}

/// <summary>The schema that a target was left with, so that what somebody else changes there can be named.</summary>
/// <param name="Because">How it is known, e.g. `first seen` or `left by deployment 12`.</param>
/// <param name="Expected">Fingerprints that the units of a deployment which was not seen to end leave, in order.</param>
public sealed record KnownSchema(Schema Schema, string Because, ImmutableArray<Digest> Expected)
{
    /// <summary>Compares with what is there now.</summary>
    public SchemaDrift Compare(Schema now)
    {
        ArgumentNullException.ThrowIfNull(now);
        return now.Fingerprint == Schema.Fingerprint || Expected.Contains(now.Fingerprint)
            ? new SchemaDrift.None()
            : new SchemaDrift.Differs(SchemaDifference.Between(Schema, now), Because);
    }
}
