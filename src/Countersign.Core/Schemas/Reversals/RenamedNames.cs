namespace Countersign.Schemas.Reversals;

/// <summary>
/// Renamed and moved objects. Their new names also stand in what mentions them; renaming back restores all of that, so it is no
/// difference of its own.
/// </summary>
internal sealed class RenamedNames
{
    private readonly ImmutableArray<(string New, string Old, string? Table)> _names;

    internal RenamedNames(ImmutableArray<ObjectDifference> changes) => _names =
    [
        .. changes.Where(c => c is { Before: { } b, After: { } a } && IsRename(b, a)).SelectMany(c => Pairs(c.Before!, c.After!))
            .Distinct().OrderByDescending(n => n.New.Length),
    ];

    /// <summary>The object after the renames are undone: what still differs from before is a difference of its own.</summary>
    internal SchemaObject Undone(SchemaObject after, SchemaObject before)
    {
        if (_names.IsEmpty) return after;
        var (definition, identity, parent) = (after.Definition, after.Identity, after.Parent);
        definition = Undone(definition, after);
        foreach (var (name, old, table) in _names)
        {
            if (table is not null && after.Parent != table && !after.Definition.Names(table)) continue;
            identity = Mentions.Replace(identity, name, old);
            parent = parent is null ? null : Mentions.Replace(parent, name, old);
        }

        // An index or a constraint follows its table into another schema.
        if (parent == before.Parent && definition == before.Definition) identity = before.Identity;
        return after with { Definition = definition, Identity = identity, Parent = parent };
    }

    /// <summary>Its definition with the names of before.</summary>
    internal string Undone(string definition, SchemaObject after)
    {
        foreach (var (name, old, table) in _names)
            if (table is null || after.Parent == table || after.Definition.Names(table)) definition = Tidy(Mentions.Replace(definition, name, old), old);
        return definition;
    }

    /// <summary>
    /// The other way: a definition from before with the new names. The new name can stand in a definition that always had it,
    /// as in a rule that does NOTIFY; then only this way tells that nothing else changed.
    /// </summary>
    internal string Done(string definition, SchemaObject after)
    {
        foreach (var (name, old, table) in _names)
            if (table is null || after.Parent == table || after.Definition.Names(table)) definition = Mentions.Replace(definition, old, name);
        return definition;
    }

    /// <summary>True when the object itself is called otherwise, and not only what it belongs to.</summary>
    internal static bool IsRename(SchemaObject before, SchemaObject after) => before.Kind switch
    {
        _ when before.Identity == after.Identity => false,
        SchemaObjectKind.Column or SchemaObjectKind.Constraint or SchemaObjectKind.Trigger or SchemaObjectKind.Policy or SchemaObjectKind.Rule =>
            Targets.NameOf(before) != Targets.NameOf(after),
        SchemaObjectKind.Index => SqlTokens.PartsOf(before.Identity)[^1] != SqlTokens.PartsOf(after.Identity)[^1],
        SchemaObjectKind.Owner or SchemaObjectKind.Grant or SchemaObjectKind.Comment or SchemaObjectKind.TableSetting
            or SchemaObjectKind.DefaultPrivilege or SchemaObjectKind.Membership or SchemaObjectKind.Other => false,
        _ => true,
    };

    /// <summary>`a.b b` and `x AS x` are how a view is printed whose table or column was renamed.</summary>
    private static string Tidy(string text, string old)
    {
        var name = SqlTokens.PartsOf(old)[^1];
        text = text.Replace($"{old} {name}", old, StringComparison.Ordinal);
        return Mentions.Replace(text, $"{name} AS {name}", name);
    }

    private static IEnumerable<(string New, string Old, string? Table)> Pairs(SchemaObject before, SchemaObject after)
    {
        var (old, name) = (before.Identity, after.Identity);
        if (before.Kind == SchemaObjectKind.Routine) (old, name) = (WithoutArguments(old), WithoutArguments(name));
        yield return (name, old, null);
        var bareOld = Targets.NameOf(before);
        var bareName = Targets.NameOf(after);
        if (before.Kind is SchemaObjectKind.Table or SchemaObjectKind.View && bareOld != bareName) yield return (bareName, bareOld, after.Identity);
        if (before.Kind is SchemaObjectKind.Column or SchemaObjectKind.Constraint or SchemaObjectKind.Trigger or SchemaObjectKind.Policy
            or SchemaObjectKind.Rule or SchemaObjectKind.Index && bareOld != bareName)
            yield return (bareName, bareOld, Targets.TableOf(after));
    }

    private static string WithoutArguments(string identity) =>
        identity.IndexOf('(', StringComparison.Ordinal) is > 0 and var at ? identity[..at] : identity;
}
