using Countersign.Rehearsals;

namespace Countersign.Schemas.Reversals;

/// <summary>Roles and who is in them.</summary>
internal static class RoleReversals
{
    private static readonly (string Word, bool ByDefault)[] Attributes =
    [
        ("SUPERUSER", false), ("INHERIT", true), ("CREATEROLE", false), ("CREATEDB", false), ("LOGIN", false), ("REPLICATION", false), ("BYPASSRLS", false),
    ];

    /// <summary>
    /// A schema has the roles that own or may do something in it, so a first grant brings a role into it and a last one's end
    /// takes it out, while the role itself was and is there. Only the rights tell when one was really made or dropped.
    /// </summary>
    internal static IEnumerable<Undo> OfRole(ObjectDifference change, ReversalContext context)
    {
        if (change.Before is null)
            return WasMade(change.After!.Identity, context) ? [PlainReversals.Dropped(change.After)] : [];
        if (change.After is null && !context.Rights.Contains($"DROP ROLE {change.Before.Identity}")) return [];
        if (change.After is null) return [new Undo.Lost($"the password and the settings of role {change.Before.Identity} are not kept")];
        var (was, now) = (SqlTokens.Of(change.Before.Definition), SqlTokens.Of(change.After.Definition));
        var words = Attributes.Where(a => Has(was, a) != Has(now, a)).Select(a => (Has(was, a) ? "" : "NO") + a.Word).ToList();
        if (Valued(was, "LIMIT", "-1") is var limit && limit != Valued(now, "LIMIT", "-1")) words.Add("CONNECTION LIMIT " + limit);
        if (Valued(was, "UNTIL", "'infinity'") is var until && until != Valued(now, "UNTIL", "'infinity'")) words.Add("VALID UNTIL " + until);
        return words.Count == 0
            ? [new Undo.Lost($"{change.After.Definition} is not understood")]
            : [new Undo.Step(Phase.Build, change.Before, $"ALTER ROLE {change.Before.Identity} {string.Join(' ', words)}")];
    }

    /// <summary>Roles that were made and are nothing in the schema yet.</summary>
    internal static IEnumerable<Undo> MadeBeside(Impact impact, SchemaDifference difference) => impact.Rights
        .Where(r => r.StartsWith("CREATE ROLE ", StringComparison.Ordinal))
        .Select(r => new SchemaObject(SchemaObjectKind.Role, SqlTokens.Of(r)[2].Text, r, null, null))
        .Where(role => !difference.Objects.Any(d => d.After is { Kind: SchemaObjectKind.Role } known && known.Identity == role.Identity))
        .Select(PlainReversals.Dropped);

    /// <summary>`GRANT app TO dev WITH ADMIN OPTION`.</summary>
    internal static IEnumerable<Undo> OfMembership(ObjectDifference change, ReversalContext context)
    {
        if (change.After is null) return [new Undo.Step(Phase.Grant, change.Before!, change.Before!.Definition)];
        var tokens = SqlTokens.Of(change.After.Definition);
        var (role, member) = (Targets.After(tokens, "GRANT"), Targets.After(tokens, "TO"));
        if (WasMade(role, context) || WasMade(member, context)) return [];
        var revoke = new Undo.Step(Phase.Revoke, change.After, $"REVOKE {role} FROM {member}");
        return change.Before is null ? [revoke] : [revoke, new Undo.Step(Phase.Grant, change.Before, change.Before.Definition)];
    }

    private static bool WasMade(string role, ReversalContext context) => context.Rights.Any(r => r.StartsWith($"CREATE ROLE {role} WITH", StringComparison.Ordinal));

    private static bool Has(ImmutableArray<SqlToken> tokens, (string Word, bool ByDefault) attribute) =>
        tokens.Any(t => t.Is(attribute.Word)) || (attribute.ByDefault && !tokens.Any(t => t.Is("NO" + attribute.Word)));

    /// <summary>A negative number is two tokens.</summary>
    private static string Valued(ImmutableArray<SqlToken> tokens, string word, string byDefault)
    {
        var value = Targets.After(tokens, word);
        return value.Length == 0 ? byDefault : value == "-" ? "-" + Targets.After(tokens, "-") : value;
    }
}
