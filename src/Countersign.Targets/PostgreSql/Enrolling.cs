using Countersign.Deployments;
using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// Creates the marker schema and proves that the executing login is weak. The target is accepted last, and only when every
/// probe passed; without that row nothing executes (INV-29).
/// </summary>
internal sealed class Enrolling(PostgreSqlConnections connections, TargetName target, SessionProfile profile, PostgreSqlLimits limits)
{
    internal async Task<Enrolment> Run(CancellationToken cancellation)
    {
        var (apply, verify) = connections.Logins;
        await using var admin = await OpenAdmin(cancellation);
        await Lay(admin, apply, verify, cancellation);
        var probes = await CatalogueProbes.Run(admin, apply, verify, cancellation);
        // Attempts as a login that is too strong would do what they attempt; they are made only when the catalogue is clean.
        if (probes.All(p => p.Passed)) probes = probes.AddRange(await Attempt(admin, cancellation));
        var identity = (await TargetRecord.Read(new(admin, "", ""), target.Value, apply, cancellation)).Identity;
        var enrolment = new Enrolment(identity, probes);
        if (enrolment.IsAccepted) await Accept(admin, identity, apply, cancellation);
        return enrolment;
    }

    private async Task<NpgsqlConnection> OpenAdmin(CancellationToken cancellation)
    {
        if (!connections.HasAdmin)
            throw new InvalidOperationException($"`{target}` has no admin login in the configuration; enrolling needs one");
        var admin = connections.Admin();
        try
        {
            await admin.OpenAsync(cancellation);
            await admin.Run(cancellation, Commands.Of("SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', false)"));
            return admin;
        }
        catch (NpgsqlException fault)
        {
            await admin.DisposeAsync();
            throw new TargetUnreachableException($"the admin login cannot enrol `{target}`: {SafeMessages.Of(fault)}");
        }
    }

    private async Task Lay(NpgsqlConnection admin, string apply, string verify, CancellationToken cancellation)
    {
        try
        {
            var statements = MarkerSchema.Create.Concat(MarkerSchema.GrantsTo(apply, verify));
            await admin.Run(cancellation,
            [
                Commands.Of("BEGIN"),
                .. statements.Select(s => Commands.Of(s)),
                Commands.Of(
                    """
                    INSERT INTO countersign.target (name, apply_role) VALUES ($1, $2)
                    ON CONFLICT (name) DO UPDATE SET accepted = false, apply_role = $2
                    """, target.Value, apply),
                Commands.Of("COMMIT"),
            ]);
        }
        catch (PostgresException fault)
        {
            throw new TargetUnreachableException($"the marker schema cannot be created: {SafeMessages.Of(fault)}");
        }
    }

    private async Task<ImmutableArray<ProbeResult>> Attempt(NpgsqlConnection admin, CancellationToken cancellation)
    {
        var options = StartUpOptions.Of(profile, limits);
        var opening = await CheckedConnection.Open(connections.Apply(options), options, StartUpOptions.Major(profile), cancellation);
        if (!opening.Succeeded(out var opened, out var obstacle)) return [new("the executing login can log in", false, obstacle.Because)];
        await using var session = opened.Connection;
        var attempts = await AttemptProbes.Run(session, connections.Logins.Verify, admin, cancellation);
        var verify = await VerifySession.Open(connections, target, profile, limits, readOnly: true, cancellation);
        if (verify.Succeeded(out var reading, out var unreadable)) await reading.DisposeAsync();
        return attempts.Add(new("the verify login can read the markers", unreadable is null, unreadable?.Because ?? ""));
    }

    private async Task Accept(NpgsqlConnection admin, TargetIdentity identity, string apply, CancellationToken cancellation)
    {
        var settings = (await admin.Rows(TargetRecord.RoleSettingsSql, [apply], cancellation))[0][0]!;
        await admin.Run(cancellation, Commands.Of(
            """
            UPDATE countersign.target SET accepted = true, identity = $2, role_settings = $3, enrolled_at = clock_timestamp()
            WHERE name = $1
            """, target.Value, identity.Text, settings));
    }
}
