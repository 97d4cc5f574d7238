namespace Countersign.Forges.GitHub;

/// <summary>Which GitHub to speak to, and as whom.</summary>
/// <param name="BaseUrl">
/// What people type into a browser: `https://github.com`, or a GitHub Enterprise Server. The API's address follows from it.
/// </param>
public sealed record GitHubOptions(Uri BaseUrl, GitHubCredentials Credentials)
{
    /// <summary>`owner/name` of the repositories to work on when a token is used; an app knows where it is installed.</summary>
    public ImmutableArray<string> Repositories { get; init; } = [];

    /// <summary>Requests of the hourly limit that are kept for decisions; comments and lists wait when only these are left.</summary>
    public int ReservedRequests { get; init; } = 500;

    /// <summary>For one attempt of one request, its body included.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Waits between attempts start here and double; tests make it small.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Address of the REST API, with the trailing slash that relative addresses need: a host of its own in GitHub's cloud
    /// (`ghe.com` is Enterprise Cloud with data residency), a path on a server.
    /// </summary>
    internal Uri ApiUrl => BaseUrl.Host switch
    {
        "github.com" or "www.github.com" or "api.github.com" => new("https://api.github.com/"),
        var host when host.EndsWith(".ghe.com", StringComparison.OrdinalIgnoreCase) => new($"https://api.{host}/"),
        _ => new(Root, "api/v3/"),
    };

    /// <summary>Domain of the addresses that GitHub gives to people who keep theirs private.</summary>
    internal string NoReplyDomain => "users.noreply." + BaseUrl.Host;

    /// <summary>Where a repository is cloned from.</summary>
    internal Uri CloneUrl(string owner, string name) =>
        new(Root, $"{Uri.EscapeDataString(owner)}/{Uri.EscapeDataString(name)}.git");

    private Uri Root => new(BaseUrl.AbsoluteUri.TrimEnd('/') + "/");
}

/// <summary>How we prove who we are. Closed.</summary>
public abstract record GitHubCredentials
{
    private GitHubCredentials() { }

    /// <summary>A GitHub App: only it can write check runs, and only its check can be pinned (INV-24).</summary>
    /// <param name="PrivateKeyPem">PKCS#1 or PKCS#8.</param>
    /// <param name="InstallationId">Null: all installations of the app.</param>
    public sealed record App(long AppId, Secret PrivateKeyPem, long? InstallationId = null) : GitHubCredentials;

    /// <summary>A personal or machine account's token: commit statuses only, which anyone with push access can set too.</summary>
    public sealed record Token(Secret Value) : GitHubCredentials;
}
