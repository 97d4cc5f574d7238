namespace Countersign.Schemas.Reversals;

/// <summary>Enums, composites, ranges and domains.</summary>
internal static class TypeReversals
{
    internal static IEnumerable<Undo> Of(ObjectDifference change, ReversalContext context)
    {
        if (change is not { Before: { } before, After: { } after }) return PlainReversals.Of(change, context);
        if (Values(before.Definition) is { } was && Values(after.Definition) is { } now) return OfEnum(before, was, now);
        if (Targets.Of(before)!.StartsWith("DOMAIN", StringComparison.Ordinal)) return DomainReversals.Of(before, after);
        return Attributes(before.Definition) is { } old && Attributes(after.Definition) is { } current
            ? OfComposite(before, old, current)
            : PlainReversals.Of(change, context);
    }

    private static IEnumerable<Undo> OfEnum(SchemaObject before, ImmutableArray<string> was, ImmutableArray<string> now)
    {
        if (was.Length < now.Length) return [new Undo.Lost($"PostgreSQL cannot remove a value from the enum {before.Identity}: {string.Join(", ", now.Except(was))}")];
        if (was.Length > now.Length) return [new Undo.Lost($"the enum {before.Identity} was replaced by one with fewer values")];
        return was.Zip(now).Where(v => v.First != v.Second).Select(v =>
            new Undo.Step(Phase.Build, before, $"ALTER TYPE {before.Identity} RENAME VALUE {v.Second} TO {v.First}"));
    }

    /// <summary>PostgreSQL alters a composite type only while no column has it, so nothing is lost with an attribute.</summary>
    private static IEnumerable<Undo> OfComposite(SchemaObject before, ImmutableArray<(string Name, string Type)> was, ImmutableArray<(string Name, string Type)> now)
    {
        var alter = $"ALTER TYPE {before.Identity} ";
        if (was.Length == now.Length && was.Select(a => a.Type).SequenceEqual(now.Select(a => a.Type)))
            return was.Zip(now).Where(a => a.First.Name != a.Second.Name).Select(a =>
                new Undo.Step(Phase.Build, before, $"{alter}RENAME ATTRIBUTE {a.Second.Name} TO {a.First.Name}"));
        var kept = now.Where(a => was.Any(w => w.Name == a.Name)).ToList();
        if (!was.Take(kept.Count).Select(a => a.Name).SequenceEqual(kept.Select(a => a.Name)))
            return [new Undo.Lost($"the attributes of {before.Identity} would come back in another order")];
        return
        [
            .. now.Where(a => was.All(w => w.Name != a.Name)).Select(a => new Undo.Step(Phase.Build, before, $"{alter}DROP ATTRIBUTE {a.Name}")),
            .. was.Zip(kept).Where(a => a.First.Type != a.Second.Type)
                .Select(a => new Undo.Step(Phase.Build, before, $"{alter}ALTER ATTRIBUTE {a.First.Name} TYPE {a.First.Type}")),
            .. was.Skip(kept.Count).Select(a => new Undo.Step(Phase.Build, before, $"{alter}ADD ATTRIBUTE {a.Name} {a.Type}")),
        ];
    }

    private static ImmutableArray<string>? Values(string definition)
    {
        var tokens = SqlTokens.Of(definition);
        return tokens.Any(t => t.Is("ENUM")) && tokens[^1].IsGroup ? [.. SqlTokens.Of(tokens[^1].Text[1..^1]).Where(t => t.Text != ",").Select(t => t.Text)] : null;
    }

    private static ImmutableArray<(string Name, string Type)>? Attributes(string definition)
    {
        var tokens = SqlTokens.Of(definition);
        if (tokens.Length < 5 || !tokens[3].Is("AS") || !tokens[4].IsGroup) return null;
        var text = tokens[4].Text[1..^1];
        var inside = SqlTokens.Of(text);
        var attributes = ImmutableArray.CreateBuilder<(string, string)>();
        for (var i = 0; i + 1 < inside.Length; i++)
        {
            var name = i++;
            while (i < inside.Length && inside[i].Text != ",") i++;
            attributes.Add((inside[name].Text, text[inside[name].End..inside[i - 1].End].Trim()));
        }

        return attributes.ToImmutable();
    }
}
