using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Statements;

namespace Countersign.Deployments;

/// <summary>
/// Which tables are partitions of which. The server counts rows in partitions, while statements name the table above; which of its
/// partitions rows fall into depends on the rows.
/// </summary>
internal static class Partitions
{
    private const string Words = " PARTITION OF ";

    /// <summary>The tables above each partition, by names as statements write them.</summary>
    internal static ILookup<ObjectName, ObjectName> Of(RelationNames names, TargetRehearsal rehearsal)
    {
        var above = (rehearsal.PlannedOn?.Objects ?? []).Concat(rehearsal.Difference.Objects.Select(d => d.After).OfType<SchemaObject>())
            .Where(o => o.Kind == SchemaObjectKind.Table)
            .Select(o => (Part: names.Parse(o.Identity), Above: Above(o.Definition) is { } whole ? names.Parse(whole) : (ObjectName?)null))
            .Where(p => p.Above is not null).DistinctBy(p => p.Part).ToDictionary(p => p.Part, p => p.Above!.Value);
        return above.Keys.SelectMany(part => Chain(part).Select(whole => (part, whole))).ToLookup(p => p.part, p => p.whole);

        IEnumerable<ObjectName> Chain(ObjectName part)
        {
            for (var depth = 0; depth < above.Count && above.TryGetValue(part, out var next); depth++, part = next) yield return next;
        }
    }

    /// <summary>`shop.parts` of `CREATE TABLE shop.p PARTITION OF shop.parts FOR VALUES …`; null for other tables.</summary>
    private static string? Above(string definition)
    {
        var at = definition.IndexOf(Words, StringComparison.Ordinal);
        if (at < 0) return null;
        var (start, quoted) = (at + Words.Length, false);
        for (var i = start; i < definition.Length; i++)
        {
            if (definition[i] == '"') quoted = !quoted;
            else if (!quoted && char.IsWhiteSpace(definition[i])) return definition[start..i];
        }

        return definition[start..];
    }
}
