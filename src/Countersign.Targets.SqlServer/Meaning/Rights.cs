using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>Rights, principals, and what rights are made of.</summary>
internal static class Rights
{
    private static readonly HashSet<string> Powerful = new(StringComparer.OrdinalIgnoreCase)
    {
        "db_owner", "db_securityadmin", "db_accessadmin", "db_ddladmin", "db_backupoperator", "sysadmin", "securityadmin", "serveradmin", "setupadmin",
        "processadmin", "dbcreator", "diskadmin", "bulkadmin", "##MS_DatabaseManager##", "##MS_LoginManager##",
    };

    internal static bool Read(TSqlStatement statement, StatementFacts facts)
    {
        switch (statement)
        {
            case SecurityStatement security:
                Permissions(security, facts);
                return true;
            case SecurityStatementBody80:
                facts.Grants(new(null, "database"), Tables.OneLine(facts.Text.Of(statement)));
                return true;
            case AlterAuthorizationStatement authorization:
                var owned = On(authorization.SecurityTargetObject, facts);
                facts.Grants(owned, authorization.ToSchemaOwner
                    ? "gives it back to the owner of its schema"
                    : $"makes {authorization.PrincipalName?.Value} its owner");
                return true;
            case AlterRoleStatement { Action: AddMemberAlterRoleAction add } role:
                Membership(role.Name.Value, add.Member.Value, true, role, facts);
                return true;
            case AlterRoleStatement { Action: DropMemberAlterRoleAction drop } role:
                Membership(role.Name.Value, drop.Member.Value, false, role, facts);
                return true;
            case RoleStatement role:
                var isMade = statement is CreateRoleStatement and not CreateServerRoleStatement;
                return Principal(role.Name, isMade ? $"DROP ROLE {Names.Quote(role.Name.Value)};" : null, facts);
            case UserStatement user:
                return Principal(user.Name, statement is CreateUserStatement ? $"DROP USER {Names.Quote(user.Name.Value)};" : null, facts);
            case ApplicationRoleStatement role:
                return Principal(role.Name, null, facts);
            case CreateLoginStatement login:
                return Server(login.Name, login, facts);
            case AlterLoginStatement login:
                return Server(login.Name, login, facts);
            case DropLoginStatement or DropServerRoleStatement:
                return Server(((DropUnownedObjectStatement)statement).Name, statement, facts);
            case DropUserStatement or DropRoleStatement or DropApplicationRoleStatement:
                return Principal(((DropUnownedObjectStatement)statement).Name, null, facts);
            case SecurityPolicyStatement policy:
                if (Names.Write(policy.Name, facts) is { } name) facts.Grants(name, "decides which rows people see");
                Queries.ReadStored(policy, facts);
                return true;
            case DropSecurityPolicyStatement policies:
                foreach (var policy in policies.Objects)
                    if (Names.Write(policy, facts) is { } dropped) facts.Grants(dropped, "lets everybody see the rows that it hid");
                return true;
            case SignatureStatementBase signature:
                facts.Grants(Names.Plain(signature.Element), $"{facts.Kind.ToLowerInvariant()}: lends it the rights of a key");
                return true;
            default:
                return false;
        }
    }

    internal static void Membership(string role, string member, bool isAdded, TSqlFragment at, StatementFacts facts)
    {
        facts.Grants(new(null, role), isAdded ? $"makes {member} a member" : $"takes {member} out");
        if (isAdded) facts.UndoneBy($"ALTER ROLE {Names.Quote(role)} DROP MEMBER {Names.Quote(member)};");
        if (isAdded && Powerful.Contains(role))
            facts.Remark(SqlServerRightRules.PowerfulRole, Severity.Error, at, $"`{member}` may do what `{role}` may, which is nearly everything");
    }

    private static void Permissions(SecurityStatement security, StatementFacts facts)
    {
        var on = On(security.SecurityTargetObject, facts);
        var what = string.Join(", ", security.Permissions.Select(p => string.Join(' ', p.Identifiers.Select(i => i.Value)).ToUpperInvariant()));
        var whom = string.Join(", ", security.Principals.Select(NameOf));
        facts.Grants(on, security switch
        {
            GrantStatement => $"grants {what} to {whom}",
            DenyStatement => $"denies {what} to {whom}",
            _ => $"revokes {what} from {whom}",
        });
        if (security is not GrantStatement grant) return;
        facts.UndoneBy($"REVOKE {what}{OnClause(security.SecurityTargetObject, facts)} FROM {string.Join(", ", security.Principals.Select(p => facts.Text.Of(p)))};");
        if (security.Principals.Any(IsPublic))
            facts.Remark(SqlServerRightRules.ToPublic, Severity.Error, grant, $"everybody who can connect gets {what}");
        if (grant.WithGrantOption)
            facts.Remark(SqlServerRightRules.GrantOption, Severity.Warning, grant, $"{whom} can pass {what} on to anybody");
        if (security.Permissions.Any(p => p.Identifiers[0].Value.ToUpperInvariant() is "CONTROL" or "IMPERSONATE" or "ALTER" or "TAKE" or "ALL"))
            facts.Remark(SqlServerRightRules.WideRight, Severity.Warning, grant, $"{what} lets {whom} take every other right on it");
    }

    /// <summary>As the statement has it, with its ON whether or not that belongs to the fragment.</summary>
    private static string OnClause(SecurityTargetObject? target, StatementFacts facts)
    {
        if (target is null) return "";
        var text = facts.Text.Of(target).Trim();
        return " ON " + (text.StartsWith("ON ", StringComparison.OrdinalIgnoreCase) ? text[3..].Trim() : text);
    }

    private static string NameOf(SecurityPrincipal principal) =>
        principal.PrincipalType == PrincipalType.Identifier ? principal.Identifier.Value : principal.PrincipalType.ToString().ToLowerInvariant();

    private static bool IsPublic(SecurityPrincipal principal) => NameOf(principal).ToUpperInvariant() is "PUBLIC" or "GUEST";

    private static ObjectName On(SecurityTargetObject? target, StatementFacts facts)
    {
        if (target?.ObjectName?.MultiPartIdentifier is not { Count: > 0 } name) return new(null, "database");
        var parts = name.Identifiers.Select(i => i.Value).ToList();
        var on = new ObjectName(parts.Count > 1 ? parts[^2] : null, parts[^1]);
        if (parts.Count > 2) facts.UnknownCode($"changes rights in `{parts[0]}`, by name another database");
        if (target.ObjectKind is not (SecurityObjectKind.NotSpecified or SecurityObjectKind.Object)) return on;
        return facts.Known.BehindSynonym(on) ?? on;
    }

    private static bool Principal(Identifier name, string? undo, StatementFacts facts)
    {
        facts.Grants(new(null, name.Value), facts.Kind.ToLowerInvariant());
        if (undo is not null) facts.UndoneBy(undo);
        return true;
    }

    private static bool Server(Identifier name, TSqlFragment at, StatementFacts facts)
    {
        facts.Grants(new(null, name.Value), facts.Kind.ToLowerInvariant());
        facts.Opaque("changes the server, not only this database");
        facts.Remark(SqlServerRightRules.ChangesServer, Severity.Error, at, $"`{name.Value}` is of the server, for every database");
        return true;
    }
}
