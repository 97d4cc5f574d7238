using Countersign.Deployments;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>
/// What the executing login must not be or have, asked by that login itself: the server's own functions answer with what it may in
/// effect do, roles and denials counted. Each query gives what speaks against it.
/// </summary>
internal static class RightsProbes
{
    /// <summary>What can be asked before the marker schema is there. A login that is too strong could not be granted to either.</summary>
    internal static readonly ImmutableArray<(string Name, string Against)> General =
    [
        ("is in no fixed role of the server", """
            SELECT r.name FROM (VALUES (N'sysadmin'), (N'securityadmin'), (N'serveradmin'), (N'setupadmin'), (N'processadmin'), (N'diskadmin'),
                (N'dbcreator'), (N'bulkadmin')) AS r (name) WHERE IS_SRVROLEMEMBER(r.name) = 1
            """),
        ("is not the owner of the database", "SELECT USER_NAME() WHERE USER_NAME() = N'dbo'"),
        ("is in no fixed role of the database but to read and write rows", """
            SELECT r.name FROM (VALUES (N'db_owner'), (N'db_securityadmin'), (N'db_accessadmin'), (N'db_ddladmin'), (N'db_backupoperator'))
                AS r (name) WHERE IS_ROLEMEMBER(r.name) = 1
            """),
        ("has no right on the whole server", """
            SELECT permission_name FROM sys.fn_my_permissions(NULL, N'SERVER')
            WHERE permission_name NOT IN (N'CONNECT SQL', N'VIEW ANY DATABASE', N'CONNECT ANY DATABASE')
            """),
        ("has no right on the whole database but to make objects and to use rows", """
            SELECT permission_name FROM sys.fn_my_permissions(NULL, N'DATABASE')
            WHERE permission_name NOT IN (N'CONNECT', N'SELECT', N'INSERT', N'UPDATE', N'DELETE', N'EXECUTE', N'REFERENCES', N'SHOWPLAN',
                N'VIEW DEFINITION', N'VIEW DATABASE STATE', N'VIEW DATABASE PERFORMANCE STATE', N'VIEW PERFORMANCE DEFINITION',
                N'VIEW ANY COLUMN MASTER KEY DEFINITION', N'VIEW ANY COLUMN ENCRYPTION KEY DEFINITION', N'VIEW ANY SENSITIVITY CLASSIFICATION',
                N'CREATE TABLE', N'CREATE VIEW', N'CREATE PROCEDURE', N'CREATE FUNCTION', N'CREATE TYPE', N'CREATE SYNONYM', N'CREATE SCHEMA',
                N'CREATE DEFAULT', N'CREATE RULE', N'CREATE XML SCHEMA COLLECTION', N'CREATE FULLTEXT CATALOG')
            """),
        ("may act as nobody else", """
            SELECT p.name FROM sys.database_principals AS p WHERE p.type IN ('S', 'U', 'E', 'X') AND p.name <> USER_NAME()
                AND HAS_PERMS_BY_NAME(QUOTENAME(p.name), N'USER', N'IMPERSONATE') = 1
            UNION ALL SELECT p.name FROM sys.server_principals AS p WHERE p.type IN ('S', 'U') AND p.name <> SUSER_SNAME()
                AND HAS_PERMS_BY_NAME(QUOTENAME(p.name), N'LOGIN', N'IMPERSONATE') = 1
            """),
        ("works in a database that no code can leave", """
            SELECT N'TRUSTWORTHY is on' FROM sys.databases WHERE database_id = DB_ID() AND is_trustworthy_on = 1
            UNION ALL SELECT N'DB_CHAINING is on' FROM sys.databases WHERE database_id = DB_ID() AND is_db_chaining_on = 1
            UNION ALL SELECT N'cross db ownership chaining is on' FROM sys.configurations
                WHERE name = N'cross db ownership chaining' AND CAST(value_in_use AS int) = 1
            """),
        ("works in a database that loses no commit", """
            SELECT N'DELAYED_DURABILITY is FORCED' FROM sys.databases WHERE database_id = DB_ID() AND delayed_durability_desc = N'FORCED'
            """),
    ];

    /// <summary>What can be asked only when the schema is there.</summary>
    internal static readonly ImmutableArray<(string Name, string Against)> OnMarkers =
    [
        ("has no right on the marker schema", """
            SELECT permission_name FROM sys.fn_my_permissions(N'countersign', N'SCHEMA')
            WHERE permission_name NOT IN (N'EXECUTE', N'VIEW DEFINITION', N'VIEW CHANGE TRACKING')
            """),
        ("has no right in the marker schema but to run its two procedures", """
            SELECT o.name + N' ' + p.permission_name FROM sys.objects AS o
            CROSS APPLY sys.fn_my_permissions(N'countersign.' + QUOTENAME(o.name), N'OBJECT') AS p
            WHERE o.schema_id = SCHEMA_ID(N'countersign') AND p.permission_name <> N'VIEW DEFINITION'
                AND NOT (o.name IN (N'begin_unit', N'mark') AND p.permission_name = N'EXECUTE')
            """),
    ];

    /// <summary>Asked by the admin login, who sees it.</summary>
    internal const string OwnerSql =
        $"""
        SELECT p.name FROM sys.schemas AS s JOIN sys.database_principals AS p ON p.principal_id = s.principal_id
        WHERE s.name = N'countersign' AND NOT (p.name = N'{MarkerSchema.Owner}' AND p.authentication_type = 0)
        UNION ALL SELECT o.name FROM sys.objects AS o WHERE o.schema_id = SCHEMA_ID(N'countersign') AND o.principal_id IS NOT NULL
        """;

    internal static async Task<ImmutableArray<ProbeResult>> Run(SqlLink link, ImmutableArray<(string Name, string Against)> probes)
    {
        var results = ImmutableArray.CreateBuilder<ProbeResult>();
        foreach (var (name, against) in probes) results.Add(await Ask(link, "the executing login " + name, against));
        return results.ToImmutable();
    }

    /// <summary>A question that the server does not answer is not passed.</summary>
    internal static async Task<ProbeResult> Ask(SqlLink link, string name, string against)
    {
        var reply = await link.Ask(against);
        return reply.Fault is { } fault
            ? new(name, false, ServerErrors.Of(fault))
            : new(name, reply.Rows.IsEmpty, string.Join(", ", reply.Rows.Select(r => r[0]).Take(10)));
    }
}
