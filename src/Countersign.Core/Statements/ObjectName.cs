namespace Countersign.Statements;

/// <summary>
/// A database object as the statement names it, after the dialect's own case folding. Without a schema, the
/// name is resolved by the session's search path, which the session profile fixes.
/// </summary>
public readonly record struct ObjectName(string? Schema, string Name)
{
    /// <inheritdoc />
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
