using System.Globalization;
using Countersign.Deployments;

namespace Countersign.Targets.PostgreSql;

/// <summary>What enrolling wrote down about the target, next to what the server says now.</summary>
/// <param name="Identity">Which server and database this is, as it says itself.</param>
/// <param name="Enrolled">Null when it is not enrolled under this name, or not accepted.</param>
/// <param name="RoleSettings">What ALTER ROLE and ALTER DATABASE … SET hold for the executing login; one `who: name=value` a line.</param>
internal sealed record TargetRecord(TargetIdentity Identity, EnrolledFacts? Enrolled, string RoleSettings)
{
    private const string NowSql =
        """
        SELECT (SELECT system_identifier::text FROM pg_control_system()), d.oid::text, d.datname::text,
            to_regclass('countersign.target')::text
        FROM pg_database d WHERE d.datname = current_database()
        """;

    private const string EnrolledSql =
        "SELECT identity, apply_role, role_settings, fence::text FROM countersign.target WHERE name = $1 AND accepted";

    internal const string RoleSettingsSql =
        """
        SELECT COALESCE(string_agg(line, E'\n' ORDER BY line COLLATE "C"), '') FROM (
            SELECT COALESCE(r.rolname, 'all roles') || ' in ' || COALESCE(d.datname, 'all databases') || ': ' || setting AS line
            FROM pg_db_role_setting s
            LEFT JOIN pg_roles r ON r.oid = s.setrole
            LEFT JOIN pg_database d ON d.oid = s.setdatabase
            CROSS JOIN unnest(s.setconfig) AS setting
            WHERE (s.setrole = 0 OR r.rolname = $1) AND (s.setdatabase = 0 OR d.datname = current_database())
        ) lines
        """;

    internal static async Task<TargetRecord> Read(CheckedSession session, string target, string applyLogin, CancellationToken cancellation)
    {
        var now = (await session.Connection.Rows(NowSql, [], cancellation))[0];
        var identity = new TargetIdentity(ImmutableSortedDictionary<string, string>.Empty
            .Add("system identifier", now[0]!).Add("database oid", now[1]!).Add("database", now[2]!));
        var enrolled = now[3] is null ? [] : await session.Connection.Rows(EnrolledSql, [target], cancellation);
        var settings = (await session.Connection.Rows(RoleSettingsSql, [applyLogin], cancellation))[0][0]!;
        return new(identity, enrolled is [var row] ? EnrolledFacts.Of(row!) : null, settings);
    }

    /// <summary>What stands between this record and executing; null when nothing does.</summary>
    internal Obstacle? ObstacleTo(string applyLogin) => Enrolled switch
    {
        null => new("not-enrolled", "the target is not enrolled; run `countersign target enrol`", false),
        var e when e.Identity != Identity.Text => new("identity",
            $"this is {Identity.Text}, but the target was enrolled as {e.Identity}; if the server was replaced on purpose, enrol again", false),
        var e when e.ApplyRole != applyLogin => new("login",
            $"the executing login is `{applyLogin}`, but `{e.ApplyRole}` was enrolled; enrol again", false),
        var e when e.RoleSettings != RoleSettings => new("role-settings",
            $"settings stored for the executing login changed since enrolment ({Changed(e.RoleSettings, RoleSettings)}); "
            + "find out who did it, reset them or enrol again", false),
        _ => null,
    };

    /// <summary>Names without values: a value may be anything.</summary>
    private static string Changed(string before, string now)
    {
        var (old, fresh) = (before.Split('\n'), now.Split('\n'));
        return SafeMessages.Quoted(old.Except(fresh).Concat(fresh.Except(old))
            .Where(line => line.Length > 0).Select(line => line.Split('=')[0]).Distinct().Order(StringComparer.Ordinal));
    }
}

/// <summary>The row that enrolling accepted.</summary>
/// <param name="Fence">The highest fence that any executor has raised.</param>
internal sealed record EnrolledFacts(string Identity, string ApplyRole, string RoleSettings, long Fence)
{
    internal static EnrolledFacts Of(ImmutableArray<string> row) =>
        new(row[0], row[1], row[2], long.Parse(row[3], CultureInfo.InvariantCulture));
}
