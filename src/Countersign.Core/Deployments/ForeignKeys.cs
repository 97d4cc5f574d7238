using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Deployments;

/// <summary>
/// Which relations a foreign key ties together. Changing rows of one makes the server lock rows of the other, and so the other in
/// ROW SHARE, but only where a row is really changed: a copy of the schema, without production's rows, often does not show it.
/// </summary>
internal static class ForeignKeys
{
    private const string References = " REFERENCES ";

    /// <summary>Pairs of names as statements write them, each in both directions.</summary>
    internal static ILookup<ObjectName, ObjectName> Of(RelationNames names, TargetRehearsal rehearsal) =>
        (rehearsal.PlannedOn?.Objects ?? []).Concat(rehearsal.Difference.Objects.Select(d => d.After).OfType<SchemaObject>())
            .Where(o => o is { Kind: SchemaObjectKind.Constraint, Parent: not null })
            .Select(o => (Child: names.Parse(o.Parent!), Parent: Referenced(o.Definition) is { } parent ? names.Parse(parent) : (ObjectName?)null))
            .Where(p => p.Parent is not null)
            .SelectMany(p => new[] { (p.Child, p.Parent!.Value), (p.Parent!.Value, p.Child) })
            .Distinct().ToLookup(p => p.Item1, p => p.Item2);

    /// <summary>`shop.orders` of `… FOREIGN KEY (id) REFERENCES shop.orders(id)`; null for other constraints.</summary>
    private static string? Referenced(string definition)
    {
        var at = definition.IndexOf("FOREIGN KEY", StringComparison.Ordinal) < 0 ? -1 : definition.LastIndexOf(References, StringComparison.Ordinal);
        if (at < 0) return null;
        var (start, quoted) = (at + References.Length, false);
        for (var i = start; i < definition.Length; i++)
        {
            if (definition[i] == '"') quoted = !quoted;
            else if (!quoted && definition[i] == '(') return definition[start..i].Trim();
        }

        return null;
    }
}
