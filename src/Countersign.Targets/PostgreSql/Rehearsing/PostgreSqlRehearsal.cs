using System.Security.Cryptography;
using System.Text;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Schemas.Reversals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Copying;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// Runs a plan on a copy of the target's schema in a throwaway server of the same major and tells what every statement did.
/// Nothing of it reaches the target.
/// </summary>
public sealed class PostgreSqlRehearsal
{
    private readonly RehearsalSettings _settings;
    private readonly TimeProvider _time;
    private readonly SchemaFilling? _fill;
    private readonly Reversing? _reversing;

    /// <summary>Starts nothing yet.</summary>
    public PostgreSqlRehearsal(RehearsalSettings settings, TimeProvider time) : this(settings, time, SchemaCopying.Into, null)
    {
    }

    internal PostgreSqlRehearsal(RehearsalSettings settings, TimeProvider time, SchemaFilling? fill, Reversing? reversing) =>
        (_settings, _time, _fill, _reversing) = (settings, time, fill, reversing);

    /// <summary>Rehearses. What cannot be rehearsed is a value, too: no programs, a prelude that fails, a server that does not start.</summary>
    public async Task<RehearsalOutcome> Run(RehearsalRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var major = PostgreSqlSession.MajorOf(request.Policy);
        if (PostgreSqlPrograms.Find(major, _settings.Programs) is not { } programs)
            return Unavailable($"this machine has no programs of PostgreSQL {major}; install the package `postgresql-{major}` or name their directory");
        if (request.Schema is not null && _fill is null) return Unavailable("a schema cannot be copied into a rehearsal yet");
        try
        {
            var key = DigestOf(request.Schema?.Fingerprint.Hex ?? "empty", request.ApplyLogin, typeof(SchemaCopying).Module.ModuleVersionId.ToString());
            var cluster = new ShadowCluster(programs, _settings.Directory);
            return await Rehearse(isCareful: false) ?? await Rehearse(isCareful: true) ?? throw new System.Diagnostics.UnreachableException();

            async Task<RehearsalOutcome?> Rehearse(bool isCareful)
            {
                var clone = await cluster.Clone(
                    key, SchemaCopying.DatabaseOf(request.Schema), (superuser, stop) => Fill(superuser, request, stop), cancellation);
                if (clone is not ShadowClone.Running(var running)) return Unavailable(((ShadowClone.Unfilled)clone).Because);
                await using var server = running;
                return await this.Rehearse(request, server, major, isCareful, cancellation);
            }
        }
        catch (Exception fault) when (fault is IOException or NpgsqlException or InvalidOperationException or TimeoutException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return Unavailable("the throwaway server failed: " + (fault is NpgsqlException ? SafeMessages.Of(fault) : fault.Message));
        }

        RehearsalOutcome.Unavailable Unavailable(string because) => new(request.Policy.Name, because);
    }

    /// <summary>Null when what was read of the schema in parts is not the whole: then it has to be read completely each time.</summary>
    private async Task<RehearsalOutcome?> Rehearse(
        RehearsalRequest request, ShadowServer server, int major, bool isCareful, CancellationToken cancellation)
    {
        await using var watchdog = new Watchdog(server, _settings, _time);
        await using var superuser = await server.OpenSuperuser(cancellation);
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        await superuser.Run(cancellation, Commands.Of($"ALTER ROLE {MarkerSchema.Identifier(request.ApplyLogin)} LOGIN PASSWORD '{password}'"));
        Task<NpgsqlConnection> Login(bool prepares) => server.Open(request.ApplyLogin, password, server.Database,
            StartUpOptions.Of(request.Plan.Session, Unlimited).Text, cancellation, prepares);

        if (await Prelude.Run(request, () => Login(prepares: false), cancellation) is { } obstacle)
            return new RehearsalOutcome.Unavailable(request.Policy.Name, watchdog.Verdict?.Message ?? obstacle);
        await using var seeder = await Seeding.Open(server, superuser, major, password, cancellation);
        var rows = new MadeUpRows(seeder);
        var notes = await rows.Seed(cancellation);
        var schema = new FollowedSchema(superuser, await CopySchema.Read(superuser, cancellation), isCareful);
        await EventLog.Install(superuser, cancellation);
        await using var login = await Login(prepares: false);
        await using var undoer = await Login(prepares: true);
        var start = _time.GetTimestamp();
        var reversals = new Reversals(_reversing ?? Reversing(major), new(undoer, major), () => _time.GetElapsedTime(start) < _settings.TrialLimit);
        var result = await new PlanRun(superuser, login, watchdog, rows, schema, reversals).Run(request.Plan, cancellation);
        if (watchdog.Verdict is { } verdict) notes = [.. notes, verdict.Message];
        else if (!await schema.IsExact(cancellation)) return null;
        var inTarget = result.UnitsAfter.Select(s => CopiedRoles.AsInTarget(s, request.Schema ?? Schema.Empty).Fingerprint);
        return new RehearsalOutcome.Done(new(request.Policy.Name, request.Origin, major, request.PlannedOn, result.Difference, result.Statements,
            [.. inTarget], request.Sizes, [.. notes, .. result.Notes]));
    }

    private static Reversing Reversing(int major) => (statement, difference, before, after, impact) => SchemaReversal.Of(
        difference, before, after, impact, standardConversion: !impact.Rewrites.IsEmpty && UsingClauses.ConvertsByTheServersOwnRules(statement, major));

    /// <summary>Where the target's rights are unknown, the login may create whatever is not the server's own.</summary>
    private async Task<SchemaCopy> Fill(NpgsqlConnection superuser, RehearsalRequest request, CancellationToken cancellation)
    {
        if (request.Schema is { } schema && await _fill!(superuser, schema, cancellation) is SchemaCopy.Unlike unlike) return unlike;
        var login = MarkerSchema.Identifier(request.ApplyLogin);
        var exists = (await superuser.Rows("SELECT rolname::text FROM pg_roles WHERE rolname = $1", [request.ApplyLogin], cancellation)).Length > 0;
        if (!exists) await superuser.Run(cancellation, Commands.Of($"CREATE ROLE {login} LOGIN"));
        // As in production, but nobody's to write.
        await superuser.Run(cancellation, Commands.Of("CREATE SCHEMA countersign"), Commands.Of("CREATE TABLE countersign.marker (token bytea)"));
        if (request.Schema is null)
            await superuser.Run(cancellation,
                Commands.Of($"GRANT CREATE, TEMPORARY ON DATABASE {MarkerSchema.Identifier(SchemaCopying.DatabaseOf(null))} TO {login}"), Commands.Of($"GRANT USAGE, CREATE ON SCHEMA public TO {login}"));
        return new SchemaCopy.Complete();
    }

    /// <summary>The watchdog limits from outside; what a session sets for itself is part of what is observed.</summary>
    private static PostgreSqlLimits Unlimited { get; } = new()
    {
        LockTimeout = TimeSpan.Zero,
        StatementTimeout = TimeSpan.Zero,
        IdleInTransaction = TimeSpan.Zero,
        IdleSession = TimeSpan.Zero,
    };

    private static string DigestOf(params IEnumerable<string> parts) =>
        Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', parts))).Short;
}
