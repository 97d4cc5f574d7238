namespace Countersign.Schemas.Reversals;

/// <summary>
/// Phases in order; in the phase of drops what mentions goes before what is mentioned, in the phase of building it comes after.
/// Where mentions run in a circle (a function's body may mention anything), the order of kinds decides.
/// </summary>
internal static class StepOrder
{
    internal static IEnumerable<Undo.Step> Of(IEnumerable<Undo.Step> steps, Schema after)
    {
        foreach (var phase in steps.GroupBy(s => s.Phase).OrderBy(g => g.Key))
            foreach (var step in phase.Key switch
            {
                Phase.Drop => Built([.. phase.OrderBy(s => s.Object.Kind).ThenBy(IsForeignKey)], TextsIn(phase, after)).AsEnumerable().Reverse(),
                Phase.Build => Built([.. phase.OrderBy(s => s.Object.Kind).ThenBy(IsForeignKey)], phase.ToDictionary(s => s, s => s.Object.Definition + "\n" + s.Sql)),
                Phase.Rename => phase.OrderBy(s => s.Object.Kind == SchemaObjectKind.Schema ? 1 : 0),
                _ => phase,
            }) yield return step;
    }

    /// <summary>A table's text is that of all that goes with it: its foreign keys mention other tables.</summary>
    private static Dictionary<Undo.Step, string> TextsIn(IEnumerable<Undo.Step> drops, Schema after)
    {
        var children = after.Objects.Where(o => o.Parent is not null && o.Kind is SchemaObjectKind.Column or SchemaObjectKind.Constraint)
            .ToLookup(o => o.Parent!);
        return drops.ToDictionary(s => s, s => s.Object.Kind == SchemaObjectKind.Table
            ? string.Join('\n', children[s.Object.Identity].Select(c => c.Definition).Prepend(s.Object.Definition))
            : s.Object.Definition);
    }

    private static List<Undo.Step> Built(IReadOnlyList<Undo.Step> steps, Dictionary<Undo.Step, string> texts)
    {
        var (done, open, ordered) = (new HashSet<Undo.Step>(), new HashSet<Undo.Step>(), new List<Undo.Step>());
        foreach (var step in steps) Visit(step);
        return ordered;

        void Visit(Undo.Step step)
        {
            if (done.Contains(step) || !open.Add(step)) return;
            foreach (var other in steps)
                if (other.Object.Identity != step.Object.Identity && IsName(other.Object) && texts[step].Names(other.Object.Identity)) Visit(other);
            if (done.Add(step)) ordered.Add(step);
        }
    }

    /// <summary>Kinds whose identity stands in other definitions as it is.</summary>
    private static bool IsName(SchemaObject o) => o.Kind is SchemaObjectKind.Schema or SchemaObjectKind.Type or SchemaObjectKind.Sequence
        or SchemaObjectKind.Routine or SchemaObjectKind.Table or SchemaObjectKind.View or SchemaObjectKind.Operator;

    /// <summary>It needs the key that it refers to.</summary>
    private static bool IsForeignKey(Undo.Step step) => step.Object.Definition.Contains(" FOREIGN KEY ", StringComparison.Ordinal);
}
