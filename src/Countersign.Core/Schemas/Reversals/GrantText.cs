namespace Countersign.Schemas.Reversals;

/// <summary>A privilege as it is listed: `GRANT SELECT ON TABLE shop.orders TO app WITH GRANT OPTION`.</summary>
internal sealed record GrantText(string Privileges, string Target, string Grantee)
{
    /// <summary>See <see cref="Targets.KeyOf(string)"/>.</summary>
    internal string Key { get; } = Targets.KeyOf(Target);

    internal static GrantText? Of(string definition)
    {
        var tokens = SqlTokens.Of(definition);
        var on = IndexOf(tokens, "ON", 1);
        var to = on < 0 ? -1 : IndexOf(tokens, "TO", on);
        return to < 0 || to + 1 >= tokens.Length
            ? null
            : new(definition[tokens[1].Start..tokens[on - 1].End], definition[tokens[on + 1].Start..tokens[to - 1].End], tokens[to + 1].Text);
    }

    /// <summary>Takes the privilege and the right to grant it. Without CASCADE: what was granted on is a difference of its own.</summary>
    internal string Revoke() => $"REVOKE {Privileges} ON {Target} FROM {Grantee}";

    /// <summary>GRANT … TO becomes REVOKE … FROM and the other way round, at the outermost level.</summary>
    internal static string? Inverse(string definition)
    {
        var tokens = SqlTokens.Of(definition);
        var grant = IndexOf(tokens, "GRANT", 0);
        var revoke = IndexOf(tokens, "REVOKE", 0);
        var isGrant = grant >= 0 && (revoke < 0 || grant < revoke);
        var verb = isGrant ? grant : revoke;
        var link = verb < 0 ? -1 : IndexOf(tokens, isGrant ? "TO" : "FROM", verb);
        if (link < 0) return null;
        var head = definition[..tokens[verb].Start] + (isGrant ? "REVOKE" : "GRANT");
        var end = isGrant && IndexOf(tokens, "WITH", link) is > 0 and var with ? tokens[with - 1].End : definition.Length;
        return head + definition[tokens[verb].End..tokens[link].Start] + (isGrant ? "FROM" : "TO") + definition[tokens[link].End..end];
    }

    private static int IndexOf(ImmutableArray<SqlToken> tokens, string word, int from)
    {
        for (var i = from; i < tokens.Length; i++)
            if (tokens[i].Is(word)) return i;
        return -1;
    }
}
