using static Countersign.Analysis.Rules.PostgreSqlReadingRules;

namespace Countersign.Statements.PostgreSql;

/// <summary>Roles, and what belongs to them.</summary>
internal static class Roles
{
    internal static void Create(Node body, StatementFacts facts)
    {
        facts.Name("CREATE ROLE");
        var role = new ObjectName(null, body.Text("role"));
        facts.Creates(role, "role");
        facts.Grants(role, Attributes(body));
        facts.UndoneBy($"DROP ROLE {Quoting.Quote(role)};");
    }

    internal static void Alter(Node body, StatementFacts facts)
    {
        facts.Name("ALTER ROLE");
        facts.Grants(new(null, NameOf(body["role"])), Attributes(body));
    }

    /// <summary>ALTER ROLE … SET and ALTER DATABASE … SET outlive the session: the next script would be read under them.</summary>
    internal static void AlterSettings(Node body, StatementFacts facts)
    {
        var isRole = body["role"].Exists || !body.Has("dbname");
        facts.Name(isRole ? "ALTER ROLE" : "ALTER DATABASE");
        var name = new ObjectName(null, isRole ? NameOf(body["role"]) : body.Text("dbname"));
        facts.Alters(name, $"changes the setting {body["setstmt"].Text("name")} of later sessions");
        facts.Object(LaterSessions, $"{facts.Kind} … SET changes the settings that later sessions start with",
            "have an administrator change it outside of migrations");
    }

    internal static void Drop(Node body, StatementFacts facts)
    {
        facts.Name("DROP ROLE");
        foreach (var role in body.Items("roles", "RoleSpec").Select(NameOf))
        {
            facts.Grants(new(null, role), "drops the role");
            facts.Add(new Effect.Drops(new(null, role), "role"));
        }
    }

    internal static void DropOwned(Node body, StatementFacts facts)
    {
        facts.Name("DROP OWNED");
        foreach (var role in body.Items("roles", "RoleSpec").Select(NameOf))
        {
            facts.Grants(new(null, role), "revokes all privileges of the role");
            facts.Add(new Effect.Drops(new(null, role), "every object owned by"));
            facts.Add(new Effect.DestroysData(new(null, role), "drops every table that the role owns"));
        }
    }

    internal static void ReassignOwned(Node body, StatementFacts facts)
    {
        facts.Name("REASSIGN OWNED");
        foreach (var role in body.Items("roles", "RoleSpec").Select(NameOf))
            facts.Grants(new(null, role), $"gives everything it owns to {NameOf(body["newrole"])}");
    }

    internal static string NameOf(Node role) => role.Text("roletype") switch
    {
        "ROLESPEC_PUBLIC" => "public",
        "ROLESPEC_CURRENT_USER" => "current_user",
        "ROLESPEC_CURRENT_ROLE" => "current_role",
        "ROLESPEC_SESSION_USER" => "session_user",
        _ when role.Exists => role.Text("rolename"),
        _ => "all roles",
    };

    /// <summary>Names only: a password must not get into a report by way of us.</summary>
    private static string Attributes(Node body) =>
        "sets " + string.Join(", ", body.Items("options", "DefElem")
            .Select(o => (o["arg"].Constant is "false" or "0" ? "no " : "") + o.Text("defname"))
            .DefaultIfEmpty("nothing"));
}
