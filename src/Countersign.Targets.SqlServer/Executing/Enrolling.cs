using Countersign.Deployments;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>
/// Creates the marker schema and proves that the executing login is weak. The target is accepted last, and only when every
/// probe passed; without that row nothing executes (INV-29).
/// </summary>
internal sealed class Enrolling(CheckedConnection connection, SqlServerConnections connections, TargetName target)
{
    internal const string UserSql =
        """
        SELECT TOP (1) name FROM sys.database_principals WHERE type IN ('S', 'U', 'E', 'X') AND (sid = SUSER_SID(@login) OR name = @login)
        ORDER BY CASE WHEN sid = SUSER_SID(@login) THEN 0 ELSE 1 END
        """;

    internal const string TargetSql =
        """
        UPDATE countersign.target SET accepted = 0, apply_login = @login WHERE name = @target;
        IF @@ROWCOUNT = 0 INSERT INTO countersign.target (name, apply_login) VALUES (@target, @login);
        """;

    internal const string AcceptSql =
        "UPDATE countersign.target SET accepted = 1, [identity] = @identity, enrolled_at = SYSUTCDATETIME() WHERE name = @target";

    internal async Task<Enrolment> Run(CancellationToken cancellation)
    {
        if (!connections.HasAdmin)
            throw new InvalidOperationException($"`{target}` has no admin login in the configuration; enrolling needs one");
        await using var apply = await Open(connections.Apply, "executing", cancellation);
        await using var admin = await Open(connections.Admin, "admin", cancellation);
        var identity = (await TargetRecord.Read(admin, "")).Record?.Identity
            ?? throw new TargetUnreachableException("the admin login cannot see the database");
        var probes = await RightsProbes.Run(apply, RightsProbes.General);
        probes = probes.Add(new("the executing login is not the login that keeps the markers",
            !connections.Logins.Apply.Equals(connections.Logins.Verify, StringComparison.OrdinalIgnoreCase), ""));
        // A login that is too strong could not be granted to, and what it attempts it would do.
        if (!probes.All(p => p.Passed)) return new(identity, probes);
        await Lay(admin);
        probes = probes.AddRange(await RightsProbes.Run(apply, RightsProbes.OnMarkers))
            .Add(await RightsProbes.Ask(admin, "the marker schema belongs to a user without a login", RightsProbes.OwnerSql));
        if (probes.All(p => p.Passed)) probes = probes.AddRange(await AttemptProbes.Run(apply)).Add(await VerifyReads(cancellation));
        var enrolment = new Enrolment(identity, probes);
        if (enrolment.IsAccepted) Expect(await admin.Ask(AcceptSql, ("@target", target.Value), ("@identity", identity.Text)));
        return enrolment;
    }

    private async Task<SqlLink> Open(string login, string which, CancellationToken cancellation) =>
        (await connection.Open(login, cancellation)).Succeeded(out var session, out var obstacle)
            ? session.Link
            : throw new TargetUnreachableException($"the {which} login cannot be used to enrol `{target}`: {obstacle.Because}");

    private async Task Lay(SqlLink admin)
    {
        var (apply, verify) = (await UserOf(admin, connections.Logins.Apply), await UserOf(admin, connections.Logins.Verify));
        Expect(await admin.Ask("BEGIN TRANSACTION;"));
        foreach (var command in MarkerSchema.Create.Concat(MarkerSchema.GrantsTo(apply, verify))) Expect(await admin.Ask(command));
        Expect(await admin.Ask(TargetSql, ("@target", target.Value), ("@login", connections.Logins.Apply)));
        Expect(await admin.Ask(TargetLock.Commit));
    }

    private static async Task<string> UserOf(SqlLink admin, string login) => Expect(await admin.Ask(UserSql, ("@login", login))).Rows is [[{ } user]]
        ? user
        : throw new TargetUnreachableException($"the login `{login}` has no user in the database; make one: CREATE USER … FOR LOGIN …");

    private async Task<ProbeResult> VerifyReads(CancellationToken cancellation)
    {
        var opening = await VerifySession.Open(connection, connections, target, cancellation);
        if (opening.Succeeded(out var reading, out var unreadable)) await reading.DisposeAsync();
        return new("the verify login can read the markers", unreadable is null, unreadable?.Because ?? "");
    }

    private static LinkReply Expect(LinkReply reply) => reply.Fault is { } fault
        ? throw new TargetUnreachableException($"the marker schema cannot be made: {ServerErrors.Of(fault)}")
        : reply;
}
