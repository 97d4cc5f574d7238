using System.Data.Common;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Countersign.Bot.Configuration;
using Countersign.Bot.Hosting;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Ledger;
using Countersign.Policy;
using Countersign.Sandbox;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using GitHubOptions = Countersign.Bot.Configuration.GitHubOptions;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>
/// A company with a forge, a bot and a production database, all real: HTTP, Git, SQLite. The author writes, Ana and Bo are
/// DBAs, Cleo is in security, Dan may write, Root administers.
/// </summary>
internal sealed partial class Company : IAsyncDisposable
{
    public const string Base = "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT NOT NULL);\n";
    public const string Creates = "CREATE TABLE coupon (code TEXT PRIMARY KEY);\n";
    public const string Drops = "DROP TABLE customer;\n";

    public const string Policy = """
        version: 1
        targets:
          - name: shop-prod
            environment: production
            dialect: sqlite
            scripts: ["db/*.sql"]
            connection: shop-prod
        rules:
          - name: destroying needs two DBAs
            when: { effects: [destroys-data, drops] }
            require: { count: 2, from: [team:dba] }
          - name: policy needs security
            when: { paths: [".countersign.yml"] }
            require: { count: 1, from: [team:security] }
        default:
          require: { count: 1, from: [role:write] }
        """;

    private const string Secret = "a secret that is long enough for a webhook";

    private readonly RSA _key = RSA.Create(2048);
    private readonly string _directory = Directory.CreateTempSubdirectory("countersign-journey-").FullName;
    private readonly TestDatabase? _postgreSql;
    private WebApplication? _bot;

    private Company(SandboxForge forge, string policy, TestDatabase? postgreSql)
    {
        _postgreSql = postgreSql;
        Forge = forge;
        Acme = forge.AddOrganization("acme");
        (Author, Ana, Bo) = (forge.AddUser("author"), forge.AddUser("ana"), forge.AddUser("bo"));
        (Cleo, Dan, Root) = (forge.AddUser("cleo"), forge.AddUser("dan"), forge.AddUser("root"));
        forge.AddTeam(Acme, "dba", Ana, Bo);
        forge.AddTeam(Acme, "security", Cleo);
        Repository = forge.CreateRepository(Acme, "shop",
            FileChange.Put("README.md", "# shop\n"), FileChange.Put(".countersign.yml", policy), FileChange.Put("db/0001-base.sql", Base));
        foreach (var person in new[] { Author, Ana, Bo, Cleo, Dan }) Repository.Grant(person, Role.Write);
        Repository.Grant(Root, Role.Admin);
        App = forge.AddApp("countersign", Acme, _key, null);
        forge.Install(App, Acme);
        Protect();
    }

    public SandboxForge Forge { get; }

    public Actor Acme { get; }

    public Actor Author { get; }

    public Actor Ana { get; }

    public Actor Bo { get; }

    public Actor Cleo { get; }

    public Actor Dan { get; }

    public Actor Root { get; }

    public SandboxApp App { get; }

    public SandboxRepository Repository { get; }

    public string DatabasePath => Path.Combine(_directory, "shop.db");

    public string DataDirectory => Path.Combine(_directory, "bot");

    /// <summary>A company whose production database has what is on the main branch, and whose bot runs.</summary>
    public static async Task<Company> Open(string policy = Policy)
    {
        var company = await OpenWithoutBot(policy);
        await company.StartBot();
        return company;
    }

    /// <summary>A company whose production is this PostgreSQL database.</summary>
    public static async Task<Company> OpenOn(TestDatabase postgreSql)
    {
        var policy = Policy.Replace("dialect: sqlite", $"dialect: postgresql\n    server_version: {postgreSql.Server.Major}", StringComparison.Ordinal);
        var company = await OpenWithoutBot(policy, postgreSql);
        await company.StartBot();
        return company;
    }

    /// <summary>The same, for a bot that is started elsewhere.</summary>
    public static async Task<Company> OpenWithoutBot(string policy = Policy, TestDatabase? postgreSql = null)
    {
        var company = new Company(await SandboxForge.StartAsync(), policy, postgreSql);
        await company.CreateBase();
        await company.Enrol();
        return company;
    }

    /// <summary>The configuration as environment variables, for a bot in a process of its own.</summary>
    public IReadOnlyDictionary<string, string> Environment(int port) => new Dictionary<string, string>
    {
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        ["Countersign__PublicUrl"] = $"http://127.0.0.1:{port}/",
        ["Countersign__DataDirectory"] = DataDirectory,
        ["Countersign__SweepInterval"] = "00:00:02",
        ["Countersign__GitHub__BaseUrl"] = Forge.BaseUrl.AbsoluteUri,
        ["Countersign__GitHub__AppId"] = $"{App.Id}",
        ["Countersign__GitHub__PrivateKey"] = _key.ExportPkcs8PrivateKeyPem(),
        ["Countersign__GitHub__WebhookSecrets__0"] = Secret,
        ["Countersign__Connections__shop-prod__Dialect"] = "sqlite",
        ["Countersign__Connections__shop-prod__Path"] = DatabasePath,
    };

    /// <summary>Deliveries go to a bot at this port from now on.</summary>
    public void DeliverTo(int port) => App.Webhook = new Webhook(new Uri($"http://127.0.0.1:{port}/webhooks/github"), Secret);

    /// <summary>The answer of production to a query, as text.</summary>
    public string Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>Protects the main branch as the installation guide says.</summary>
    public void Protect(bool queue = false, MergeMethod queueMethod = MergeMethod.Merge, bool dismissStale = true) => Repository.Protect("main", new BranchProtection
    {
        RequiredChecks = [new("countersign", App.Id)],
        EnforceAdmins = true,
        DismissStaleReviews = dismissStale,
        MergeQueue = queue,
        QueueMethod = queueMethod,
    });

    /// <summary>Something else lands on the main branch meanwhile.</summary>
    public void LandElsewhere()
    {
        Repository.Unprotect("main");
        Repository.Push(Root, "main", "Elsewhere", FileChange.Put("README.md", "# shop, elsewhere\n"));
        Protect();
    }

    /// <summary>An administrator merges past the gate.</summary>
    public void AdminMerge(SandboxPullRequest pull)
    {
        Repository.Unprotect("main");
        pull.AdminMerge(Root);
        Protect();
    }

    /// <summary>An open pull request with one new script.</summary>
    public SandboxPullRequest Propose(string sql, string path = "db/0002-change.sql", string branch = "change") =>
        Propose(branch, FileChange.Put(path, sql));

    public SandboxPullRequest Propose(string branch, params ImmutableArray<FileChange> files)
    {
        Repository.Push(Author, branch, "Change the database", files);
        return Repository.OpenPullRequest(Author, branch, "main", "Change the database", "");
    }

    /// <summary>Waits until everything that was delivered is worked off.</summary>
    public async Task Settle()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await Forge.Deliveries.DrainAsync(limit.Token);
        var (inbox, work) = (Get<Inbox>(), Get<WorkQueue>());
        while (!work.IsIdle || !(await inbox.ReadUnfinished(WorkJob.Attempts, limit.Token)).IsEmpty)
        {
            await Task.Delay(10, limit.Token);
            await Forge.Deliveries.DrainAsync(limit.Token);
        }
    }

    /// <summary>Looks at everything without any delivery, as the schedule does.</summary>
    public async Task Sweep()
    {
        Get<WorkQueue>().Enqueue(new WorkKey.Sweep(), ChangeWork.Review, null);
        await Settle();
    }

    public string CheckOf(SandboxPullRequest pull) =>
        Repository.CheckRuns.LastOrDefault(c => c.HeadSha == pull.HeadSha && c.Name == "countersign") is { } check ? check.Conclusion ?? check.Status : "none";

    /// <summary>The bot's one report.</summary>
    public string CommentOn(SandboxPullRequest pull) =>
        Assert.Single(pull.Comments, c => c.Author == App.Bot && c.Body.StartsWith("### ", StringComparison.Ordinal)).Body;

    /// <summary>The digest that the report asks people to sign.</summary>
    public string DigestIn(SandboxPullRequest pull) => DigestInCommand().Match(CommentOn(pull)).Groups[1].Value;

    [GeneratedRegex("approve all ([0-9a-f]{12,64})")]
    private static partial Regex DigestInCommand();

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

    public async Task StartBot()
    {
        _bot = BotHost.Build(Options(), builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddWorkflows(Options());
        });
        await _bot.StartAsync();
        App.Webhook = new Webhook(new Uri(new Uri(_bot.Urls.First()), "webhooks/github"), Secret);
        await Settle();
    }

    public async Task StopBot()
    {
        if (_bot is null) return;
        await _bot.StopAsync();
        await _bot.DisposeAsync();
        _bot = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopBot();
        await Forge.DisposeAsync();
        _key.Dispose();
        Directory.Delete(_directory, recursive: true);
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
            .AddSingleton(TimeProvider.System).AddSingleton(Options()).AddStoreForTests(DataDirectory)
            .AddSingleton<TargetConnections>().BuildServiceProvider();
        var policy = Assert.IsType<PolicyParse.Valid>(PolicyReading.Read(Repository.File("main", ".countersign.yml"))).Policy.Targets[0];
        var target = services.GetRequiredService<TargetConnections>().Find(policy)!;
        var enrolment = await target.Enrol(CancellationToken.None);
        Assert.True(enrolment.IsAccepted);
        await services.GetRequiredService<EnrolmentRecords>().Keep(new(Repository.Id), policy.Name, enrolment.Identity, CancellationToken.None);
        await target.Baseline(
            [new("db/0001-base.sql", Countersign.Changes.FileMode.Regular, Statements.ScriptRole.Versioned, Repository.File("main", "db/0001-base.sql"))],
            CancellationToken.None);
    }

    private BotOptions Options() => new()
    {
        DataDirectory = DataDirectory,
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
    };

    private ConnectionOptions Connection() => _postgreSql is { } p
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
    public static IServiceCollection AddStoreForTests(this IServiceCollection services, string directory)
    {
        services.AddStore(directory);
        return services;
    }
}
