namespace Countersign.Statements.PostgreSql;

/// <summary>GRANT, REVOKE, default privileges, policies, security labels.</summary>
internal static class Grants
{
    internal static void Grant(Node body, StatementFacts facts)
    {
        var isGrant = body.Flag("is_grant");
        facts.Name(isGrant ? "GRANT" : "REVOKE");
        var what = Sentence(body, isGrant);
        foreach (var item in body.Items("objects"))
        {
            var name = ObjectWords.NameOf(item);
            facts.Grants(name, body.Text("targtype") == "ACL_TARGET_ALL_IN_SCHEMA"
                ? $"{what}, for every {ObjectWords.Of(body.Text("objtype"))} of the schema"
                : what);
        }

        facts.CannotBeUndone("the statement does not say which privileges were there before");
    }

    internal static void GrantRole(Node body, StatementFacts facts)
    {
        var isGrant = body.Flag("is_grant");
        facts.Name(isGrant ? "GRANT ROLE" : "REVOKE ROLE");
        var roles = string.Join(", ", body.Items("grantee_roles", "RoleSpec").Select(Roles.NameOf));
        foreach (var role in body.Items("granted_roles", "AccessPriv").Select(p => p.Text("priv_name")))
            facts.Grants(new(null, role), isGrant ? $"makes {roles} a member" : $"ends the membership of {roles}");
        facts.CannotBeUndone("the statement does not say who was a member before");
    }

    internal static void DefaultPrivileges(Node body, StatementFacts facts)
    {
        var action = body["action"];
        facts.Name("ALTER DEFAULT PRIVILEGES");
        var kind = ObjectWords.Of(action.Text("objtype"));
        var schemas = body.Items("options", "DefElem")
            .Where(o => o.Text("defname") == "schemas")
            .SelectMany(o => o["arg"]["List"].Strings("items"))
            .DefaultIfEmpty("every schema");
        foreach (var schema in schemas)
            facts.Grants(new(null, schema), $"{Sentence(action, action.Flag("is_grant"))}, for every {kind} made from now on");
    }

    internal static void Policy(Node body, StatementFacts facts)
    {
        var isNew = body.Has("cmd_name");
        var table = body["table"].Relation;
        facts.Name(isNew ? "CREATE POLICY" : "ALTER POLICY");
        facts.Grants(table, $"{(isNew ? "adds" : "changes")} row policy {body.Text("policy_name")}");
        facts.Locks(table, LockMode.AccessExclusive);
        Queries.WalkStored(body["qual"], facts);
        Queries.WalkStored(body["with_check"], facts);
        if (isNew)
            facts.UndoneBy($"DROP POLICY {Quoting.Quote(body.Text("policy_name"))} ON {Quoting.Quote(table)};");
    }

    internal static void SecurityLabel(Node body, StatementFacts facts)
    {
        facts.Name("SECURITY LABEL");
        facts.Grants(ObjectWords.NameOf(body["object"]), "changes the security label");
        facts.Add(new Effect.RunsCode("hands the label to its provider"));
    }

    private static string Sentence(Node body, bool isGrant)
    {
        var privileges = body.Items("privileges", "AccessPriv")
            .Select(p => p.Text("priv_name") + (p.Has("cols") ? $" ({string.Join(", ", p.Strings("cols"))})" : ""))
            .DefaultIfEmpty("all privileges");
        var roles = string.Join(", ", body.Items("grantees", "RoleSpec").Select(Roles.NameOf));
        return (isGrant, body.Flag("grant_option")) switch
        {
            (true, false) => $"grants {string.Join(", ", privileges)} to {roles}",
            (true, true) => $"grants {string.Join(", ", privileges)} to {roles}, who may pass it on",
            (false, false) => $"revokes {string.Join(", ", privileges)} from {roles}",
            (false, true) => $"takes from {roles} the right to pass on {string.Join(", ", privileges)}",
        };
    }
}
