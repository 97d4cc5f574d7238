namespace Countersign.Schemas.Reversals;

/// <summary>Which rule undoes the change of which kind.</summary>
internal static class Families
{
    /// <summary>Before and after, after with every rename undone; one of them null for what came or went.</summary>
    internal delegate IEnumerable<Undo> Family(ObjectDifference change, ReversalContext context);

    private static readonly ImmutableDictionary<SchemaObjectKind, Family> Table = new Dictionary<SchemaObjectKind, Family>
    {
        [SchemaObjectKind.Role] = RoleReversals.OfRole,
        [SchemaObjectKind.Membership] = RoleReversals.OfMembership,
        [SchemaObjectKind.Schema] = PlainReversals.Of,
        [SchemaObjectKind.Extension] = PlainReversals.OfExtension,
        [SchemaObjectKind.Type] = TypeReversals.Of,
        [SchemaObjectKind.Sequence] = SequenceReversals.Of,
        [SchemaObjectKind.Routine] = RoutineReversals.Of,
        [SchemaObjectKind.Operator] = PlainReversals.Of,
        [SchemaObjectKind.Table] = TableReversals.Of,
        [SchemaObjectKind.Column] = ColumnReversals.Of,
        [SchemaObjectKind.View] = PlainReversals.Of,
        [SchemaObjectKind.Index] = IndexReversals.Of,
        [SchemaObjectKind.Constraint] = ConstraintReversals.Of,
        [SchemaObjectKind.TableSetting] = SettingReversals.Of,
        [SchemaObjectKind.Statistics] = PlainReversals.Of,
        [SchemaObjectKind.Trigger] = TriggerReversals.Of,
        [SchemaObjectKind.Rule] = PlainReversals.Of,
        [SchemaObjectKind.Policy] = PlainReversals.Of,
        [SchemaObjectKind.Owner] = GrantReversals.OfOwner,
        [SchemaObjectKind.Grant] = GrantReversals.OfGrant,
        [SchemaObjectKind.DefaultPrivilege] = GrantReversals.OfDefault,
        [SchemaObjectKind.Comment] = GrantReversals.OfComment,
        [SchemaObjectKind.Other] = OtherReversals.Of,
    }.ToImmutableDictionary();

    /// <summary>True where the name coming back does not bring back what was in it.</summary>
    internal static bool HoldsData(SchemaObjectKind kind) =>
        kind is SchemaObjectKind.Table or SchemaObjectKind.Column or SchemaObjectKind.Sequence or SchemaObjectKind.Role or SchemaObjectKind.Extension;

    /// <summary>The rename first, then what is left when it is undone.</summary>
    internal static IEnumerable<Undo> Of(ObjectDifference change, RenamedNames names, ReversalContext context)
    {
        if (change is not { Before: { } before, After: { } after }) return Table[change.Before?.Kind ?? change.After!.Kind](change, context);
        var undone = names.Undone(after, before);
        var renames = RenameReversals.Of(before, after, context);
        return undone.Definition == before.Definition || names.Done(before.Definition, after) == after.Definition ? renames : renames.Concat(Table[before.Kind](new(before, undone), context));
    }
}

/// <summary>Objects that hold nothing: dropped when they came, created when they went, both when they changed.</summary>
internal static class PlainReversals
{
    internal static IEnumerable<Undo> Of(ObjectDifference change, ReversalContext context) => change switch
    {
        { Before: null, After: { } added } => context.ParentWasAdded(added) ? [] : [Dropped(added)],
        { Before: { } removed, After: null } => [Created(removed), .. GrantReversals.NotToPublic(removed, context)],
        _ => [new Undo.Recreate(change.Before!, change.After!)],
    };

    internal static Undo Dropped(SchemaObject o) => Targets.Of(o) is { } target
        ? new Undo.Step(Phase.Drop, o, "DROP " + target)
        : new Undo.Lost($"how {o.Identity} is dropped is not known");

    internal static Undo Created(SchemaObject o) => new Undo.Step(Phase.Build, o, o.Definition);

    /// <summary>Its own tables are not listed, and updates run in one direction.</summary>
    internal static IEnumerable<Undo> OfExtension(ObjectDifference change, ReversalContext context)
    {
        if (change.Before is null) return [Dropped(change.After!)];
        if (change.After is null) return [new Undo.Lost($"what the extension {change.Before.Identity} kept is gone")];
        var was = Targets.After(SqlTokens.Of(change.Before.Definition), "SCHEMA");
        var now = Targets.After(SqlTokens.Of(change.After.Definition), "SCHEMA");
        return was != now && Mentions.Replace(change.After.Definition, now, was) == change.Before.Definition
            ? [new Undo.Step(Phase.Rename, change.After, $"ALTER EXTENSION {change.After.Identity} SET SCHEMA {was}")]
            : [new Undo.Lost($"an extension's update runs in one direction: {change.Before.Definition}")];
    }
}
