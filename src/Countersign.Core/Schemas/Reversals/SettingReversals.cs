namespace Countersign.Schemas.Reversals;

/// <summary>Settings of tables and columns: the `ALTER TABLE` that sets one, and the one that sets it back.</summary>
internal static class SettingReversals
{
    internal static IEnumerable<Undo> Of(ObjectDifference change, ReversalContext context)
    {
        if (change is { Before: null, After: { } added })
        {
            if (context.ParentWasAdded(added)) return [];
            return Unset(added.Definition) is { } sql ? [Late(added, sql)] : [new Undo.Lost($"{added.Definition} has no opposite")];
        }

        if (change.After is null) return [Late(change.Before!, change.Before!.Definition)];
        // Options that were not there before go first, then the old ones are set over what is there.
        var sets = new[] { Unset(change.After.Definition), change.Before!.Definition };
        return sets.OfType<string>().Select(sql => Late(change.Before, sql));
    }

    /// <summary>After indexes and constraints: a replica identity can be one.</summary>
    private static Undo.Step Late(SchemaObject o, string sql) => new(Phase.Attach, o, sql);

    private static string? Unset(string definition)
    {
        var tokens = SqlTokens.Of(definition);
        for (var i = 2; i < tokens.Length; i++)
        {
            var head = definition[..tokens[i].Start];
            var next = i + 1 < tokens.Length ? tokens[i + 1] : default;
            if (tokens[i].Is("SET") && next.Text is { } group && next.IsGroup) return $"{head}RESET ({Keys(group)})";
            if (tokens[i].Is("SET") && next.Text is not null && next.Is("STATISTICS")) return head + "SET STATISTICS -1";
            if (tokens[i].Is("SET") && next.Text is not null && next.Is("STORAGE")) return null;
            if (tokens[i].Is("ENABLE")) return head + "DISABLE" + definition[tokens[i].End..];
            if (tokens[i].Is("FORCE")) return head + "NO FORCE" + definition[tokens[i].End..];
            if (tokens[i].Is("REPLICA")) return head + "REPLICA IDENTITY DEFAULT";
            if (tokens[i].Is("CLUSTER")) return head + "SET WITHOUT CLUSTER";
        }

        return null;
    }

    private static string Keys(string group)
    {
        var keys = new List<string>();
        var expected = true;
        foreach (var token in SqlTokens.Of(group[1..^1]))
        {
            if (expected) keys.Add(token.Text);
            expected = token.Text == ",";
        }

        return string.Join(", ", keys);
    }
}
