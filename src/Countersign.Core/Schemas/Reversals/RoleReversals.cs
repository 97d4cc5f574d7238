namespace Countersign.Schemas.Reversals;

/// <summary>Roles and who is in them.</summary>
internal static class RoleReversals
{
    private static readonly (string Word, bool ByDefault)[] Attributes =
    [
        ("SUPERUSER", false), ("INHERIT", true), ("CREATEROLE", false), ("CREATEDB", false), ("LOGIN", false), ("REPLICATION", false), ("BYPASSRLS", false),
    ];

    internal static IEnumerable<Undo> OfRole(ObjectDifference change, ReversalContext context)
    {
        if (change.Before is null) return [PlainReversals.Dropped(change.After!)];
        if (change.After is null) return [new Undo.Lost($"the password and the settings of role {change.Before.Identity} are not kept")];
        var (was, now) = (SqlTokens.Of(change.Before.Definition), SqlTokens.Of(change.After.Definition));
        var words = Attributes.Where(a => Has(was, a) != Has(now, a)).Select(a => (Has(was, a) ? "" : "NO") + a.Word).ToList();
        if (Valued(was, "LIMIT", "-1") is var limit && limit != Valued(now, "LIMIT", "-1")) words.Add("CONNECTION LIMIT " + limit);
        if (Valued(was, "UNTIL", "'infinity'") is var until && until != Valued(now, "UNTIL", "'infinity'")) words.Add("VALID UNTIL " + until);
        return words.Count == 0
            ? [new Undo.Lost($"{change.After.Definition} is not understood")]
            : [new Undo.Step(Phase.Build, change.Before, $"ALTER ROLE {change.Before.Identity} {string.Join(' ', words)}")];
    }

    /// <summary>`GRANT app TO dev WITH ADMIN OPTION`.</summary>
    internal static IEnumerable<Undo> OfMembership(ObjectDifference change, ReversalContext context)
    {
        if (change.After is null) return [new Undo.Step(Phase.Grant, change.Before!, change.Before!.Definition)];
        var tokens = SqlTokens.Of(change.After.Definition);
        var (role, member) = (Targets.After(tokens, "GRANT"), Targets.After(tokens, "TO"));
        if (context.WasAdded(SchemaObjectKind.Role, role) || context.WasAdded(SchemaObjectKind.Role, member)) return [];
        var revoke = new Undo.Step(Phase.Revoke, change.After, $"REVOKE {role} FROM {member}");
        return change.Before is null ? [revoke] : [revoke, new Undo.Step(Phase.Grant, change.Before, change.Before.Definition)];
    }

    private static bool Has(ImmutableArray<SqlToken> tokens, (string Word, bool ByDefault) attribute) =>
        tokens.Any(t => t.Is(attribute.Word)) || (attribute.ByDefault && !tokens.Any(t => t.Is("NO" + attribute.Word)));

    /// <summary>A negative number is two tokens.</summary>
    private static string Valued(ImmutableArray<SqlToken> tokens, string word, string byDefault)
    {
        var value = Targets.After(tokens, word);
        return value.Length == 0 ? byDefault : value == "-" ? "-" + Targets.After(tokens, "-") : value;
    }
}
