namespace Countersign.Bot.Configuration;

/// <summary>The bot's configuration, section `Countersign`. appsettings.example.json documents every key.</summary>
internal sealed class BotOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Countersign";

    /// <summary>Where people and the forge reach the bot; used in links.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Directory of inbox, store and ledger. Relative paths start at the working directory.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>GitHub.</summary>
    public GitHubOptions GitHub { get; set; } = new();

    /// <summary>Connections that policies name, by name.</summary>
    public Dictionary<string, ConnectionOptions> Connections { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How often everything is looked at without any message (INV-03).</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// True applies approved plans even where the forge does not really block merges on our check (INV-24). Off by default.
    /// </summary>
    public bool ExecuteWithAdvisoryGate { get; set; }

    /// <summary>Throwaway servers that changes are rehearsed in.</summary>
    public RehearsalOptions Rehearsal { get; set; } = new();

    /// <summary>Bounds.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>Traces and metrics.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();
}

/// <summary>How the bot signs in to GitHub.</summary>
internal enum GitHubMode
{
    /// <summary>As a GitHub App: check runs, short-lived credentials.</summary>
    App,

    /// <summary>With a token: commit statuses, repositories named in configuration.</summary>
    Token,
}

/// <summary>GitHub.</summary>
internal sealed class GitHubOptions
{
    /// <summary>How the bot signs in.</summary>
    public GitHubMode Mode { get; set; } = GitHubMode.App;

    /// <summary>Address of GitHub itself; of the server for GitHub Enterprise Server. The API's address follows from it.</summary>
    public Uri BaseUrl { get; set; } = new("https://github.com/");

    /// <summary>Mode App: the app's id.</summary>
    public long? AppId { get; set; }

    /// <summary>Mode App: the private key, PEM.</summary>
    public string? PrivateKey { get; set; }

    /// <summary>Mode App: a file with the private key, instead of <see cref="PrivateKey"/>.</summary>
    public string? PrivateKeyFile { get; set; }

    /// <summary>Mode Token: the token.</summary>
    public string? Token { get; set; }

    /// <summary>Mode Token: a file with the token, instead of <see cref="Token"/>.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Mode Token: the repositories, `owner/name`.</summary>
    public List<string> Repositories { get; set; } = [];

    /// <summary>Secrets of the webhook: one, or two during a rotation. At least 16 bytes each.</summary>
    public List<string> WebhookSecrets { get; set; } = [];

    /// <summary>Files with the secrets, added to <see cref="WebhookSecrets"/>.</summary>
    public List<string> WebhookSecretFiles { get; set; } = [];
}

/// <summary>One connection that policies name.</summary>
internal sealed class ConnectionOptions
{
    /// <summary>`postgresql` or `sqlite`.</summary>
    public string? Dialect { get; set; }

    /// <summary>SQLite: the database file.</summary>
    public string? Path { get; set; }

    /// <summary>PostgreSQL: the login that runs statements; as weak as it can be.</summary>
    public string? Apply { get; set; }

    /// <summary>A file with <see cref="Apply"/>.</summary>
    public string? ApplyFile { get; set; }

    /// <summary>PostgreSQL: a login that reads state and marker rows and writes nothing.</summary>
    public string? Verify { get; set; }

    /// <summary>A file with <see cref="Verify"/>.</summary>
    public string? VerifyFile { get; set; }

    /// <summary>PostgreSQL: the login that enrols; needed by `countersign target enrol` only.</summary>
    public string? Admin { get; set; }

    /// <summary>A file with <see cref="Admin"/>.</summary>
    public string? AdminFile { get; set; }
}

/// <summary>Bounds.</summary>
internal sealed class LimitOptions
{
    /// <summary>Work done at the same time, over all change requests.</summary>
    public int Workers { get; set; } = 8;

    /// <summary>How long completed messages are kept; redeliveries later than that are read again.</summary>
    public TimeSpan KeepDeliveries { get; set; } = TimeSpan.FromDays(14);
}

/// <summary>Traces and metrics.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>Address of an OTLP collector; without it nothing is sent.</summary>
    public Uri? OtlpEndpoint { get; set; }
}
