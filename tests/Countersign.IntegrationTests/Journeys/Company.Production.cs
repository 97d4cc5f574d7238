using System.Data.Common;
using Countersign.Bot.Configuration;
using Countersign.Bot.Hosting;
using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.Deployments;
using Countersign.Policy;
using Countersign.Schemas;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Countersign.IntegrationTests.Journeys;

/// <content>The production database: a SQLite file, or a PostgreSQL database.</content>
internal sealed partial class Company
{
    /// <summary>The answer of production to a query, as text.</summary>
    public string Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>Tables in production.</summary>
    public ImmutableArray<string> Tables()
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select name from sqlite_schema where type = 'table' and name not like 'countersign%' order by name";
        using var reader = command.ExecuteReader();
        var names = ImmutableArray.CreateBuilder<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names.ToImmutable();
    }

    /// <summary>As `countersign target accept` does beside the running bot.</summary>
    public async Task AcceptSchema(string by, string because)
    {
        var policy = Assert.IsType<PolicyParse.Valid>(PolicyReading.Read(Repository.File("main", ".countersign.yml"))).Policy.Targets[0];
        var target = Get<TargetConnections>().Find(policy)!;
        var server = Assert.IsType<TargetState.Ready>(await target.ReadState(CancellationToken.None)).Identity;
        var now = Assert.IsType<SchemaReading.Read>(await target.ReadSchema(CancellationToken.None)).Schema;
        await Get<KnownSchemaRecords>().Accept(
            server, now, new(policy.Name.Value, ["not told in this test"], by, because, DateTimeOffset.UnixEpoch), CancellationToken.None);
    }

    private async Task CreateBase()
    {
        await using DbConnection connection = _postgreSql is null
            ? new SqliteConnection($"Data Source={DatabasePath};Pooling=False")
            : new NpgsqlConnection(_postgreSql.Server.ConnectionString(_postgreSql.ApplyRole, _postgreSql.Name));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Base;
        await command.ExecuteNonQueryAsync();
    }

    private async Task Enrol()
    {
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System).AddSingleton(Options()).AddStoreForTests(DataDirectory, StoreConnection)
            .AddSingleton<TargetConnections>().BuildServiceProvider();
        var policy = Assert.IsType<PolicyParse.Valid>(PolicyReading.Read(Repository.File("main", ".countersign.yml"))).Policy.Targets[0];
        var target = services.GetRequiredService<TargetConnections>().Find(policy)!;
        var enrolment = await target.Enrol(CancellationToken.None);
        Assert.True(enrolment.IsAccepted);
        await services.GetRequiredService<EnrolmentRecords>().Keep(new(Repository.Id), policy.Name, enrolment.Identity, CancellationToken.None);
        if (policy.Project is null) await target.Baseline(
            [new("db/0001-base.sql", Countersign.Changes.FileMode.Regular, Statements.ScriptRole.Versioned, Repository.File("main", "db/0001-base.sql"))],
            CancellationToken.None);
    }

    private Dictionary<string, string> ConnectionSettings(int? port) => _postgreSql is { } p
        ? new()
        {
            ["Dialect"] = "postgresql",
            ["Apply"] = p.Server.ConnectionString(p.ApplyRole, p.Name, port),
            ["Verify"] = p.Server.ConnectionString(p.VerifyRole, p.Name, port),
        }
        : new() { ["Dialect"] = "sqlite", ["Path"] = DatabasePath };

    private ConnectionOptions Connection() => _sqlServer is { } server ? ConnectionTo(server) : _postgreSql is { } p
        ? new()
        {
            Dialect = "postgresql",
            Apply = p.Server.ConnectionString(p.ApplyRole, p.Name),
            Verify = p.Server.ConnectionString(p.VerifyRole, p.Name),
            Admin = p.Server.ConnectionString(p.AdminRole, p.Name),
        }
        : new() { Dialect = "sqlite", Path = DatabasePath };
}

internal static class StoreForTests
{
    /// <param name="connection">Of a PostgreSQL store; null for files.</param>
    public static IServiceCollection AddStoreForTests(this IServiceCollection services, string directory, string? connection = null)
    {
        services.AddStore(new() { DataDirectory = directory, Store = { ConnectionString = connection } });
        return services;
    }
}
