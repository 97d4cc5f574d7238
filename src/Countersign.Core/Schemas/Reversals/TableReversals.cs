namespace Countersign.Schemas.Reversals;

/// <summary>Tables without their columns: whether they are logged, and whose partition or child they are.</summary>
internal static class TableReversals
{
    internal static IEnumerable<Undo> Of(ObjectDifference change, ReversalContext context)
    {
        if (change.Before is null) return Added(change.After!, context);
        if (change.After is null) return [new Undo.Lost($"the rows of table {change.Before.Identity} are dropped")];
        return Changed(change.Before, change.After, context);
    }

    /// <summary>Two new tables can refer to each other: then a foreign key goes first.</summary>
    private static IEnumerable<Undo> Added(SchemaObject table, ReversalContext context)
    {
        var others = context.Changes.Where(c => c is { Before: null, After.Kind: SchemaObjectKind.Table } && c.After.Identity != table.Identity)
            .Select(c => c.After!.Identity).ToList();
        foreach (var key in context.After.Objects.Where(o => o.Kind == SchemaObjectKind.Constraint && Targets.TableOf(o) == table.Identity))
            if (others.Any(t => key.Definition.Names(t) && References(context.After, t, table.Identity)))
                yield return new Undo.Step(Phase.Detach, key, $"ALTER TABLE {table.Identity} DROP CONSTRAINT {Targets.NameOf(key)}");
        yield return new Undo.Step(Phase.Drop, table, "DROP " + Targets.Of(table));
    }

    private static bool References(Schema schema, string table, string other) => schema.Objects.Any(o =>
        o.Kind == SchemaObjectKind.Constraint && Targets.TableOf(o) == table && o.Definition.Names(other));

    private static IEnumerable<Undo> Changed(SchemaObject before, SchemaObject after, ReversalContext context)
    {
        var (was, now) = (Form.Of(before.Definition), Form.Of(after.Definition));
        foreach (var gone in now.Parents.Except(was.Parents))
            yield return new Undo.Step(Phase.Detach, after, $"ALTER TABLE {after.Identity} NO INHERIT {gone}");
        if (!was.Parents.Except(now.Parents).IsEmpty && context.Changes.Any(c => c is { Before: null, After: { Kind: SchemaObjectKind.Column } x } && Targets.TableOf(x) == after.Identity))
            yield return new Undo.Lost($"the columns that {before.Identity} had from its parent stay its own when it becomes a child again");
        foreach (var again in was.Parents.Except(now.Parents))
            yield return new Undo.Step(Phase.Attach, before, $"ALTER TABLE {before.Identity} INHERIT {again}");
        if (was.Partition != now.Partition)
        {
            if (now.Partition is { } there) yield return new Undo.Step(Phase.Detach, after, $"ALTER TABLE {there.Of} DETACH PARTITION {after.Identity}");
            if (was.Partition is { } then) yield return new Undo.Step(Phase.Attach, before, $"ALTER TABLE {then.Of} ATTACH PARTITION {before.Identity} {then.Bound}");
        }

        if (was.Unlogged != now.Unlogged) yield return new Undo.Step(Phase.Build, before, $"ALTER TABLE {before.Identity} SET {(was.Unlogged ? "UNLOGGED" : "LOGGED")}");
        if (was.Rest != now.Rest) yield return new Undo.Lost($"how {before.Identity} is stored changes from `{was.Rest}` to `{now.Rest}`, which is not turned back");
    }

    /// <param name="Rest">What remains of the definition: an access method, a tablespace, a partition key, a server.</param>
    private sealed record Form(bool Unlogged, ImmutableHashSet<string> Parents, (string Of, string Bound)? Partition, string Rest)
    {
        internal static Form Of(string definition)
        {
            var tokens = SqlTokens.Of(definition);
            var rest = definition;
            var unlogged = tokens.Take(2).Any(t => t.Is("UNLOGGED"));
            if (unlogged) rest = rest.Replace("UNLOGGED ", "", StringComparison.Ordinal);
            var parents = ImmutableHashSet<string>.Empty;
            (string, string)? partition = null;
            for (var i = 0; i + 2 < tokens.Length; i++)
            {
                if (tokens[i].Is("INHERITS") && tokens[i + 1].IsGroup)
                {
                    parents = [.. tokens[i + 1].Text[1..^1].Split(',', StringSplitOptions.TrimEntries)];
                    rest = rest.Replace(definition[tokens[i].Start..tokens[i + 1].End], "", StringComparison.Ordinal);
                }
                else if (tokens[i].Is("PARTITION") && tokens[i + 1].Is("OF"))
                {
                    var end = i + 3;
                    while (end < tokens.Length && !tokens[end].Is("PARTITION") && !tokens[end].Is("USING") && !tokens[end].Is("TABLESPACE")) end++;
                    partition = (tokens[i + 2].Text, definition[tokens[i + 2].End..tokens[end - 1].End].Trim());
                    rest = rest.Replace(definition[tokens[i].Start..tokens[end - 1].End], "", StringComparison.Ordinal);
                }
            }

            if (tokens.Length > 1 && tokens[^2].Is("INHERITS") && tokens[^1].IsGroup)
            {
                parents = [.. tokens[^1].Text[1..^1].Split(',', StringSplitOptions.TrimEntries)];
                rest = rest.Replace(definition[tokens[^2].Start..tokens[^1].End], "", StringComparison.Ordinal);
            }

            return new(unlogged, parents, partition, rest.Replace(" ()", "", StringComparison.Ordinal).Trim());
        }
    }
}
