namespace Countersign.Schemas.Reversals;

/// <summary>What a partition or child has from its parent comes and goes with the parent's.</summary>
internal static class Inheritance
{
    /// <summary>True when the parent table got an object of the same kind and name at the same time.</summary>
    internal static bool CameFromAbove(SchemaObject o, string table, ReversalContext context) => Above(o, table, context.After, context.Changes.Select(c => (c.Before, c.After)));

    /// <summary>True when the parent table lost one.</summary>
    internal static bool WentFromAbove(SchemaObject o, string table, ReversalContext context) => Above(o, table, context.Before, context.Changes.Select(c => (c.After, c.Before)));

    /// <summary>
    /// True when a parent of the table has the same there. What a partition has from its parent is not listed as its own, so
    /// attaching takes it out of the schema and detaching brings it in, and nothing of it is lost or new.
    /// </summary>
    internal static bool IsOfParent(SchemaObject o, string table, Schema schema) =>
        schema.Objects.FirstOrDefault(t => t.Kind == SchemaObjectKind.Table && t.Identity == table) is { } child && ParentsOf(child).Any(p =>
            schema.Objects.Any(x => x.Kind == o.Kind && Targets.TableOf(x) == p && Shape(x) == Shape(o)) || IsOfParent(o, p, schema));

    /// <summary>A column is renamed in the children, too.</summary>
    internal static bool WasRenamedAbove(SchemaObject before, SchemaObject after, ReversalContext context)
    {
        if (before.Kind is not (SchemaObjectKind.Column or SchemaObjectKind.Constraint)) return false;
        var child = context.After.Objects.FirstOrDefault(t => t.Kind == SchemaObjectKind.Table && t.Identity == Targets.TableOf(after));
        var parents = child is null ? [] : ParentsOf(child);
        return parents.Count > 0 && context.Changes.Any(c => c is { Before: { } b, After: { } a } && a.Kind == after.Kind && parents.Contains(Targets.TableOf(a))
            && Targets.NameOf(a) == Targets.NameOf(after) && Targets.NameOf(b) == Targets.NameOf(before));
    }

    private static bool Above(SchemaObject o, string table, Schema schema, IEnumerable<(SchemaObject? Other, SchemaObject? Here)> changes)
    {
        if (schema.Objects.FirstOrDefault(t => t.Kind == SchemaObjectKind.Table && t.Identity == table) is not { } child) return false;
        var parents = ParentsOf(child);
        return parents.Count > 0 && changes.Any(c => c.Other is null && c.Here is { } x && x.Kind == o.Kind
            && parents.Contains(Targets.TableOf(x)) && Shape(x) == Shape(o));
    }

    private static HashSet<string> ParentsOf(SchemaObject table)
    {
        var tokens = SqlTokens.Of(table.Definition);
        var parents = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + 2 < tokens.Length; i++)
            if (tokens[i].Is("PARTITION") && tokens[i + 1].Is("OF")) parents.Add(tokens[i + 2].Text);
        if (tokens.FirstOrDefault(t => t.IsGroup && t.Start > 0 && table.Definition[..t.Start].TrimEnd().EndsWith("INHERITS", StringComparison.Ordinal)).Text is { } group)
            foreach (var parent in group[1..^1].Split(',', StringSplitOptions.TrimEntries)) parents.Add(parent);
        return parents;
    }

    /// <summary>Names of indexes and of foreign keys differ in a partition; what they are over does not.</summary>
    private static string Shape(SchemaObject o)
    {
        if (o.Kind is SchemaObjectKind.Column or SchemaObjectKind.Trigger) return Targets.NameOf(o);
        var tokens = SqlTokens.Of(o.Definition);
        var from = tokens.FirstOrDefault(t => t.Is(o.Kind == SchemaObjectKind.Index ? "USING" : "CONSTRAINT"), tokens[0]);
        var text = o.Definition[from.End..];
        return o.Kind == SchemaObjectKind.Constraint ? text[text.IndexOf(Targets.NameOf(o), StringComparison.Ordinal)..][Targets.NameOf(o).Length..] : text;
    }
}
