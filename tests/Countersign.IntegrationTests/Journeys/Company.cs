using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Sandbox;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;
using Microsoft.AspNetCore.Builder;

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
    private readonly string _rehearsals = Directory.CreateTempSubdirectory("csj-").FullName;
    private readonly TestDatabase? _postgreSql;
    private WebApplication? _bot;
    private Uri? _alerts;
    private bool _hasNoRehearsals;

    private Company(SandboxForge forge, string policy, TestDatabase? postgreSql, ImmutableArray<FileChange> files)
    {
        _postgreSql = postgreSql;
        Forge = forge;
        Acme = forge.AddOrganization("acme");
        (Author, Ana, Bo) = (forge.AddUser("author"), forge.AddUser("ana"), forge.AddUser("bo"));
        (Cleo, Dan, Root) = (forge.AddUser("cleo"), forge.AddUser("dan"), forge.AddUser("root"));
        forge.AddTeam(Acme, "dba", Ana, Bo);
        forge.AddTeam(Acme, "security", Cleo);
        Repository = forge.CreateRepository(Acme, "shop",
            [FileChange.Put("README.md", "# shop\n"), FileChange.Put(".countersign.yml", policy), .. files]);
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

    /// <summary>Of a PostgreSQL store; null for files.</summary>
    public string? StoreConnection { get; private init; }

    public string DataDirectory => Path.Combine(_directory, "bot");

    /// <summary>From its next start on, the bot has nowhere to rehearse.</summary>
    public void BreakRehearsals() => _hasNoRehearsals = true;

    /// <summary>From its next start on, it has.</summary>
    public void MendRehearsals() => _hasNoRehearsals = false;

    /// <summary>Below a directory that the account of the server's programs can pass through.</summary>
    private string RehearsalDirectory
    {
        get
        {
            if (_hasNoRehearsals) return "/dev/null/rehearsals";
            File.SetUnixFileMode(_rehearsals, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
            return Path.Combine(_rehearsals, "r");
        }
    }

    /// <summary>A company whose production database has what is on the main branch, and whose bot runs.</summary>
    public static async Task<Company> Open(string policy = Policy)
    {
        var company = await OpenWithoutBot(policy);
        await company.StartBot();
        return company;
    }

    /// <summary>A company that is told of overrides at this address.</summary>
    public static async Task<Company> OpenAlerting(Uri alerts, string policy)
    {
        var company = await OpenWithoutBot(policy);
        company._alerts = alerts;
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
    /// <param name="store">A connection string of a PostgreSQL store; null for files.</param>
    public static async Task<Company> OpenWithoutBot(string policy = Policy, TestDatabase? postgreSql = null, string? store = null)
    {
        var company = new Company(await SandboxForge.StartAsync(), policy, postgreSql, [FileChange.Put("db/0001-base.sql", Base)]) { StoreConnection = store };
        await company.CreateBase();
        await company.Enrol();
        return company;
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

    public string CheckOf(SandboxPullRequest pull) =>
        Repository.CheckRuns.LastOrDefault(c => c.HeadSha == pull.HeadSha && c.Name == "countersign") is { } check ? check.Conclusion ?? check.Status : "none";

    /// <summary>The bot's one report.</summary>
    public string CommentOn(SandboxPullRequest pull) =>
        Assert.Single(pull.Comments, c => c.Author == App.Bot && c.Body.StartsWith("### ", StringComparison.Ordinal)).Body;

    /// <summary>The digest that the report asks people to sign.</summary>
    public string DigestIn(SandboxPullRequest pull) => DigestInCommand().Match(CommentOn(pull)).Groups[1].Value;

    /// <summary>The same; null while the bot asks for nothing.</summary>
    public string? TryDigestIn(SandboxPullRequest pull) => pull.Comments
        .Where(c => c.Author == App.Bot).Select(c => DigestInCommand().Match(c.Body)).FirstOrDefault(m => m.Success)?.Groups[1].Value;

    /// <summary>The type of a column that numbers the rows of a table of production.</summary>
    public string IdentityColumn => _postgreSql is null ? "INTEGER PRIMARY KEY AUTOINCREMENT" : "bigint GENERATED ALWAYS AS IDENTITY";

    [GeneratedRegex("approve [a-z0-9 -]+? ([0-9a-f]{12,64})")]
    private static partial Regex DigestInCommand();

    public async ValueTask DisposeAsync()
    {
        await StopBot();
        await Forge.DisposeAsync();
        _key.Dispose();
        Directory.Delete(_directory, recursive: true);
        Directory.Delete(_rehearsals, recursive: true);
    }
}
