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
        return Between(before, after, before.Objects.Any(o => o.Address is not null) && after.Objects.Any(o => o.Address is not null));
    }

    /// <summary>Compares two databases with each other: the addresses of one mean nothing in the other, so identity decides.</summary>
    public static SchemaDifference ByName(Schema before, Schema after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return before.Fingerprint == after.Fingerprint ? None : Between(before, after, byAddress: false);
    }

    private static SchemaDifference Between(Schema before, Schema after, bool byAddress)
    {
        var old = before.Objects.ToDictionary(o => KeyOf(o, byAddress));
        var differences = new List<ObjectDifference>();
        foreach (var now in after.Objects)
            if (!old.Remove(KeyOf(now, byAddress), out var was)) differences.Add(new(null, now));
            else if (was.Definition != now.Definition || was.Identity != now.Identity) differences.Add(new(was, now));
        differences.AddRange(old.Values.Select(gone => new ObjectDifference(gone, null)));
        return new([.. differences.OrderBy(d => (d.After ?? d.Before)!.Kind).ThenBy(d => (d.After ?? d.Before)!.Identity, StringComparer.Ordinal)]);
    }

    /// <summary>An address tells more than a name, but only where both sides have them.</summary>
    private static (SchemaObjectKind, string, CatalogueAddress?) KeyOf(SchemaObject o, bool byAddress) =>
        byAddress && o.Address is { } address ? (o.Kind, AmongSiblings(o), address) : (o.Kind, o.Identity, null);

    /// <summary>
    /// Grants, settings and comments have the address of what they are about; what tells them apart is the rest of their
    /// identity, which a rename of that thing does not touch.
    /// </summary>
    private static string AmongSiblings(SchemaObject o) => o.Kind switch
    {
        SchemaObjectKind.Grant or SchemaObjectKind.Owner or SchemaObjectKind.Comment or SchemaObjectKind.TableSetting or SchemaObjectKind.Other
            or SchemaObjectKind.DefaultPrivilege =>
            o.Parent is { Length: > 0 } parent ? o.Identity.Replace(parent, "", StringComparison.Ordinal) : o.Identity,
        _ => "",
    };
}
