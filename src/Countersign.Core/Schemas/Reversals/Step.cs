namespace Countersign.Schemas.Reversals;

/// <summary>When a step runs. What was added goes under the names of after; everything later uses the names of before.</summary>
internal enum Phase
{
    /// <summary>Partitions and children let go, so that what they have can be dropped.</summary>
    Detach,

    /// <summary>Drops, dependents first.</summary>
    Drop,

    /// <summary>Names and schemas back.</summary>
    Rename,

    /// <summary>Definitions back, in the order in which objects can be created.</summary>
    Build,

    /// <summary>Partitions and children attached again.</summary>
    Attach,

    /// <summary>Owners.</summary>
    Own,

    /// <summary>Privileges taken away.</summary>
    Revoke,

    /// <summary>Privileges and comments given back.</summary>
    Grant,
}

/// <summary>What one object's difference needs. Closed.</summary>
internal abstract record Undo
{
    private Undo() { }

    /// <summary>This statement.</summary>
    internal sealed record Step(Phase Phase, SchemaObject Object, string Sql) : Undo;

    /// <summary>The object holds nothing: it is dropped and created again, with what depends on it.</summary>
    internal sealed record Recreate(SchemaObject Before, SchemaObject After) : Undo;

    /// <summary>Nothing brings it back, and why; a clause that can follow "because".</summary>
    internal sealed record Lost(string Because) : Undo;
}

/// <summary>What the families ask while they decide.</summary>
/// <param name="Changes">Every difference, with what was dropped and created under its name as one change.</param>
/// <param name="Rewritten">Identities of tables that were written anew.</param>
/// <param name="StandardConversion">True when a changed type was converted by PostgreSQL's own rule and not by a USING clause.</param>
/// <param name="Rights">As <see cref="Rehearsals.Impact.Rights"/> has them.</param>
internal sealed record ReversalContext(
    Schema Before, Schema After, ImmutableArray<ObjectDifference> Changes, ImmutableHashSet<string> Rewritten, bool StandardConversion,
    ImmutableArray<string> Rights)
{
    private readonly Lazy<ImmutableHashSet<(SchemaObjectKind, string)>> _added =
        new(() => [.. Changes.Where(c => c.Before is null).Select(c => (c.After!.Kind, c.After.Identity))]);

    private readonly Lazy<ImmutableHashSet<(SchemaObjectKind, string)>> _removed =
        new(() => [.. Changes.Where(c => c.After is null).Select(c => (c.Before!.Kind, c.Before.Identity))]);

    private readonly Lazy<ImmutableHashSet<string>> _addedTargets =
        new(() => [.. Changes.Where(c => c.Before is null).Select(c => Targets.KeyOf(c.After!)).OfType<string>()]);

    private readonly Lazy<ImmutableHashSet<string>> _removedTargets =
        new(() => [.. Changes.Where(c => c.After is null).Select(c => Targets.KeyOf(c.Before!)).OfType<string>()]);

    private static readonly SchemaObjectKind[] Parents =
        [SchemaObjectKind.Table, SchemaObjectKind.View, SchemaObjectKind.Sequence, SchemaObjectKind.Type];

    /// <summary>It came with something larger that came, too.</summary>
    internal bool ParentWasAdded(SchemaObject child) => child.Parent is { } parent && Parents.Any(k => _added.Value.Contains((k, parent)));

    internal bool ParentWasRemoved(SchemaObject child) => child.Parent is { } parent && Parents.Any(k => _removed.Value.Contains((k, parent)));

    internal bool WasAdded(SchemaObjectKind kind, string identity) => _added.Value.Contains((kind, identity));

    internal bool WasRemoved(SchemaObjectKind kind, string identity) => _removed.Value.Contains((kind, identity));

    internal bool TargetWasAdded(string key) => _addedTargets.Value.Contains(key);

    internal bool TargetWasRemoved(string key) => _removedTargets.Value.Contains(key);
}
