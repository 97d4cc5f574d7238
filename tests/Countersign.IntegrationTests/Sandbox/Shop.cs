using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Countersign.Sandbox;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;
using Octokit;
using Octokit.Internal;

namespace Countersign.IntegrationTests.Sandbox;

/// <summary>A forge with a small company on it: one repository, a few people, one app, one open pull request.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public const string Migration = "ALTER TABLE orders ADD COLUMN note text;\n";

    private readonly RSA key = RSA.Create(2048);

    private Shop(SandboxForge forge, Uri webhook)
    {
        Forge = forge;
        Company = forge.AddOrganization("acme");
        (Alice, Bob, Carol, Root) = (forge.AddUser("alice"), forge.AddUser("bob"), forge.AddUser("carol"), forge.AddUser("root"));
        Repository = forge.CreateRepository(
            Company, "shop",
            FileChange.Put("README.md", "# shop\n"), FileChange.Put("db/001_orders.sql", "CREATE TABLE orders (id int);\n"));
        Repository.Grant(Alice, Role.Write);
        Repository.Grant(Bob, Role.Write);
        Repository.Grant(Carol, Role.Read);
        Repository.Grant(Root, Role.Admin);
        App = forge.AddApp("countersign", Company, key, new Webhook(webhook, "it's a secret"));
        Installation = forge.Install(App, Company);
        Repository.Push(Alice, "note", "Add a note to orders", FileChange.Put("db/002_note.sql", Migration));
        Pull = Repository.OpenPullRequest(Alice, "note", "main", "Add a note", "For the **warehouse**.");
    }

    public SandboxForge Forge { get; }

    public Actor Company { get; }

    public Actor Alice { get; }

    public Actor Bob { get; }

    public Actor Carol { get; }

    public Actor Root { get; }

    public SandboxApp App { get; }

    public Countersign.Sandbox.Accounts.Installation Installation { get; }

    public SandboxRepository Repository { get; }

    public SandboxPullRequest Pull { get; }

    /// <summary>Events go nowhere unless a receiver is given.</summary>
    public static async Task<Shop> OpenAsync(Uri? webhook = null, TimeProvider? time = null)
    {
        var forge = await SandboxForge.StartAsync(new SandboxOptions { Time = time ?? TimeProvider.System });
        return new Shop(forge, webhook ?? new Uri("http://127.0.0.1:1/none"));
    }

    /// <summary>The app's private key (PKCS#8).</summary>
    public string PrivateKeyPem => key.ExportPkcs8PrivateKeyPem();

    /// <summary>Octokit as the installed app.</summary>
    public GitHubClient AsApp() => Client(new Credentials(Forge.TokenOf(Installation)));

    /// <summary>Octokit with a personal token.</summary>
    public GitHubClient As(Actor person) => Client(new Credentials(Forge.TokenOf(person)));

    /// <summary>Octokit as the app itself, by JWT.</summary>
    public GitHubClient ByJwt(TimeSpan? life = null, RSA? signedWith = null) =>
        Client(new Credentials(Jwt(life ?? TimeSpan.FromMinutes(5), signedWith ?? key), AuthenticationType.Bearer));

    public GitHubClient Client(Credentials credentials) =>
        new(new Connection(new ProductHeaderValue("tests"), Forge.ApiUrl, new InMemoryCredentialStore(credentials)));

    /// <summary>A plain client with a token, for what Octokit hides.</summary>
    public HttpClient Http(string? token)
    {
        var http = new HttpClient { BaseAddress = Forge.ApiUrl };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("tests");
        if (token is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        await Forge.DisposeAsync();
        key.Dispose();
    }

    private string Jwt(TimeSpan life, RSA signer)
    {
        var now = DateTimeOffset.UtcNow;
        var claims = $$"""{"iat":{{now.AddSeconds(-30).ToUnixTimeSeconds()}},"exp":{{(now + life).ToUnixTimeSeconds()}},"iss":"{{App.Id}}"}""";
        var head = $"{Encode("""{"alg":"RS256","typ":"JWT"}""")}.{Encode(claims)}";
        var signature = signer.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{head}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
