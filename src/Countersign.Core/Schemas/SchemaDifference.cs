namespace Countersign.Schemas;

/// <summary>One object before and after; null where it was not there.</summary>
public sealed record ObjectDifference(SchemaObject? Before, SchemaObject? After);

/// <summary>
/// What differs between two schemas, object by object, in order of kind and identity. Objects of the same address are the same
/// one, so a rename is a change and not a loss; without addresses identity decides.
/// </summary>
public sealed record SchemaDifference(ImmutableArray<ObjectDifference> Objects)
{
    /// <summary>Nothing differs.</summary>
    public static SchemaDifference None { get; } = new([]);

    /// <summary>True when nothing differs.</summary>
    public bool IsEmpty => Objects.IsEmpty;

    /// <summary>Compares.</summary>
    public static SchemaDifference Between(Schema before, Schema after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Fingerprint == after.Fingerprint) return None;
        var old = before.Objects.ToDictionary(KeyIn(after));
        var differences = new List<ObjectDifference>();
        foreach (var now in after.Objects)
            if (!old.Remove(KeyIn(before)(now), out var was)) differences.Add(new(null, now));
            else if (was.Definition != now.Definition || was.Identity != now.Identity) differences.Add(new(was, now));
        differences.AddRange(old.Values.Select(gone => new ObjectDifference(gone, null)));
        return new([.. differences.OrderBy(d => (d.After ?? d.Before)!.Kind).ThenBy(d => (d.After ?? d.Before)!.Identity, StringComparer.Ordinal)]);

        // An address tells more than a name, but only where both sides have them.
        static Func<SchemaObject, (SchemaObjectKind, string, CatalogueAddress?)> KeyIn(Schema other) =>
            o => o.Address is { } address && other.Objects.Any(p => p.Address is not null) ? (o.Kind, "", address) : (o.Kind, o.Identity, null);
    }
}
