using Countersign.Statements;

namespace Countersign.Schemas;

/// <summary>
/// A database's schema at one moment: definitions only, never a row. Schemas with the same fingerprint do
/// not differ in anything that their reader lists; what it leaves out is not seen.
/// </summary>
public sealed class Schema
{
    private readonly Lazy<Digest> _fingerprint;

    /// <summary>Takes the objects; the order in which they are given does not matter.</summary>
    public Schema(IEnumerable<SchemaObject> objects)
    {
        var sorted = objects.ToArray();
        Array.Sort(sorted, InOrder);
        Objects = ImmutableArray.Create(sorted);
        _fingerprint = new(() => FingerprintOf(Objects));
    }

    /// <summary>A database without anything in it.</summary>
    public static Schema Empty { get; } = new([]);

    /// <summary>In order of kind and identity; the columns of a table in their own order, where they have addresses.</summary>
    public ImmutableArray<SchemaObject> Objects { get; }

    /// <summary>
    /// SHA-256 over `cs.schema.v1` and, of every object in order, kind, identity and definition, each framed by its length.
    /// Addresses are left out, so a copy has the fingerprint of its original; the order of a table's columns counts.
    /// </summary>
    public Digest Fingerprint => _fingerprint.Value;

    private static int InOrder(SchemaObject a, SchemaObject b)
    {
        if (a.Kind != b.Kind) return a.Kind.CompareTo(b.Kind);
        var order = a.Kind == SchemaObjectKind.Column ? InTable(a, b) : 0;
        if (order == 0) order = string.CompareOrdinal(a.Identity, b.Identity);
        return order == 0 ? string.CompareOrdinal(a.Definition, b.Definition) : order;
    }

    private static int InTable(SchemaObject a, SchemaObject b) => string.CompareOrdinal(a.Parent, b.Parent) is var order and not 0
        ? order
        : Nullable.Compare(a.Address?.Column, b.Address?.Column);

    private static Digest FingerprintOf(ImmutableArray<SchemaObject> objects)
    {
        using var hash = DigestRules.Start("cs.schema.v1");
        foreach (var o in objects)
        {
            DigestRules.Field(hash, o.Kind.ToString());
            DigestRules.Field(hash, o.Identity);
            DigestRules.Field(hash, o.Definition);
        }

        return DigestRules.End(hash);
    }
}

/// <summary>How large a relation is, by the catalogue's own estimates: no row was read.</summary>
/// <param name="Rows">The planner's estimate; -1 when it has none yet.</param>
/// <param name="Bytes">Of its heap and TOAST, without indexes.</param>
/// <param name="IndexBytes">Of all its indexes.</param>
public sealed record RelationSize(ObjectName Relation, long Rows, long Bytes, long IndexBytes);

/// <summary>What came of reading a target's schema. Closed.</summary>
public abstract record SchemaReading
{
    private SchemaReading() { }

    /// <summary>Read.</summary>
    public sealed record Read(Schema Schema, ImmutableArray<RelationSize> Sizes) : SchemaReading;

    /// <summary>Not now; the reason is safe to show.</summary>
    public sealed record Unavailable(string Because) : SchemaReading;
}
