namespace Countersign.Bot.Configuration;

/// <summary>The bot's configuration, section `Countersign`. appsettings.example.json documents every key.</summary>
internal sealed class BotOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Countersign";

    /// <summary>What this process does; `--role` of `countersign serve` wins over it.</summary>
    public BotRoles Roles { get; set; } = BotRoles.All;

    /// <summary>Where people and the forge reach the bot; used in links.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Directory of mirrors, and of inbox, store and ledger unless they are elsewhere. Relative paths start at the working directory.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Where inbox, store, ledger and jobs are, when not in files.</summary>
    public StoreOptions Store { get; set; } = new();

    /// <summary>
    /// A Unix socket on which a process without the role `web` answers `/healthz` and `/readyz`. Without it, it listens nowhere.
    /// </summary>
    public string? HealthSocket { get; set; }

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

    /// <summary>Where people are told of what must not go unnoticed.</summary>
    public AlertOptions Alerts { get; set; } = new();

    /// <summary>Bounds.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>Traces and metrics.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();
}

/// <summary>A PostgreSQL database for inbox, store, ledger and jobs, which several processes on several machines can share.</summary>
internal sealed class StoreOptions
{
    /// <summary>As Npgsql reads it. Without it, everything is in files of the data directory, for processes of one machine.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>A file with <see cref="ConnectionString"/>.</summary>
    public string? ConnectionStringFile { get; set; }
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
    /// <summary>`postgresql`, `sqlserver` or `sqlite`.</summary>
    public string? Dialect { get; set; }

    /// <summary>SQLite: the database file.</summary>
    public string? Path { get; set; }

    /// <summary>PostgreSQL and SQL Server: the login that runs statements; as weak as it can be.</summary>
    public string? Apply { get; set; }

    /// <summary>A file with <see cref="Apply"/>.</summary>
    public string? ApplyFile { get; set; }

    /// <summary>PostgreSQL and SQL Server: a login that keeps markers and has no right on the application's data.</summary>
    public string? Verify { get; set; }

    /// <summary>A file with <see cref="Verify"/>.</summary>
    public string? VerifyFile { get; set; }

    /// <summary>
    /// PostgreSQL: a login that reads the catalogue and the marker schema and may do nothing else, for a process that reviews and
    /// does not execute. Changes are rehearsed on the schema that it reads.
    /// </summary>
    public string? Read { get; set; }

    /// <summary>A file with <see cref="Read"/>.</summary>
    public string? ReadFile { get; set; }

    /// <summary>PostgreSQL, beside <see cref="Read"/>: the name, and no more, of the login that runs statements.</summary>
    public string? ApplyLogin { get; set; }

    /// <summary>PostgreSQL and SQL Server: the login that enrols; needed by `countersign target enrol` only.</summary>
    public string? Admin { get; set; }

    /// <summary>A file with <see cref="Admin"/>.</summary>
    public string? AdminFile { get; set; }

    /// <summary>Everything that lets its holder in, by the name of its key.</summary>
    public IEnumerable<(string Name, string? Value)> Credentials() =>
    [
        (nameof(Path), Path), (nameof(Apply), Apply), (nameof(ApplyFile), ApplyFile), (nameof(Verify), Verify), (nameof(VerifyFile), VerifyFile),
        (nameof(Read), Read), (nameof(ReadFile), ReadFile), (nameof(Admin), Admin), (nameof(AdminFile), AdminFile),
    ];
}

/// <summary>Bounds.</summary>
internal sealed class LimitOptions
{
    /// <summary>Work done at the same time, over all change requests.</summary>
    public int Workers { get; set; } = 8;

    /// <summary>
    /// How long a process that was killed or stopped keeps others from the change request, or the target, that it was at. Short, because
    /// the fence and not the lease keeps one that was only slow from committing (INV-27).
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Open change requests that one sweep looks at besides those updated since the last: more find sooner what no update tells, such as
    /// a person who left a team, and cost the forge's request limit.
    /// </summary>
    public int SweepShare { get; set; } = 50;

    /// <summary>How long completed messages are kept; redeliveries later than that are read again.</summary>
    public TimeSpan KeepDeliveries { get; set; } = TimeSpan.FromDays(14);
}

/// <summary>Traces and metrics.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>Address of an OTLP collector; without it nothing is sent.</summary>
    public Uri? OtlpEndpoint { get; set; }
}

/// <summary>Where people are told of what must not go unnoticed: overrides (INV-21).</summary>
internal sealed class AlertOptions
{
    /// <summary>An address that takes `{"text": …}` by POST, e.g. a chat's incoming webhook. Without it nobody can override.</summary>
    public Uri? Url { get; set; }

    /// <summary>A file with <see cref="Url"/>, which is a secret where whoever has it can write.</summary>
    public string? UrlFile { get; set; }
}
