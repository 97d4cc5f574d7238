using System.Globalization;
using System.Security.Cryptography;
using Countersign.Benchmarks.Webhooks;
using Countersign.Sandbox;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Repositories;

namespace Countersign.Benchmarks.Load;

/// <summary>
/// The shipped bot, as a process, reviews a hundred pull requests one after another: half change a SQL Server project, half bring T-SQL
/// migrations to be folded. Prints what the bot itself holds; the child processes in which DacFx works are gone by then. Fails when it
/// holds more at the end than halfway by more than a tenth.
/// </summary>
internal static class MemoryBenchmark
{
    private const int Tables = 100;
    private const int Port = 47103;
    private const string Secret = "a secret that is long enough for a webhook";

    private const string Policy = """
        version: 1
        targets:
          - { name: shop, environment: production, dialect: sqlserver, project: db/shop/shop.sqlproj, connection: shop }
          - { name: log, environment: production, dialect: sqlserver, scripts: ["db/log/*.sql"], connection: log }
        default:
          require: { count: 1, from: [role:write] }
        """;

    public static async Task<int> Run(string[] args)
    {
        var reviews = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 100;
        using var directory = new WorkDirectory();
        using var key = RSA.Create(2048);
        await using var forge = await SandboxForge.StartAsync();
        var acme = forge.AddOrganization("acme");
        var author = forge.AddUser("author");
        var repository = forge.CreateRepository(acme, "shop", [.. Base()]);
        repository.Grant(author, Role.Write);
        var app = forge.AddApp("countersign", acme, key, new Webhook(new Uri($"http://127.0.0.1:{Port}/webhooks/github"), Secret));
        forge.Install(app, acme);
        using var bot = await Start(directory.Path, forge, app.Id, key);
        var held = new List<long>();
        for (var i = 0; i < reviews; i++)
        {
            await Review(forge, repository, author, i);
            held.Add(bot.ResidentBytes / 1_000_000);
            if ((i + 1) % 10 == 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"after {i + 1,3} reviews: {held.TakeLast(10).Max()} MB resident at most of the last ten; {bot.ProcessorTime.TotalSeconds:F1} s of the bot's own processor time"));
        }

        var (halfway, end) = (held.Take(reviews / 2).Max(), held.TakeLast(10).Max());
        return end <= halfway * 11 / 10 ? 0 : 1;
    }

    private static async Task Review(SandboxForge forge, SandboxRepository repository, Actor author, int number)
    {
        var branch = string.Create(CultureInfo.InvariantCulture, $"change{number}");
        repository.Push(author, branch, "Change the database", number % 2 == 0
            ? FileChange.Put(string.Create(CultureInfo.InvariantCulture, $"db/shop/t{number % Tables}.sql"), Table(number % Tables, number))
            : FileChange.Put(string.Create(CultureInfo.InvariantCulture, $"db/log/{number + 1:0000}.sql"), Migration(number)));
        var change = repository.OpenPullRequest(author, branch, "main", "Change the database", "");
        for (var waited = 0; !change.Comments.Any(); await Task.Delay(20))
        {
            await forge.Deliveries.DrainAsync(CancellationToken.None);
            if (waited++ > 6000) throw new TimeoutException($"no comment on {branch}");
        }
    }

    private static IEnumerable<FileChange> Base()
    {
        yield return FileChange.Put(".countersign.yml", Policy);
        yield return FileChange.Put("db/shop/shop.sqlproj", "<Project Sdk=\"Microsoft.Build.Sql\"/>\n");
        yield return FileChange.Put("db/log/0000.sql", "CREATE TABLE dbo.log (id int NOT NULL CONSTRAINT pk_log PRIMARY KEY);\n");
        for (var i = 0; i < Tables; i++) yield return FileChange.Put(string.Create(CultureInfo.InvariantCulture, $"db/shop/t{i}.sql"), Table(i, null));
    }

    private static string Table(int i, int? gains) => string.Create(CultureInfo.InvariantCulture, $"""
        CREATE TABLE dbo.t{i} (
            id int NOT NULL CONSTRAINT pk_t{i} PRIMARY KEY,
            name nvarchar(100) NOT NULL{(gains is { } number ? string.Create(CultureInfo.InvariantCulture, $",\n    added_{number} int NULL") : "")}
        );
        GO
        CREATE INDEX ix_t{i} ON dbo.t{i} (name);

        """);

    private static string Migration(int number) => string.Create(CultureInfo.InvariantCulture,
        $"ALTER TABLE dbo.log ADD added_{number} int NULL;\nGO\nCREATE INDEX ix_log_{number} ON dbo.log (added_{number});\n");

    private static Task<ServerProcess> Start(string directory, SandboxForge forge, long app, RSA key) => ServerProcess.Start(
        new(Path.Combine(AppContext.BaseDirectory, "countersign"), ["serve"])
        {
            WorkingDirectory = directory,
            Environment =
            {
                ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Port}",
                ["Countersign__PublicUrl"] = $"http://127.0.0.1:{Port}/",
                ["Countersign__DataDirectory"] = Path.Combine(directory, "data"),
                ["Countersign__GitHub__BaseUrl"] = forge.BaseUrl.AbsoluteUri,
                ["Countersign__GitHub__AppId"] = $"{app}",
                ["Countersign__GitHub__PrivateKey"] = key.ExportPkcs8PrivateKeyPem(),
                ["Countersign__GitHub__WebhookSecrets__0"] = Secret,
            },
        },
        Port);
}
