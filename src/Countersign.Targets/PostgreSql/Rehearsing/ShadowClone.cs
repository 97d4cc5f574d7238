namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>What came of asking for a throwaway server. Closed.</summary>
internal abstract record ShadowClone
{
    private ShadowClone() { }

    /// <summary>It runs; whoever asked ends it.</summary>
    internal sealed record Running(ShadowServer Server) : ShadowClone;

    /// <summary>Its template could not be made; the reason is safe to show.</summary>
    internal sealed record Unfilled(string Because) : ShadowClone;
}
