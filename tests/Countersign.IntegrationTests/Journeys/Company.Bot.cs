using Countersign.Bot.Configuration;
using Countersign.Bot.Hosting;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Ledger;
using Countersign.Sandbox.Accounts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using GitHubOptions = Countersign.Bot.Configuration.GitHubOptions;

namespace Countersign.IntegrationTests.Journeys;

/// <content>The bot: in this process, or configured for one of its own.</content>
internal sealed partial class Company
{
    /// <summary>The configuration as environment variables, for a bot in a process of its own.</summary>
    /// <param name="databasePort">Where PostgreSQL is reached, when not at its own port: a proxy.</param>
    public IReadOnlyDictionary<string, string> Environment(int port, int? databasePort = null)
    {
        var all = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["Countersign__PublicUrl"] = $"http://127.0.0.1:{port}/",
            ["Countersign__DataDirectory"] = DataDirectory,
            ["Countersign__SweepInterval"] = "00:00:02",
            ["Countersign__GitHub__BaseUrl"] = Forge.BaseUrl.AbsoluteUri,
            ["Countersign__GitHub__AppId"] = $"{App.Id}",
            ["Countersign__GitHub__PrivateKey"] = _key.ExportPkcs8PrivateKeyPem(),
            ["Countersign__GitHub__WebhookSecrets__0"] = Secret,
        };
        foreach (var (name, value) in ConnectionSettings(databasePort)) all[$"Countersign__Connections__shop-prod__{name}"] = value;
        return all;
    }

    /// <summary>What must never be seen outside of the configuration.</summary>
    public ImmutableArray<string> Canaries =>
        [Secret, .. _key.ExportPkcs8PrivateKeyPem().Split('\n')[2..5], .. _postgreSql is { } p ? p.Roles.Select(p.Server.PasswordOf) : []];

    /// <summary>
    /// The same for a process of one role, with the secrets of that role and no other. All of them share a store: files of the data
    /// directory, or a database.
    /// </summary>
    public IReadOnlyDictionary<string, string> EnvironmentOf(BotRoles role, int port)
    {
        var all = new Dictionary<string, string>(Environment(port));
        if (role != BotRoles.Web) all.Remove("Countersign__GitHub__WebhookSecrets__0");
        if (role == BotRoles.Web) all.Remove("Countersign__GitHub__PrivateKey");
        foreach (var key in all.Keys.Where(k => k.StartsWith("Countersign__Connections", StringComparison.Ordinal) && role != BotRoles.Execute).ToArray())
            all.Remove(key);
        if (StoreConnection is not null) all["Countersign__Store__ConnectionString"] = StoreConnection;
        return all;
    }

    /// <summary>Deliveries go to a bot at this port from now on.</summary>
    public void DeliverTo(int port) => App.Webhook = new Webhook(new Uri($"http://127.0.0.1:{port}/webhooks/github"), Secret);

    /// <summary>Waits until everything that was delivered is worked off.</summary>
    public async Task Settle()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await Forge.Deliveries.DrainAsync(limit.Token);
        while (!await IsSettled(limit.Token))
        {
            await Task.Delay(10, limit.Token);
            await Forge.Deliveries.DrainAsync(limit.Token);
        }
    }

    private async Task<bool> IsSettled(CancellationToken cancellation) =>
        await Get<WorkQueue>().IsIdle(cancellation) && (await Get<Inbox>().ReadUnfinished(WorkJob.Attempts, cancellation)).IsEmpty;

    /// <summary>Work that fails is never idle; this waits for its first failure, or until there is none left that could fail.</summary>
    public async Task UntilWorkFails()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await Forge.Deliveries.DrainAsync(limit.Token);
        while (!await IsSettled(limit.Token)
            && (await Get<Database>().Query<long>("select coalesce(max(attempts), 0) from work", new { }, limit.Token))[0] == 0)
            await Task.Delay(10, limit.Token);
    }

    /// <summary>Looks at everything without any delivery, as the schedule does.</summary>
    public async Task Sweep()
    {
        await Get<WorkQueue>().Ask([(new WorkKey.Sweep(), BotRoles.Review | BotRoles.Execute)], CancellationToken.None);
        await Settle();
    }

    /// <summary>Kinds of the ledger's entries, in order; asserts that it is intact.</summary>
    public ImmutableArray<LedgerKind> Ledger()
    {
        return KindsOf(Get<LedgerStore>());
    }

    /// <summary>The same for a ledger that no bot has open.</summary>
    public static ImmutableArray<LedgerKind> KindsOf(LedgerStore ledger)
    {
        var envelopes = ledger.ReadAll().ToImmutableArray();
        var verification = Verification.Verify(envelopes);
        Assert.False(verification is Verification.Broken, (verification as Verification.Broken)?.Why);
        Assert.Empty(((Verification.Intact)verification).Open);
        return [.. envelopes.Select(e => LedgerEntry.Read(e.Span).Kind)];
    }

    public T Get<T>()
        where T : notnull => _bot!.Services.GetRequiredService<T>();

    /// <param name="roles">Without the role `web` nothing is delivered any more.</param>
    public async Task StartBot(BotRoles roles = BotRoles.All)
    {
        var options = Options();
        options.Roles = roles;
        _bot = BotHost.Build(options, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddWorkflows(options);
        });
        await _bot.StartAsync();
        App.Webhook = roles.HasFlag(BotRoles.Web) ? new Webhook(new Uri(new Uri(_bot.Urls.First()), "webhooks/github"), Secret) : null;
        await Settle();
    }

    public async Task StopBot()
    {
        if (_bot is null) return;
        await _bot.StopAsync();
        await _bot.DisposeAsync();
        _bot = null;
    }

    private BotOptions Options() => new()
    {
        DataDirectory = DataDirectory,
        Store = { ConnectionString = StoreConnection },
        SweepInterval = TimeSpan.FromHours(1),
        GitHub = new GitHubOptions
        {
            Mode = GitHubMode.App,
            BaseUrl = Forge.BaseUrl,
            AppId = App.Id,
            PrivateKey = _key.ExportPkcs8PrivateKeyPem(),
            WebhookSecrets = [Secret],
        },
        Connections = { ["shop-prod"] = Connection() },
        Alerts = { Url = _alerts },
        Rehearsal = { Directory = RehearsalDirectory },
    };
}
