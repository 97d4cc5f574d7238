using System.Security.Cryptography;
using System.Text.Json;
using Countersign.Bot.Hosting;
using Countersign.Sandbox;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.IntegrationTests.Commands;

/// <summary>What an operator has: a forge with the app installed on `acme/shop`, a configuration, a clone, a production database.</summary>
internal sealed class OperatorDesk : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("countersign-desk-").FullName;
    private readonly SandboxForge _forge;

    private readonly string? _store;

    private OperatorDesk(SandboxForge forge, Dictionary<string, object> connections, string? store)
    {
        (_forge, _store) = (forge, store);
        connections["shop-prod"] = new { Dialect = "sqlite", Path = Database };
        using var key = RSA.Create(2048);
        var acme = forge.AddOrganization("acme");
        RepositoryId = forge.CreateRepository(acme, "shop").Id;
        var app = forge.AddApp("countersign", acme, key, null);
        forge.Install(app, acme);
        File.WriteAllText(Configuration, JsonSerializer.Serialize(new
        {
            Countersign = new
            {
                PublicUrl = "https://countersign.example.org/",
                DataDirectory = Data,
                Store = new { ConnectionString = store },
                GitHub = new { BaseUrl = forge.BaseUrl, AppId = app.Id, PrivateKey = key.ExportPkcs8PrivateKeyPem(), WebhookSecrets = new[] { "a secret that is long enough" } },
                Connections = connections,
            },
        }));
    }

    public long RepositoryId { get; }

    public ShopClone Clone { get; } = new();

    public string Configuration => Path.Combine(_directory, "bot.json");

    public string Data => Path.Combine(_directory, "data");

    public string Database => Path.Combine(_directory, "shop.db");

    /// <param name="connections">More connections than `shop-prod`.</param>
    public static Task<OperatorDesk> Open(params (string Name, object Connection)[] connections) => OpenOn(null, connections);

    /// <param name="store">A connection string of a PostgreSQL store; null for files.</param>
    /// <param name="connections">More connections than `shop-prod`.</param>
    public static async Task<OperatorDesk> OpenOn(string? store, params (string Name, object Connection)[] connections)
    {
        var desk = new OperatorDesk(await SandboxForge.StartAsync(), connections.ToDictionary(c => c.Name, c => c.Connection), store);
        await desk.InProduction(ShopClone.Base);
        return desk;
    }

    /// <summary>Runs a command with the operator's configuration.</summary>
    public Task<Cli> Run(params string[] arguments) => Cli.Run(Clone.Path, [.. arguments, "--config", Configuration]);

    public Task<Cli> Enrol(string target = "shop-prod", string repository = "acme/shop") =>
        Run("target", "enrol", target, "--repo-name", repository);

    /// <summary>Rows of the bot's store, as text.</summary>
    public Task<ImmutableArray<string>> Stored(string sql) => Query(Path.Combine(Data, "store.db"), sql);

    /// <summary>Rows of the production database, as text.</summary>
    public Task<ImmutableArray<string>> InProduction(string sql) => Query(Database, sql);

    /// <summary>The bot's own tables, for what only a running bot writes.</summary>
    public async Task WithBot(Func<IServiceProvider, Task> act)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System);
        services.AddStore(new() { DataDirectory = Data, Store = { ConnectionString = _store } });
        await using var parts = services.BuildServiceProvider();
        await act(parts);
    }

    public async ValueTask DisposeAsync()
    {
        await _forge.DisposeAsync();
        Clone.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<ImmutableArray<string>> Query(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = ImmutableArray.CreateBuilder<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows.ToImmutable();
    }
}
