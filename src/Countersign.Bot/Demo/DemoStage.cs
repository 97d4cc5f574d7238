using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Countersign.Bot.Configuration;
using Countersign.Bot.Hosting;
using Countersign.Bot.Store;
using Countersign.Bot.Workflows;

namespace Countersign.Bot.Demo;

/// <summary>Where and how the demo runs.</summary>
/// <param name="Sandbox">Path of the sandbox's executable.</param>
/// <param name="Directory">A directory for everything that the demo makes; must be empty.</param>
/// <param name="ForgePort">Port of the sandbox's pages; 0 takes a free one.</param>
internal sealed record DemoOptions(string Sandbox, string Directory, int ForgePort);

/// <summary>Forge, bot and production database, started and wired as the installation guide says.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private readonly SandboxProcess _forge;
    private readonly HttpClient _http;
    private readonly WebApplication _bot;

    private DemoStage(SandboxProcess forge, HttpClient http, WebApplication bot, ShopDatabase database)
    {
        (_forge, _http, _bot, Database) = (forge, http, bot, database);
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
    public static async Task<DemoStage> Open(DemoOptions options, CancellationToken cancellation)
    {
        var forge = await SandboxProcess.Start(options.Sandbox, Path.Combine(options.Directory, "forge"), options.ForgePort, cancellation);
        try
        {
            return await Open(options, forge, cancellation);
        }
        catch
        {
            await forge.DisposeAsync();
            throw;
        }
    }

    private static async Task<DemoStage> Open(DemoOptions options, SandboxProcess forge, CancellationToken cancellation)
    {
        var http = new HttpClient { BaseAddress = forge.Address };
        var bot = new Uri($"http://127.0.0.1:{FreePort()}");
        using var key = RSA.Create(2048);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var sandbox = new SandboxControl(http);
        var app = await DemoCompany.Create(
            sandbox, key.ExportSubjectPublicKeyInfoPem(), new Uri(bot, "webhooks/github"), secret, cancellation);
        var database = new ShopDatabase(Path.Combine(options.Directory, "shop.db"));
        var running = await StartBot(bot, Configuration(options, forge.Address, app, key, secret, database), cancellation);
        var stage = new DemoStage(forge, http, running, database);
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
    }

    private static BotOptions Configuration(DemoOptions options, Uri forge, long app, RSA key, string secret, ShopDatabase database) => new()
    {
        DataDirectory = Path.Combine(options.Directory, "bot"),
        GitHub = { BaseUrl = forge, AppId = app, PrivateKey = key.ExportPkcs8PrivateKeyPem(), WebhookSecrets = [secret] },
        Connections = { ["shop-prod"] = new() { Dialect = "sqlite", Path = database.Path } },
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
        if (!await Database.Create(
            _bot.Services.GetRequiredService<TargetConnections>(), _bot.Services.GetRequiredService<EnrolmentRecords>(), repository.Id, cancellation))
            throw new InvalidOperationException("the shop's database was refused at enrolment");
    }
}
