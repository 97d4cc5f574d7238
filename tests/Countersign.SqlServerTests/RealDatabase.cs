using System.Globalization;
using System.Text.RegularExpressions;
using Countersign.Deployments;
using Countersign.IntegrationTests.SqlServer.Executing;
using Countersign.Policy;
using Countersign.Targets.SqlServer.Executing;
using Countersign.Targets.SqlServer.Links;
using Microsoft.Data.SqlClient;

namespace Countersign.SqlServerTests;

/// <summary>A database of a test's own, with the three logins that the guide describes.</summary>
internal sealed partial class RealDatabase
{
    private const string Password = "Not-a-secret-1";

    private readonly RealServer _server;

    private RealDatabase(RealServer server) => _server = server;

    /// <summary>Of a level that servers from 2019 on have.</summary>
    internal static TargetPolicy Policy { get; } = SqlServerPlans.Policy with { CompatibilityLevel = 150 };

    /// <summary>Also what its logins' names begin with.</summary>
    internal string Name { get; } = "t" + Guid.NewGuid().ToString("N")[..12];

    internal string ApplyLogin => Name + "_apply";

    /// <summary>With its logins, but not enrolled.</summary>
    internal static async Task<RealDatabase> Fresh(RealServer server)
    {
        var database = new RealDatabase(server);
        await database.OnServer($"CREATE DATABASE [{database.Name}];");
        await database.Run($"ALTER DATABASE CURRENT SET COMPATIBILITY_LEVEL = {Policy.CompatibilityLevel};");
        await database.Run(LoginsOfTheGuide().Replace("shop", database.Name, StringComparison.Ordinal).Replace("…", Password, StringComparison.Ordinal));
        await database.Run($"""
            CREATE LOGIN {database.Name}_admin WITH PASSWORD = '{Password}';
            CREATE USER {database.Name}_admin FOR LOGIN {database.Name}_admin;
            ALTER ROLE db_owner ADD MEMBER {database.Name}_admin;
            """);
        return database;
    }

    internal static async Task<RealDatabase> Enrolled(RealServer server)
    {
        var database = await Fresh(server);
        Assert.Empty((await database.Target().Enrol(CancellationToken.None)).Probes.Where(p => !p.Passed));
        return database;
    }

    internal SqlServerTarget Target(SqlServerLimits? limits = null) => new(
        Policy, new SqlServerConnections(Login("apply"), Login("verify"), Login("admin")), limits ?? SqlServerLimits.Default, TimeProvider.System, SqlLinks.New);

    /// <summary>The connection string of `apply`, `verify` or `admin`.</summary>
    internal string Login(string which) => _server.ConnectionString(Name, $"{Name}_{which}", Password);

    /// <summary>What becomes of one script.</summary>
    internal async Task<UnitOutcome> Apply(string script, SqlServerLimits? limits = null) =>
        Assert.Single(await Target(limits).Apply(SqlServerPlans.Approved(Policy, ("db/1.sql", script))));

    /// <summary>Runs a command as the server's administrator.</summary>
    internal Task Run(string sql) => Run(_server.Administrator(Name), sql);

    /// <summary>As <see cref="Run(string)"/>, from outside of the database.</summary>
    internal Task OnServer(string sql) => Run(_server.Administrator("master"), sql);

    /// <summary>A value as the server's administrator sees it; null when there is none.</summary>
    internal async Task<string?> Ask(string sql)
    {
        await using var connection = await Open();
        await using var command = new SqlCommand(sql, connection);
        var value = await command.ExecuteScalarAsync();
        return value is null or DBNull ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
    }

    internal async Task<bool> Has(string table) => await Ask($"SELECT OBJECT_ID(N'{table}')") is not null;

    internal Task<string?> Markers() => Ask("SELECT COUNT(*) FROM countersign.marker");

    /// <summary>An unpooled connection of the server's administrator.</summary>
    internal async Task<SqlConnection> Open()
    {
        var connection = new SqlConnection(_server.Administrator(Name) + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task Run(string connectionString, string sql)
    {
        await using var connection = new SqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string LoginsOfTheGuide() =>
        Logins().Match(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sqlserver.md"))) is { Success: true } found
            ? found.Groups[1].Value
            : throw new InvalidOperationException("the guide has no logins: expected a block of SQL under `## Logins`");

    [GeneratedRegex(@"## Logins\n.*?```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Logins();
}
