using System.Globalization;
using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using Npgsql;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>A database of its own with three logins of its own, as a target.</summary>
internal sealed class TestDatabase
{
    private static int _count;

    private TestDatabase(PostgreSqlServer server, string name) => (Server, Name) = (server, name);

    internal PostgreSqlServer Server { get; }

    internal string Name { get; }

    internal string ApplyRole => Name + "_apply";

    internal string VerifyRole => Name + "_verify";

    internal string AdminRole => Name + "_admin";

    internal ImmutableArray<string> Roles => [ApplyRole, VerifyRole, AdminRole];

    internal TargetPolicy Policy => new(
        new TargetName("orders-prod"), "production", Dialect.PostgreSql, [], [], "orders-prod", DeployTrigger.OnMerge, null, Server.Major, ["public"]);

    /// <summary>The admin is no superuser: it owns the database, which is all that enrolling needs.</summary>
    internal static async Task<TestDatabase> Create(PostgreSqlServer server)
    {
        var database = new TestDatabase(server, "db" + Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture));
        foreach (var role in new[] { database.ApplyRole, database.VerifyRole, database.AdminRole }) await server.CreateRole(role);
        await server.Execute($"CREATE DATABASE {database.Name} OWNER {database.AdminRole}");
        await server.Execute($"GRANT USAGE, CREATE ON SCHEMA public TO {database.ApplyRole}", database.Name);
        return database;
    }

    internal static async Task<TestDatabase> CreateEnrolled(PostgreSqlServer server)
    {
        var database = await Create(server);
        var enrolment = await database.Target().Enrol(CancellationToken.None);
        Assert.True(enrolment.IsAccepted, string.Join("; ", enrolment.Probes.Where(p => !p.Passed)));
        return database;
    }

    internal PostgreSqlTarget Target(
        int? port = null, PostgreSqlLimits? limits = null, TimeProvider? time = null, TargetPolicy? policy = null) =>
        new(policy ?? Policy, Connections(port), limits ?? Impatient, time ?? TimeProvider.System);

    internal PostgreSqlConnections Connections(int? port = null) => new(
        Server.ConnectionString(ApplyRole, Name, port), Server.ConnectionString(VerifyRole, Name, port), Server.ConnectionString(AdminRole, Name, port));

    /// <summary>Short waits, so that a test of waiting is a short test.</summary>
    internal static PostgreSqlLimits Impatient { get; } = new()
    {
        LockTimeout = TimeSpan.FromMilliseconds(200),
        Attempts = 2,
        Backoff = TimeSpan.FromMilliseconds(1),
        OrphanPatience = TimeSpan.FromSeconds(10),
    };

    /// <summary>What a plan does here and now; see <see cref="TestRehearsals"/>.</summary>
    internal async Task<TargetRehearsal> Rehearse(ApprovedPlan plan, params ImmutableArray<RelationSize> sizes)
    {
        await using var login = await Open(ApplyRole);
        await using var outside = await Open();
        return await TestRehearsals.Of(login, outside, Server.Major, plan, _ => true, sizes);
    }

    /// <summary>As the superuser, behind the executor's back.</summary>
    internal Task Execute(string sql) => Server.Execute(sql, Name);

    internal Task ExecuteAs(string role, string sql) => Scalar(sql, role);

    internal async Task<string?> Scalar(string sql, string role = "postgres")
    {
        await using var connection = await Open(role);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(sql) } };
        return Convert.ToString(await batch.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <param name="role">Who logs in.</param>
    /// <param name="prepares">Plans are kept for what is asked again and again, as in a rehearsal.</param>
    internal async Task<NpgsqlConnection> Open(string role = "postgres", bool prepares = false)
    {
        var text = new NpgsqlConnectionStringBuilder(Server.ConnectionString(role, Name)) { MaxAutoPrepare = prepares ? 100 : 0, AutoPrepareMinUsages = 2 };
        var connection = new NpgsqlConnection(text.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
