namespace Countersign.Schemas.Reversals;

/// <summary>Constraints of tables and domains. A changed one is dropped and added: that is also how a validated one becomes NOT VALID.</summary>
internal static class ConstraintReversals
{
    internal static IEnumerable<Undo> Of(ObjectDifference change, ReversalContext context)
    {
        if (change is { Before: null, After: { } added })
            return context.ParentWasAdded(added) || IsTheParents(added, context.Before) || Inheritance.CameFromAbove(added, Targets.TableOf(added), context) ? [] : [Dropped(added)];
        if (change is { Before: { } removed, After: null })
            return context.ParentWasRemoved(removed) || IsTheParents(removed, context.After) || Inheritance.WentFromAbove(removed, Targets.TableOf(removed), context) ? [] : [PlainReversals.Created(removed)];
        return [Dropped(change.After!), PlainReversals.Created(change.Before!), .. GrantReversals.Restored(change.Before!, context)];
    }

    private static bool IsTheParents(SchemaObject constraint, Schema schema) =>
        !constraint.Definition.StartsWith("ALTER DOMAIN", StringComparison.OrdinalIgnoreCase) && Inheritance.IsOfParent(constraint, Targets.TableOf(constraint), schema);

    internal static Undo.Step Dropped(SchemaObject constraint) => new(Phase.Drop, constraint,
        $"ALTER {(constraint.Definition.StartsWith("ALTER DOMAIN", StringComparison.OrdinalIgnoreCase) ? "DOMAIN" : "TABLE")} {Targets.TableOf(constraint)} DROP CONSTRAINT {Targets.NameOf(constraint)}");
}

/// <summary>Indexes that no constraint owns.</summary>
internal static class IndexReversals
{
    internal static IEnumerable<Undo> Of(ObjectDifference change, ReversalContext context) => change switch
    {
        { Before: null, After: { } added } when Inheritance.CameFromAbove(added, Targets.TableOf(added), context) => [],
        { Before: { } removed, After: null } when Inheritance.WentFromAbove(removed, Targets.TableOf(removed), context) => [],
        _ => PlainReversals.Of(change, context),
    };
}

/// <summary>Triggers. Their state is a statement of its own behind the definition.</summary>
internal static class TriggerReversals
{
    internal static IEnumerable<Undo> Of(ObjectDifference change, ReversalContext context)
    {
        if (change is { Before: null, After: { } added } && Inheritance.CameFromAbove(added, Targets.TableOf(added), context)) return [];
        if (change is not { Before: { } before, After: { } after }) return PlainReversals.Of(change, context);
        var (was, now) = (Split(before.Definition), Split(after.Definition));
        if (was.Create != now.Create) return PlainReversals.Of(change, context);
        var of = Targets.Of(before)!.StartsWith("EVENT", StringComparison.Ordinal)
            ? $"ALTER EVENT TRIGGER {before.Identity} ENABLE"
            : $"ALTER TABLE {Targets.TableOf(before)} ENABLE TRIGGER {Targets.NameOf(before)}";
        return [new Undo.Step(Phase.Build, before, was.State ?? of)];
    }

    private static (string Create, string? State) Split(string definition)
    {
        var at = definition.LastIndexOf("ALTER ", StringComparison.Ordinal);
        return at > 0 && definition[..at].TrimEnd().EndsWith(';') ? (definition[..at].TrimEnd().TrimEnd(';'), definition[at..]) : (definition.TrimEnd(';'), null);
    }
}
