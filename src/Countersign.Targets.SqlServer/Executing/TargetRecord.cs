using System.Globalization;
using Countersign.Deployments;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>What enrolling wrote down about the target, next to what the server says now.</summary>
/// <param name="Identity">Which server and database this is, as it says itself.</param>
/// <param name="Enrolled">Null when it is not enrolled under this name, or not accepted.</param>
internal sealed record TargetRecord(TargetIdentity Identity, EnrolledFacts? Enrolled)
{
    internal const string NowSql =
        """
        SELECT CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)), d.name, CONVERT(nvarchar(30), d.create_date, 126),
            CAST(d.service_broker_guid AS nvarchar(36)), OBJECT_ID(N'countersign.target', N'U')
        FROM sys.databases AS d WHERE d.database_id = DB_ID()
        """;

    internal const string EnrolledSql = "SELECT [identity], apply_login, fence FROM countersign.target WHERE name = @target AND accepted = 1";

    /// <returns>The record, or the error.</returns>
    internal static async Task<(TargetRecord? Record, LinkFault? Fault)> Read(SqlLink link, string target)
    {
        var now = await link.Ask(NowSql);
        if (now.Fault is not null || now.Rows.IsEmpty) return (null, now.Fault ?? new(0, 16, 0, "", "the database is not visible to the login", true));
        var row = now.Rows[0];
        var identity = new TargetIdentity(ImmutableSortedDictionary<string, string>.Empty
            .Add("server", row[0] ?? "").Add("database", row[1] ?? "").Add("created", row[2] ?? "").Add("service broker", row[3] ?? ""));
        if (row[4] is null) return (new(identity, null), null);
        var enrolled = await link.Ask(EnrolledSql, ("@target", target));
        return enrolled.Fault is { } fault ? (null, fault) : (new(identity, enrolled.Rows is [var known] ? EnrolledFacts.Of(known!) : null), null);
    }

    /// <summary>What stands between this record and executing; null when nothing does.</summary>
    internal Obstacle? ObstacleTo(string applyLogin) => Enrolled switch
    {
        null => new("not-enrolled", "the target is not enrolled; run `countersign target enrol`", false),
        var e when e.Identity != Identity.Text => new("identity",
            $"this is {Identity.Text}, but the target was enrolled as {e.Identity}; if the server was replaced on purpose, enrol again", false),
        var e when e.ApplyLogin != applyLogin => new("login",
            $"the executing login is `{applyLogin}`, but `{e.ApplyLogin}` was enrolled; enrol again", false),
        _ => null,
    };
}

/// <summary>The row that enrolling accepted.</summary>
/// <param name="Fence">The highest fence that any executor has raised.</param>
internal sealed record EnrolledFacts(string Identity, string ApplyLogin, long Fence)
{
    internal static EnrolledFacts Of(ImmutableArray<string> row) => new(row[0], row[1], long.Parse(row[2], CultureInfo.InvariantCulture));
}
