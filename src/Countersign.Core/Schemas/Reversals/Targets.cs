namespace Countersign.Schemas.Reversals;

/// <summary>How DROP, COMMENT, GRANT and OWNER call an object: `TABLE shop.orders`, `TRIGGER t ON shop.orders`.</summary>
internal static class Targets
{
    /// <summary>What follows DROP; null for what is not dropped by a DROP of its own.</summary>
    internal static string? Of(SchemaObject o)
    {
        var tokens = SqlTokens.Of(o.Definition.Length > 4000 ? o.Definition[..4000] : o.Definition);
        return o.Kind switch
        {
            SchemaObjectKind.Role => "ROLE " + o.Identity,
            SchemaObjectKind.Schema => "SCHEMA " + o.Identity,
            SchemaObjectKind.Extension => "EXTENSION " + o.Identity,
            SchemaObjectKind.Type => (Has(tokens, "DOMAIN", 4) ? "DOMAIN " : "TYPE ") + o.Identity,
            SchemaObjectKind.Sequence => "SEQUENCE " + o.Identity,
            SchemaObjectKind.Routine => RoutineWord(tokens) + " " + o.Identity,
            SchemaObjectKind.Table => (Has(tokens, "FOREIGN", 3) ? "FOREIGN TABLE " : "TABLE ") + o.Identity,
            SchemaObjectKind.View => (Has(tokens, "MATERIALIZED", 4) ? "MATERIALIZED VIEW " : "VIEW ") + o.Identity,
            SchemaObjectKind.Index => "INDEX " + o.Identity,
            SchemaObjectKind.Statistics => "STATISTICS " + o.Identity,
            SchemaObjectKind.Trigger when Has(tokens, "EVENT", 3) => "EVENT TRIGGER " + o.Identity,
            SchemaObjectKind.Trigger => $"TRIGGER {After(tokens, "TRIGGER")} ON {After(tokens, "ON")}",
            SchemaObjectKind.Policy => $"POLICY {After(tokens, "POLICY")} ON {After(tokens, "ON")}",
            SchemaObjectKind.Rule => $"RULE {After(tokens, "RULE")} ON {o.Parent ?? After(tokens, "TO")}",
            SchemaObjectKind.Constraint => $"CONSTRAINT {After(tokens, "CONSTRAINT")} ON {(Has(tokens, "DOMAIN", 2) ? "DOMAIN " : "")}{TableOf(tokens)}",
            SchemaObjectKind.Column => "COLUMN " + o.Identity,
            SchemaObjectKind.Operator or SchemaObjectKind.Other => OfCreate(o.Definition, tokens),
            _ => null,
        };
    }

    /// <summary>The same for all the ways in which statements call one object, so that they can be compared.</summary>
    internal static string? KeyOf(SchemaObject o) => Of(o) is { } target ? KeyOf(target) : null;

    /// <summary>`TABLE a.v` and `VIEW a.v` are one thing, as are `FUNCTION` and `ROUTINE`.</summary>
    internal static string KeyOf(string target)
    {
        foreach (var (words, key) in Aliases)
            foreach (var word in words)
                if (target.StartsWith(word + " ", StringComparison.OrdinalIgnoreCase)) return key + target[(word.Length + 1)..];
        return target;
    }

    /// <summary>The name in a trigger's, policy's, rule's or constraint's definition.</summary>
    internal static string NameOf(SchemaObject o)
    {
        var tokens = SqlTokens.Of(o.Definition);
        return o.Kind switch
        {
            SchemaObjectKind.Trigger => After(tokens, "TRIGGER"),
            SchemaObjectKind.Policy => After(tokens, "POLICY"),
            SchemaObjectKind.Rule => After(tokens, "RULE"),
            SchemaObjectKind.Constraint => After(tokens, "CONSTRAINT"),
            SchemaObjectKind.Column => tokens[0].Text,
            _ => SqlTokens.PartsOf(o.Identity)[^1],
        };
    }

    /// <summary>The table that a constraint, column, index, trigger, policy or rule is on.</summary>
    internal static string TableOf(SchemaObject o) => o.Parent ?? (o.Kind switch
    {
        SchemaObjectKind.Constraint or SchemaObjectKind.TableSetting => TableOf(SqlTokens.Of(o.Definition)),
        SchemaObjectKind.Column => string.Join('.', SqlTokens.PartsOf(o.Identity)[..^1]),
        SchemaObjectKind.Rule => After(SqlTokens.Of(o.Definition), "TO"),
        _ => After(SqlTokens.Of(o.Definition), "ON"),
    });

    internal static string After(ImmutableArray<SqlToken> tokens, string word)
    {
        for (var i = 0; i + 1 < tokens.Length; i++)
            if (tokens[i].Is(word)) return tokens[i + 1].Is("ONLY") && i + 2 < tokens.Length ? tokens[i + 2].Text : tokens[i + 1].Text;
        return "";
    }

    private static readonly (string[] Words, string Key)[] Aliases =
    [
        (["FOREIGN TABLE", "MATERIALIZED VIEW", "TABLE", "VIEW", "SEQUENCE", "INDEX"], "relation "),
        (["FUNCTION", "PROCEDURE", "AGGREGATE", "ROUTINE"], "routine "),
        (["TYPE", "DOMAIN"], "type "),
    ];

    private static string TableOf(ImmutableArray<SqlToken> tokens) =>
        After(tokens, "TABLE") is { Length: > 0 } table ? table : After(tokens, "DOMAIN");

    private static bool Has(ImmutableArray<SqlToken> tokens, string word, int within) => tokens.Take(within).Any(t => t.Is(word));

    private static string RoutineWord(ImmutableArray<SqlToken> tokens) =>
        Has(tokens, "PROCEDURE", 4) ? "PROCEDURE" : Has(tokens, "AGGREGATE", 4) ? "AGGREGATE" : "FUNCTION";

    /// <summary>CREATE, words in capitals, then a name or a group: `CREATE TEXT SEARCH DICTIONARY shop.d (…)`, `CREATE CAST (a AS b) …`.</summary>
    private static string? OfCreate(string definition, ImmutableArray<SqlToken> tokens)
    {
        if (tokens.IsEmpty || !tokens[0].Is("CREATE")) return null;
        var first = 1;
        while (first < tokens.Length && tokens[first].Text.All(char.IsAsciiLetterUpper)) first++;
        if (first >= tokens.Length) return null;
        var end = first;
        if (tokens[1].Is("OPERATOR") && first == 2) // Its name is made of signs: everything up to the bracket, with the operands' types.
        {
            while (end + 1 < tokens.Length && !tokens[end + 1].IsGroup) end++;
            return definition[tokens[1].Start..tokens[end].End] + Operands(tokens);
        }

        return definition[tokens[1].Start..tokens[end].End];
    }

    private static string Operands(ImmutableArray<SqlToken> tokens)
    {
        var options = tokens.First(t => t.IsGroup).Text[1..^1].Split(',', StringSplitOptions.TrimEntries);
        return $" ({Option("LEFTARG")}, {Option("RIGHTARG")})";

        string Option(string name) => options.Select(o => o.Split('=', 2, StringSplitOptions.TrimEntries))
            .FirstOrDefault(o => o.Length == 2 && o[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1] ?? "NONE";
    }
}
