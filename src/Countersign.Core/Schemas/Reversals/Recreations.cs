namespace Countersign.Schemas.Reversals;

/// <summary>
/// What cannot be altered back is dropped and created again. Everything that depends on it and holds nothing goes and comes
/// with it, and its owner, privileges and comments are given again: CREATE gives those of whoever runs it.
/// </summary>
internal static class Recreations
{
    internal static IEnumerable<Undo> Expanded(IReadOnlyList<Undo> undo, ReversalContext context)
    {
        var replaced = undo.OfType<Undo.Recreate>().ToList();
        foreach (var step in undo.Where(u => u is not Undo.Recreate)) yield return step;
        if (replaced.Count == 0) yield break;
        var touched = undo.OfType<Undo.Step>().Where(s => s.Phase is Phase.Drop or Phase.Build).Select(s => (s.Object.Kind, s.Object.Identity)).ToHashSet();
        AddDependents(replaced, touched, context);
        foreach (var one in replaced)
        {
            if (one.Before.Kind is SchemaObjectKind.Column or SchemaObjectKind.Table or SchemaObjectKind.Sequence or SchemaObjectKind.Type && one.Before == one.After)
            {
                yield return new Undo.Lost($"{one.Before.Identity} depends on what would have to be created again");
                continue;
            }

            yield return PlainReversals.Dropped(one.After);
            yield return PlainReversals.Created(one.Before);
            foreach (var right in GrantReversals.Restored(one.Before, context)) yield return right;
        }
    }

    private static void AddDependents(List<Undo.Recreate> replaced, HashSet<(SchemaObjectKind, string)> touched, ReversalContext context)
    {
        foreach (var one in replaced) touched.Add((one.Before.Kind, one.Before.Identity));
        var before = context.Before.Objects.ToLookup(o => (o.Kind, o.Identity));
        for (var i = 0; i < replaced.Count; i++)
        {
            var of = replaced[i].After;
            if (of.Kind is not (SchemaObjectKind.View or SchemaObjectKind.Routine or SchemaObjectKind.Type or SchemaObjectKind.Operator)) continue;
            foreach (var o in context.After.Objects)
            {
                if (!DependsOn(o, of) || before[(o.Kind, o.Identity)].FirstOrDefault() is not { } same || !touched.Add((o.Kind, o.Identity))) continue;
                replaced.Add(new(same, o));
            }
        }
    }

    /// <summary>A body in a string is looked up when it runs; everything else that mentions an object depends on it.</summary>
    private static bool DependsOn(SchemaObject o, SchemaObject of) => o.Kind switch
    {
        SchemaObjectKind.Owner or SchemaObjectKind.Grant or SchemaObjectKind.Comment or SchemaObjectKind.DefaultPrivilege => false,
        _ when o.Kind == of.Kind && o.Identity == of.Identity => false,
        _ when o.Parent == of.Identity && of.Kind == SchemaObjectKind.View => o.Kind != SchemaObjectKind.Column,
        SchemaObjectKind.Routine => RoutineReversals.HeadOf(o.Definition).Names(of.Identity)
            || (o.Definition.Contains("BEGIN ATOMIC", StringComparison.Ordinal) && o.Definition.Names(of.Identity)),
        _ => o.Definition.Names(of.Identity),
    };
}
