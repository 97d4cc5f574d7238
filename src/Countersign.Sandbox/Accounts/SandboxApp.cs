using System.Security.Cryptography;

namespace Countersign.Sandbox.Accounts;

/// <summary>A GitHub App registered on the forge.</summary>
public sealed class SandboxApp
{
    internal SandboxApp(long id, string slug, Actor owner, Actor bot, RSA publicKey, Webhook? webhook)
    {
        (Id, Slug, Owner, Bot, PublicKey, Webhook) = (id, slug, owner, bot, publicKey, webhook);
        ClientId = $"Iv23li{id:D10}";
    }

    /// <summary>The app id: the issuer of its JWTs.</summary>
    public long Id { get; }

    /// <summary>The client id, which GitHub also accepts as the issuer.</summary>
    public string ClientId { get; }

    /// <summary>The name in addresses.</summary>
    public string Slug { get; }

    /// <summary>Who registered it.</summary>
    public Actor Owner { get; }

    /// <summary>The account it acts as, <c>slug[bot]</c>.</summary>
    public Actor Bot { get; }

    /// <summary>Where its events go; null when it wants none.</summary>
    public Webhook? Webhook { get; set; }

    /// <summary>What installations of this app may do, e.g. <c>checks</c> → <c>write</c>.</summary>
    public IDictionary<string, string> Permissions { get; } = DefaultPermissions();

    /// <summary>The installations.</summary>
    public IReadOnlyList<Installation> Installations => InstallationList;

    internal List<Installation> InstallationList { get; } = [];

    internal RSA PublicKey { get; }

    private static Dictionary<string, string> DefaultPermissions() => new(StringComparer.Ordinal)
    {
        ["metadata"] = "read",
        ["contents"] = "write",
        ["pull_requests"] = "write",
        ["issues"] = "write",
        ["checks"] = "write",
        ["statuses"] = "write",
        ["deployments"] = "write",
        ["administration"] = "read",
        ["members"] = "read",
    };
}

/// <summary>An app installed on an account.</summary>
public sealed class Installation
{
    internal Installation(long id, SandboxApp app, Actor account) => (Id, App, Account) = (id, app, account);

    /// <summary>The installation id.</summary>
    public long Id { get; }

    /// <summary>The app.</summary>
    public SandboxApp App { get; }

    /// <summary>The user or organisation whose repositories it sees.</summary>
    public Actor Account { get; }

    /// <summary>Suspended installations get no events and no tokens.</summary>
    public bool Suspended { get; set; }
}

/// <summary>Where events are posted.</summary>
/// <param name="Url">The receiver.</param>
/// <param name="Secret">The key of <c>X-Hub-Signature-256</c>, as UTF-8.</param>
public sealed record Webhook(Uri Url, string Secret)
{
    /// <summary>The id sent as <c>X-GitHub-Hook-ID</c>.</summary>
    public long Id { get; init; } = 1;
}
