namespace Countersign.Targets.PostgreSql.Copying;

/// <summary>What came of copying a schema. Closed.</summary>
internal abstract record SchemaCopy
{
    private SchemaCopy() { }

    /// <summary>The copy was read back and has the fingerprint of its original.</summary>
    internal sealed record Complete : SchemaCopy;

    /// <summary>The copy is not what its original is; nothing may be rehearsed on it.</summary>
    /// <param name="Because">What differs or cannot be made, and what to do next; safe to show.</param>
    internal sealed record Unlike(string Because) : SchemaCopy;
}
