namespace Countersign.Schemas.Reversals;

/// <summary>Sequences: bounds and the like are altered back; a position is nothing that a definition has.</summary>
internal static class SequenceReversals
{
    private static readonly string[] Words = ["AS", "START", "INCREMENT", "MINVALUE", "MAXVALUE", "CACHE", "CYCLE", "NO", "OWNED"];

    internal static IEnumerable<Undo> Of(ObjectDifference change, ReversalContext context)
    {
        if (change is { Before: null, After: { } added })
            return context.ParentWasAdded(added) || OwnerColumnWasAdded(added, context) ? [] : [PlainReversals.Dropped(added)];
        if (change.After is null) return [new Undo.Lost($"the position of the sequence {change.Before!.Identity} is dropped with it")];
        var (was, now) = (change.Before!.Definition, change.After.Definition);
        var unlogged = was.StartsWith("CREATE UNLOGGED", StringComparison.Ordinal);
        var options = string.Join(' ', Options(Tail(was), Tail(now)));
        return
        [
            .. options.Length > 0 ? [new Undo.Step(Phase.Build, change.Before, $"ALTER SEQUENCE {change.Before.Identity} {options}")] : Array.Empty<Undo>(),
            .. unlogged != now.StartsWith("CREATE UNLOGGED", StringComparison.Ordinal)
                ? [new Undo.Step(Phase.Build, change.Before, $"ALTER SEQUENCE {change.Before.Identity} SET {(unlogged ? "UNLOGGED" : "LOGGED")}")]
                : Array.Empty<Undo>(),
        ];
    }

    /// <summary>The options that differ, as they were; what was not said was the default.</summary>
    internal static IEnumerable<string> Options(string was, string now)
    {
        var (old, current) = (Read(was), Read(now));
        foreach (var key in old.Keys.Union(current.Keys).Order(StringComparer.Ordinal))
        {
            if (old.GetValueOrDefault(key) == current.GetValueOrDefault(key)) continue;
            yield return old.GetValueOrDefault(key) ?? key switch
            {
                "CYCLE" => "NO CYCLE",
                "OWNED" => "OWNED BY NONE",
                "AS" => "AS bigint",
                "START" => "START WITH 1",
                "INCREMENT" => "INCREMENT BY 1",
                "CACHE" => "CACHE 1",
                _ => "NO " + key,
            };
        }
    }

    private static Dictionary<string, string> Read(string options)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        var tokens = SqlTokens.Of(options);
        for (var i = 0; i < tokens.Length;)
        {
            var from = i++;
            while (i < tokens.Length && (!Words.Any(w => tokens[i].Is(w)) || (tokens[from].Is("NO") && i == from + 1))) i++;
            var key = (tokens[from].Is("NO") && from + 1 < i ? tokens[from + 1] : tokens[from]).Text.ToUpperInvariant();
            read[key] = options[tokens[from].Start..tokens[i - 1].End];
        }

        return read;
    }

    private static string Tail(string definition)
    {
        var tokens = SqlTokens.Of(definition);
        var name = Array.FindIndex([.. tokens], t => t.Is("SEQUENCE")) + 1;
        return name < tokens.Length ? definition[tokens[name].End..] : "";
    }

    private static bool OwnerColumnWasAdded(SchemaObject sequence, ReversalContext context)
    {
        if ((OwningColumn(sequence.Identity, context.After) ?? OwnedBy(sequence.Definition)) is { } column && ColumnWasAdded(column, context)) return true;
        return sequence.Parent is { } table && context.Changes.Any(c =>
            c is { Before: null, After: { Kind: SchemaObjectKind.Column } a } && Targets.TableOf(a) == table && a.Definition.Names(sequence.Identity));
    }

    /// <summary>`ALTER SEQUENCE a.s OWNED BY a.t.c` is an object of its own, because the table's default needs the sequence first.</summary>
    internal static string? OwningColumn(string sequence, Schema schema) => schema.Objects
        .Where(o => o.Kind == SchemaObjectKind.Other && o.Parent == sequence).Select(o => OwnedBy(o.Definition)).FirstOrDefault(c => c is not null);

    /// <summary>A sequence goes with the column that owns it, and moves with its table.</summary>
    internal static IEnumerable<Undo> OfOwner(ObjectDifference change, ReversalContext context)
    {
        if (change.Before is { } before)
            return context.WasRemoved(SchemaObjectKind.Sequence, before.Parent!) ? [] : [new Undo.Step(Phase.Grant, before, before.Definition)];
        var added = change.After!;
        return context.WasAdded(SchemaObjectKind.Sequence, added.Parent!) || ColumnWasAdded(OwnedBy(added.Definition)!, context)
            ? []
            : [new Undo.Step(Phase.Revoke, added, $"ALTER SEQUENCE {added.Parent} OWNED BY NONE")];
    }

    internal static string? OwnedBy(string definition)
    {
        var tokens = SqlTokens.Of(definition);
        var owned = Array.FindIndex([.. tokens], t => t.Is("OWNED"));
        return owned > 0 && owned + 2 < tokens.Length ? tokens[owned + 2].Text : null;
    }

    private static bool ColumnWasAdded(string column, ReversalContext context) => context.WasAdded(SchemaObjectKind.Column, column)
        || context.WasAdded(SchemaObjectKind.Table, string.Join('.', SqlTokens.PartsOf(column)[..^1]));
}
