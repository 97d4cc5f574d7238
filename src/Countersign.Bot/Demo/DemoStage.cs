using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Countersign.Bot.Configuration;
using Countersign.Bot.Hosting;
using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.Bot.Demo;

/// <summary>Where and how the demo runs.</summary>
/// <param name="Sandbox">Path of the sandbox's executable.</param>
/// <param name="Directory">A directory for everything that the demo makes; must be empty, and short: sockets live in it.</param>
/// <param name="ForgePort">Port of the sandbox's pages; 0 takes a free one.</param>
internal sealed record DemoOptions(string Sandbox, string Directory, int ForgePort);

/// <summary>Forge, bot and production database, started and wired as the installation guide says.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private readonly SandboxProcess _forge;
    private readonly TrialServer _server;
    private readonly HttpClient _http;
    private readonly WebApplication _bot;

    private DemoStage(SandboxProcess forge, TrialServer server, HttpClient http, WebApplication bot, ShopDatabase database)
    {
        (_forge, _server, _http, _bot, Database) = (forge, server, http, bot, database);
        Sandbox = new(http);
    }

    /// <summary>Drives the people on the forge.</summary>
    public SandboxControl Sandbox { get; }

    /// <summary>Production.</summary>
    public ShopDatabase Database { get; }

    /// <summary>The forge's pages.</summary>
    public Uri ForgeAddress => _forge.Address;

    /// <summary>The bot's ledger.</summary>
    public LedgerStore Ledger => _bot.Services.GetRequiredService<LedgerStore>();

    /// <summary>Starts everything.</summary>
    /// <exception cref="InvalidOperationException">When the machine has no PostgreSQL.</exception>
    public static async Task<DemoStage> Open(DemoOptions options, CancellationToken cancellation)
    {
        var server = await TrialServer.Start(Path.Combine(options.Directory, "production"), cancellation)
            ?? throw new InvalidOperationException("production needs the programs of a PostgreSQL server; install the package `postgresql`");
        SandboxProcess? forge = null;
        try
        {
            forge = await SandboxProcess.Start(options.Sandbox, Path.Combine(options.Directory, "forge"), options.ForgePort, cancellation);
            return await Open(options, forge, server, cancellation);
        }
        catch
        {
            if (forge is not null) await forge.DisposeAsync();
            await server.DisposeAsync();
            throw;
        }
    }

    private static async Task<DemoStage> Open(DemoOptions options, SandboxProcess forge, TrialServer server, CancellationToken cancellation)
    {
        var http = new HttpClient { BaseAddress = forge.Address };
        var bot = new Uri($"http://127.0.0.1:{FreePort()}");
        using var key = RSA.Create(2048);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var database = new ShopDatabase(server);
        await database.Create(cancellation);
        var app = await DemoCompany.Create(
            new(http), database.RepositoryFiles(), key.ExportSubjectPublicKeyInfoPem(), new(new Uri(bot, "webhooks/github"), secret), cancellation);
        var running = await StartBot(bot, Configuration(options, forge.Address, app, key, secret, database), cancellation);
        var stage = new DemoStage(forge, server, http, running, database);
        await stage.Enrol(cancellation);
        return stage;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _bot.StopAsync();
        await _bot.DisposeAsync();
        _http.Dispose();
        await _forge.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static BotOptions Configuration(DemoOptions options, Uri forge, long app, RSA key, string secret, ShopDatabase database) => new()
    {
        DataDirectory = Path.Combine(options.Directory, "bot"),
        GitHub = { BaseUrl = forge, AppId = app, PrivateKey = key.ExportPkcs8PrivateKeyPem(), WebhookSecrets = [secret] },
        Connections = { ["shop-prod"] = database.Connection },
        Rehearsal = { Directory = Path.Combine(options.Directory, "rehearsals") },
    };

    private static async Task<WebApplication> StartBot(Uri address, BotOptions configuration, CancellationToken cancellation)
    {
        var bot = BotHost.Build(configuration, builder =>
        {
            builder.WebHost.UseUrls(address.AbsoluteUri);
            builder.Logging.ClearProviders();
            builder.Services.AddWorkflows(configuration);
        });
        await bot.StartAsync(cancellation);
        return bot;
    }

    /// <summary>The forge must know where to deliver to before the bot can start, because the bot must know its app.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task Enrol(CancellationToken cancellation)
    {
        var repository = (await _bot.Services.GetRequiredService<Forges.IForge>().ListRepositories(cancellation)).Single();
        await _bot.Services.GetRequiredService<RepositoryRecords>().Observe(repository.Id, repository.FullName, null, cancellation);
        if (!await Database.Enrol(
            _bot.Services.GetRequiredService<TargetConnections>(), _bot.Services.GetRequiredService<EnrolmentRecords>(), repository.Id, cancellation))
            throw new InvalidOperationException("the shop's database was refused at enrolment");
    }
}
