namespace Countersign.Statements;

/// <summary>How a statement could be undone. Closed.</summary>
public abstract record Reversal
{
    private Reversal() { }

    /// <summary>These statements, run in this order, undo it exactly.</summary>
    public sealed record By(string Sql) : Reversal;

    /// <summary>It cannot be undone, or not from what the statement alone tells.</summary>
    public sealed record Irreversible(string Because) : Reversal;
}
