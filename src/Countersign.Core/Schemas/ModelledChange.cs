using Countersign.Statements;

namespace Countersign.Schemas;

/// <summary>What a target's part of a plan makes of the schema, where a model of its text tells. Closed.</summary>
public abstract record ModelledChange
{
    private ModelledChange() { }

    /// <summary>Two models were compared; nothing was run.</summary>
    /// <param name="Before">Fingerprint of the schema that the base declares.</param>
    /// <param name="After">Fingerprint of the schema that the head declares.</param>
    /// <param name="Back">The script from head to base; empty when nothing has to be undone.</param>
    /// <param name="Lost">Clauses on what that script does not bring back.</param>
    public sealed record Compared(Digest Before, Digest After, SchemaDifference Difference, string Back, ImmutableArray<string> Lost) : ModelledChange;

    /// <summary>There is no model, and why; safe to show.</summary>
    public sealed record Unknown(string Because) : ModelledChange;
}
