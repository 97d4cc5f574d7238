namespace Countersign.Schemas.Reversals;

/// <summary>Names and schemas back.</summary>
internal static class RenameReversals
{
    internal static IEnumerable<Undo> Of(SchemaObject before, SchemaObject after, ReversalContext context)
    {
        if (!RenamedNames.IsRename(before, after) || Inheritance.WasRenamedAbove(before, after, context)) yield break;
        foreach (var sql in before.Kind switch
        {
            SchemaObjectKind.Column => [$"ALTER TABLE {Targets.TableOf(after)} RENAME COLUMN {Targets.NameOf(after)} TO {Targets.NameOf(before)}"],
            SchemaObjectKind.Constraint when Targets.Of(after)!.Contains(" ON DOMAIN ", StringComparison.Ordinal) =>
                [$"ALTER DOMAIN {Targets.TableOf(after)} RENAME CONSTRAINT {Targets.NameOf(after)} TO {Targets.NameOf(before)}"],
            SchemaObjectKind.Constraint =>
                [$"ALTER TABLE {Targets.TableOf(after)} RENAME CONSTRAINT {Targets.NameOf(after)} TO {Targets.NameOf(before)}"],
            SchemaObjectKind.Trigger or SchemaObjectKind.Policy or SchemaObjectKind.Rule =>
                [$"ALTER {Targets.Of(after)} RENAME TO {Targets.NameOf(before)}"],
            SchemaObjectKind.Role or SchemaObjectKind.Schema => [$"ALTER {Targets.Of(after)} RENAME TO {before.Identity}"],
            SchemaObjectKind.Extension => [],
            _ => Moved(before, after, context),
        }) yield return new Undo.Step(Phase.Rename, after, sql);
    }

    private static IEnumerable<string> Moved(SchemaObject before, SchemaObject after, ReversalContext context)
    {
        var target = Targets.Of(after)!;
        var (was, now) = (SqlTokens.PartsOf(before.Identity), SqlTokens.PartsOf(after.Identity));
        var there = target;
        if (was.Length > 1 && now.Length > 1 && was[0] != now[0] && !MovesByItself(before, after, context))
        {
            yield return $"ALTER {target} SET SCHEMA {was[0]}";
            there = target.Replace(after.Identity, string.Concat(was[0], after.Identity.AsSpan(now[0].Length)), StringComparison.Ordinal);
        }

        if (was[^1] != now[^1]) yield return $"ALTER {there} RENAME TO {was[^1]}";
    }

    /// <summary>With its schema, or with the table that owns it.</summary>
    private static bool MovesByItself(SchemaObject before, SchemaObject after, ReversalContext context)
    {
        var (was, now) = (SqlTokens.PartsOf(before.Identity)[0], SqlTokens.PartsOf(after.Identity)[0]);
        var isOwned = before.Kind == SchemaObjectKind.Sequence && (before.Parent is not null || SequenceReversals.OwningColumn(after.Identity, context.After) is not null);
        return isOwned || context.Changes.Any(c =>
            c is { Before: { Kind: SchemaObjectKind.Schema } b, After: { } a } && b.Identity == was && a.Identity == now);
    }
}
