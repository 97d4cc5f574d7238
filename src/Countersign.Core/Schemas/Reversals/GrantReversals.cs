namespace Countersign.Schemas.Reversals;

/// <summary>Owners, privileges, default privileges and comments.</summary>
internal static class GrantReversals
{
    internal static IEnumerable<Undo> OfOwner(ObjectDifference change, ReversalContext context)
    {
        if (change.Before is null || OwnerOf(change.Before) is not { } was) yield break;
        yield return new Undo.Step(Phase.Own, change.Before, change.Before.Definition);
        if (change.After is null || OwnerOf(change.After) is not { } now || now.Role == was.Role) yield break;
        // Changing the owner hands the owner's privileges over and merges them with the new owner's: those are given again.
        foreach (var grant in GrantsOn(context.Before, was.Key).Where(g => g.Read.Grantee == now.Role))
        {
            if (grant.Read.Privileges.Contains('(', StringComparison.Ordinal))
                yield return new Undo.Step(Phase.Revoke, grant.Object, (grant.Read with { Grantee = was.Role }).Revoke());
            yield return new Undo.Step(Phase.Grant, grant.Object, grant.Object.Definition);
        }
    }

    internal static IEnumerable<Undo> OfGrant(ObjectDifference change, ReversalContext context)
    {
        var (was, now) = (change.Before is { } b ? GrantText.Of(b.Definition) : null, change.After is { } a ? GrantText.Of(a.Definition) : null);
        if ((change.Before ?? change.After) is { } o && was is null && now is null) return [new Undo.Lost($"{o.Definition} is not understood")];
        if (was is null && (context.TargetWasAdded(now!.Key) || HandedOver(now, context))) return [];
        if (now is null && HandedOver(was!, context)) return [];
        if (was is null) return [new Undo.Step(Phase.Revoke, change.After!, now!.Revoke())];
        return now is null
            ? [new Undo.Step(Phase.Grant, change.Before!, change.Before!.Definition)]
            :
            [
                new Undo.Step(Phase.Revoke, change.After!, now.Revoke()),
                new Undo.Step(Phase.Grant, change.Before!, change.Before!.Definition),
            ];
    }

    /// <summary>`ALTER DEFAULT PRIVILEGES … GRANT x ON TABLES TO y`, or REVOKE … FROM where a default is taken away.</summary>
    internal static IEnumerable<Undo> OfDefault(ObjectDifference change, ReversalContext context)
    {
        if (change.After is { } added && change.Before is null)
            return GrantText.Inverse(added.Definition) is { } sql ? [new Undo.Step(Phase.Revoke, added, sql)] : [new Undo.Lost($"{added.Definition} is not understood")];
        if (change.After is null) return [new Undo.Step(Phase.Grant, change.Before!, change.Before!.Definition)];
        return GrantText.Inverse(change.After.Definition) is { } undo
            ? [new Undo.Step(Phase.Revoke, change.After, undo), new Undo.Step(Phase.Grant, change.Before!, change.Before!.Definition)]
            : [new Undo.Lost($"{change.After.Definition} is not understood")];
    }

    internal static IEnumerable<Undo> OfComment(ObjectDifference change, ReversalContext context)
    {
        if (change.Before is not null) return [new Undo.Step(Phase.Grant, change.Before, change.Before.Definition)];
        var (target, head) = CommentOf(change.After!);
        return context.TargetWasAdded(Targets.KeyOf(target)) || context.ParentWasAdded(change.After!) || ColumnOfAdded(target, context)
            ? []
            : [new Undo.Step(Phase.Grant, change.After!, head + " IS NULL")];
    }

    /// <summary>For what is created again although it was there all the time: whatever it had.</summary>
    internal static IEnumerable<Undo> Restored(SchemaObject o, ReversalContext context)
    {
        if (Targets.KeyOf(o) is not { } key) yield break;
        foreach (var owner in context.Before.Objects.Where(x => x.Kind == SchemaObjectKind.Owner && OwnerOf(x)?.Key == key))
            yield return new Undo.Step(Phase.Own, owner, owner.Definition);
        var grants = GrantsOn(context.Before, key).ToList();
        foreach (var taken in NotToPublic(o, context)) yield return taken;
        foreach (var grant in grants) yield return new Undo.Step(Phase.Grant, grant.Object, grant.Object.Definition);
        foreach (var comment in context.Before.Objects.Where(x => x.Kind == SchemaObjectKind.Comment && IsAbout(x, key, o)))
            yield return new Undo.Step(Phase.Grant, comment, comment.Definition);
    }

    /// <summary>CREATE gives everybody the use of routines and types; where that had been taken away, it is again. A schema lists what is everybody's by default, too.</summary>
    internal static IEnumerable<Undo> NotToPublic(SchemaObject o, ReversalContext context)
    {
        if (o.Kind is not (SchemaObjectKind.Routine or SchemaObjectKind.Type) || Targets.KeyOf(o) is not { } key) return [];
        return GrantsOn(context.Before, key).Any(g => g.Read.Grantee == "PUBLIC")
            ? []
            : [new Undo.Step(Phase.Revoke, o, $"REVOKE ALL ON {Targets.Of(o)!.Replace("AGGREGATE ", "FUNCTION ", StringComparison.Ordinal)} FROM PUBLIC")];
    }

    private static bool IsAbout(SchemaObject comment, string key, SchemaObject o)
    {
        var target = CommentOf(comment).Target;
        return Targets.KeyOf(target) == key
            || (target.StartsWith("COLUMN ", StringComparison.Ordinal) && target["COLUMN ".Length..].StartsWith(o.Identity + ".", StringComparison.Ordinal));
    }

    private static bool ColumnOfAdded(string target, ReversalContext context) => target.StartsWith("COLUMN ", StringComparison.Ordinal)
        && context.TargetWasAdded("relation " + string.Join('.', SqlTokens.PartsOf(target["COLUMN ".Length..])[..^1]));

    private static (string Target, string Head) CommentOf(SchemaObject comment)
    {
        var tokens = SqlTokens.Of(comment.Definition);
        var at = tokens.FirstOrDefault(t => t.Is("IS") && t.Start > 0, tokens[^1]).Start;
        return (comment.Definition["COMMENT ON ".Length..at].TrimEnd(), comment.Definition[..at].TrimEnd());
    }

    /// <summary>The owner's privileges go with the ownership, in both directions.</summary>
    private static bool HandedOver(GrantText grant, ReversalContext context) => context.Changes.Any(c =>
        c is { Before: { Kind: SchemaObjectKind.Owner } b, After: { } a } && OwnerOf(b) is { } was && OwnerOf(a) is { } now && was.Key == grant.Key
        && (grant.Grantee == now.Role || grant.Grantee == was.Role));

    private static IEnumerable<(SchemaObject Object, GrantText Read)> GrantsOn(Schema schema, string key) =>
        schema.Objects.Where(o => o.Kind == SchemaObjectKind.Grant).Select(o => (o, GrantText.Of(o.Definition)!)).Where(g => g.Item2?.Key == key);

    private static (string Key, string Role)? OwnerOf(SchemaObject owner)
    {
        var tokens = SqlTokens.Of(owner.Definition);
        for (var i = 1; i + 2 < tokens.Length; i++)
            if (tokens[i].Is("OWNER") && tokens[i + 1].Is("TO"))
                return (Targets.KeyOf(owner.Definition[tokens[1].Start..tokens[i - 1].End].Replace("TABLE ONLY ", "TABLE ", StringComparison.Ordinal)), tokens[i + 2].Text);
        return null;
    }
}
