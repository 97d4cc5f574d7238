using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countersign.Bot.Configuration;
using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Rehearsing;
using Npgsql;

namespace Countersign.Bot.Demo;

/// <summary>The shop's production: a PostgreSQL database with the scripts of the main branch, two years of orders, and three logins.</summary>
internal sealed class ShopDatabase(TrialServer server)
{
    private const string Name = "shop";
    private static readonly ImmutableArray<string> Logins = ["shop_apply", "shop_verify", "shop_admin"];
    private readonly string _password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>How a person looks into it.</summary>
    public string Psql => $"PGPASSWORD={_password} psql -h {server.Directory} -U shop_apply {Name}";

    /// <summary>As the bot's configuration names it.</summary>
    public ConnectionOptions Connection => new()
    {
        Dialect = "postgresql",
        Apply = ConnectionString("shop_apply"),
        Verify = ConnectionString("shop_verify"),
        Admin = ConnectionString("shop_admin"),
    };

    /// <summary>The repository's first files, with the policy's server version set to this server's.</summary>
    public ImmutableSortedDictionary<string, string> RepositoryFiles()
    {
        var files = DemoFiles.Read("shop");
        return files.SetItem(PolicyFile.Path, files[PolicyFile.Path].Replace("server_version: 17", $"server_version: {server.Major}", StringComparison.Ordinal));
    }

    /// <summary>Makes the database and its logins as the guide says, and fills it.</summary>
    public async Task Create(CancellationToken cancellation)
    {
        await server.Execute("postgres",
        [
            .. Logins.Select(r => $"CREATE ROLE {r} LOGIN PASSWORD '{_password}'"),
            $"CREATE DATABASE {Name} OWNER shop_admin",
        ], cancellation);
        await server.Execute(Name, ["GRANT USAGE, CREATE ON SCHEMA public TO shop_apply"], cancellation);
        await using var apply = await Open(cancellation);
        var scripts = RepositoryFiles().Where(f => f.Key.EndsWith(".sql", StringComparison.Ordinal)).Select(f => f.Value);
        await using var batch = new NpgsqlBatch(apply);
        foreach (var statement in scripts.Append(DemoFiles.Read("production")["rows.sql"]).SelectMany(s => s.Split(";\n"))) // no bodies in them
            if (statement.Trim() is { Length: > 0 } sql)
                batch.BatchCommands.Add(new(sql));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Enrols it as a target and declares the scripts of the main branch history.</summary>
    /// <returns>False when a probe failed.</returns>
    public async Task<bool> Enrol(
        TargetConnections connections, EnrolmentRecords enrolments, Changes.RepositoryId repository, CancellationToken cancellation)
    {
        var files = RepositoryFiles();
        var policy = ((PolicyParse.Valid)PolicyReading.Read(Encoding.UTF8.GetBytes(files[PolicyFile.Path]))).Policy.Targets[0];
        var target = connections.Find(policy)!;
        var enrolment = await target.Enrol(cancellation);
        if (!enrolment.IsAccepted) return false;
        await enrolments.Keep(repository, policy.Name, enrolment.Identity, cancellation);
        await target.Baseline(
            [.. files.Where(f => f.Key.EndsWith(".sql", StringComparison.Ordinal)).Select(f => ScriptOf(policy, f.Key, f.Value))], cancellation);
        return true;
    }

    /// <summary>One value, as text.</summary>
    public async Task<string> Ask(string sql, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>Names of the shop's own tables.</summary>
    public Task<string> Tables(CancellationToken cancellation) => Ask(
        "SELECT string_agg(tablename, ', ' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'", cancellation);

    private async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(ConnectionString("shop_apply") + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private string ConnectionString(string login) => server.ConnectionString(login, _password, Name);

    private static Script ScriptOf(TargetPolicy policy, string path, string text) => new(
        path, Changes.FileMode.Regular, policy.Scripts.Any(g => g.Matches(path)) ? ScriptRole.Versioned : ScriptRole.Repeatable,
        Encoding.UTF8.GetBytes(text));
}
