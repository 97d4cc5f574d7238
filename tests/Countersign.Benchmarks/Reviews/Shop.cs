using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countersign.Benchmarks.Readings;
using Countersign.Benchmarks.Webhooks;
using Countersign.Bot.Configuration;
using Countersign.Bot.Hosting;
using Countersign.Bot.Jobs;
using Countersign.Bot.Workflows;
using Countersign.Forges;
using Countersign.Sandbox;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;
using Countersign.Statements;
using Countersign.Targets;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Countersign.Benchmarks.Reviews;

/// <summary>What there is before the bot starts.</summary>
internal sealed record ShopSize
{
    /// <summary>Open pull requests of one script each.</summary>
    public int OpenChanges { get; init; }

    /// <summary>Files that no policy governs.</summary>
    public int OtherPaths { get; init; }
}

/// <summary>A repository on a sandbox forge, and a bot that reviews its changes; all in this process, over real HTTP and Git.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private const string Secret = "a secret that is long enough for a webhook";
    private const int History = 20;

    private readonly WorkDirectory _directory = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly SandboxForge _forge;
    private readonly SandboxApp _app;
    private readonly Actor _author;
    private readonly SandboxRepository _repository;
    private readonly Dialect _dialect;
    private WebApplication _bot = null!;

    private Shop(SandboxForge forge, Dialect dialect, ShopSize size)
    {
        (_forge, _dialect) = (forge, dialect);
        var acme = forge.AddOrganization("acme");
        _author = forge.AddUser("author");
        _repository = forge.CreateRepository(acme, "shop",
            [FileChange.Put(".countersign.yml", Policy(dialect)), .. Scripts("base", History), .. Others(size.OtherPaths)]);
        _repository.Grant(_author, Role.Write);
        _app = forge.AddApp("countersign", acme, _key, null);
        forge.Install(_app, acme);
        _repository.Protect("main", new BranchProtection { RequiredChecks = [new("countersign", _app.Id)], EnforceAdmins = true });
        for (var i = 0; i < size.OpenChanges; i++) Propose(Push(i, 1));
    }

    public Trace Trace { get; } = new();

    /// <summary>Calls of the bot to the API and to Git since it was last asked.</summary>
    public int TakeCalls()
    {
        var calls = _forge.Journal.Entries.Count;
        _forge.Journal.Clear();
        return calls;
    }

    /// <summary>The same; those apart that count for GitHub's limit, which does not count an answer that still holds (304) nor Git.</summary>
    public (int All, int Counted) TakeCountedCalls()
    {
        var calls = _forge.Journal.Entries;
        _forge.Journal.Clear();
        return (calls.Count, calls.Count(c => c.Status != 304 && c.Path.StartsWith("/api/", StringComparison.Ordinal)));
    }

    public static async Task<Shop> Open(Dialect dialect, ShopSize? size = null)
    {
        var shop = new Shop(await SandboxForge.StartAsync(), dialect, size ?? new());
        await shop.StartBot();
        return shop;
    }

    /// <summary>Pushes a change of so many scripts; opening the pull request is left.</summary>
    public string Push(int number, int scripts)
    {
        var branch = string.Create(CultureInfo.InvariantCulture, $"change{number}");
        _repository.Push(_author, branch, "Change the database", [.. Scripts(branch, scripts)]);
        return branch;
    }

    public SandboxPullRequest Propose(string branch) => _repository.OpenPullRequest(_author, branch, "main", "Change the database", "");

    public static bool HasComment(SandboxPullRequest change) => change.Comments.Any();

    /// <summary>Looks once at what a sweep looks at, and does all the work.</summary>
    public async Task Sweep()
    {
        await _bot.Services.GetRequiredService<Sweep>().Run(CancellationToken.None);
        await Settle();
    }

    /// <summary>What the bot has on disk.</summary>
    public long BytesKept() =>
        new DirectoryInfo(Path.Combine(_directory.Path, "bot")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    /// <summary>Waits until nothing is left to do.</summary>
    public async Task Settle()
    {
        var work = _bot.Services.GetRequiredService<WorkQueue>();
        await _forge.Deliveries.DrainAsync(CancellationToken.None);
        for (var quiet = 0; quiet < 5; quiet = await work.IsIdle(CancellationToken.None) ? quiet + 1 : 0)
        {
            await Task.Delay(20);
            await _forge.Deliveries.DrainAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.StopAsync();
        await _bot.DisposeAsync();
        await _forge.DisposeAsync();
        _key.Dispose();
        _directory.Dispose();
    }

    private async Task StartBot()
    {
        var options = Options();
        _bot = BotHost.Build(options, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddWorkflows(options);
            AddTraced(builder.Services);
        });
        await _bot.StartAsync();
        _app.Webhook = new Webhook(new Uri(new Uri(_bot.Urls.First()), "webhooks/github"), Secret);
        await Settle();
    }

    private void AddTraced(IServiceCollection services)
    {
        var forge = services.Last(s => s.ServiceType == typeof(IForge)).ImplementationFactory!;
        services.AddSingleton(provider => TracedForge.Of((IForge)forge(provider), Trace));
        foreach (var reader in services.Where(s => s.ServiceType == typeof(IStatementReader)).ToArray()) services.Remove(reader);
        services.AddSingleton<IStatementReader>(new TracedReader(new PostgreSqlReader(), Trace));
        services.AddSingleton<IStatementReader>(new TracedReader(new SqliteReader(), Trace));
    }

    private IEnumerable<FileChange> Scripts(string name, int count)
    {
        if (name == "base") yield return FileChange.Put("db/0000.sql", "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT NOT NULL);\n");
        for (var i = 0; i < count; i++)
            yield return FileChange.Put(
                string.Create(CultureInfo.InvariantCulture, $"db/{(name == "base" ? 1 : 2)}{i:000}-{name}.sql"),
                _dialect == Dialect.Sqlite
                    ? Encoding.UTF8.GetBytes(Migrations.Sqlite($"{name}_{i}"))
                    : Migrations.Script(i, 10));
    }

    private static IEnumerable<FileChange> Others(int count) => Enumerable.Range(0, count).Select(i => FileChange.Put(
        string.Create(CultureInfo.InvariantCulture, $"src/part{i / 1000:000}/{i % 1000 / 50:00}/file{i:000000}.txt"), $"{i}\n"));

    private static string Policy(Dialect dialect) => dialect == Dialect.Sqlite
        ? TextJudging.Policy.Replace("dialect: postgresql, server_version: 17", "dialect: sqlite", StringComparison.Ordinal)
        : TextJudging.Policy;

    private BotOptions Options() => new()
    {
        DataDirectory = Path.Combine(_directory.Path, "bot"),
        SweepInterval = TimeSpan.FromHours(1),
        GitHub = new()
        {
            Mode = GitHubMode.App,
            BaseUrl = _forge.BaseUrl,
            AppId = _app.Id,
            PrivateKey = _key.ExportPkcs8PrivateKeyPem(),
            WebhookSecrets = [Secret],
        },
    };
}
