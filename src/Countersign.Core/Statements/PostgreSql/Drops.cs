namespace Countersign.Statements.PostgreSql;

/// <summary>DROP of everything that the grammar drops by one statement; databases, roles and the like have their own.</summary>
internal static class Drops
{
    internal static void Drop(Node body, StatementFacts facts)
    {
        var type = body.Text("removeType");
        var word = ObjectWords.Of(type);
        var cascades = body.Text("behavior") == "DROP_CASCADE";
        facts.Name("DROP " + word.ToUpperInvariant());
        foreach (var name in body.Items("objects").Select(o => Named(type, o, facts)))
        {
            facts.Touch(name);
            facts.Add(new Effect.Drops(name, cascades ? $"{word} and everything that depends on it:" : word));
            if (LosesRows(type, cascades))
                facts.Add(new Effect.DestroysData(name, cascades ? $"drops the {word} and what depends on it" : $"drops the {word}"));
            if (IsRelation(type))
                facts.Locks(name, body.Flag("concurrent") ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive);
        }

        if (body.Flag("concurrent"))
            facts.RunsAlone("DROP INDEX CONCURRENTLY");
        facts.CannotBeUndone($"the statement does not say how the {word} was made");
    }

    /// <summary>Triggers, rules and policies belong to a table; casts have no name.</summary>
    private static ObjectName Named(string type, Node item, StatementFacts facts)
    {
        if (type == "OBJECT_CAST")
            return new(null, string.Join(" as ", item["List"].Items("items").Select(t => TypeText.Of(t["TypeName"]))));
        if (type is not ("OBJECT_TRIGGER" or "OBJECT_RULE" or "OBJECT_POLICY"))
            return ObjectWords.NameOf(item);
        string[] parts = [.. item["List"].Strings("items")];
        var table = Node.NameOf(parts.AsSpan(0, Math.Max(0, parts.Length - 1)));
        facts.Locks(table, LockMode.AccessExclusive);
        if (type == "OBJECT_POLICY")
            facts.Grants(table, $"drops policy {parts[^1]}");
        return new(table.Schema, parts[^1]);
    }

    private static bool IsRelation(string type) => type is "OBJECT_TABLE" or "OBJECT_INDEX" or "OBJECT_VIEW" or "OBJECT_MATVIEW"
        or "OBJECT_SEQUENCE" or "OBJECT_FOREIGN_TABLE";

    /// <summary>CASCADE on a type or an extension drops columns.</summary>
    private static bool LosesRows(string type, bool cascades) =>
        type == "OBJECT_TABLE" || (cascades && type is "OBJECT_SCHEMA" or "OBJECT_TYPE" or "OBJECT_DOMAIN" or "OBJECT_EXTENSION");
}
