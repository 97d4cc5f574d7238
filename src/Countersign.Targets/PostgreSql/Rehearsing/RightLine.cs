namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>One right. Two are the same when object and key are: a new name of the object changes the words, not the right.</summary>
/// <param name="Object">Oid of what it is about; empty for roles and settings.</param>
/// <param name="Came">What to say when it is new.</param>
/// <param name="Went">What to say when it is no more; null when nothing is said.</param>
/// <param name="Owner">Oid of the object's owner, when the right is the owner's own.</param>
internal sealed record RightLine(string Object, string Key, string Came, string? Went, string? Owner)
{
    /// <summary>It says who owns the object.</summary>
    internal bool IsOwner => Owner is not null && Key.StartsWith("owner ", StringComparison.Ordinal);

    public bool Equals(RightLine? other) => other is not null && Object == other.Object && Key == other.Key;

    public override int GetHashCode() => HashCode.Combine(Object, Key);
}
