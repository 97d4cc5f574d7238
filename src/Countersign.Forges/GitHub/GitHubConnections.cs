using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Countersign.Changes;
using Countersign.Forges.GitHub.Answers;
using Countersign.Forges.GitHub.Http;

namespace Countersign.Forges.GitHub;

/// <summary>Finds the credential for a repository, and shares one transport among all of them.</summary>
internal sealed class GitHubConnections : IDisposable
{
    private readonly GitHubOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageHandler _transport;
    private readonly InstallationTokens _tokens;
    private readonly ConcurrentDictionary<long, GitHubApi> _installations = [];
    private readonly ConcurrentDictionary<RepositoryId, long> _installationOf = [];

    internal GitHubConnections(GitHubOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _transport = GitHubTransport.Create(options, time);
        _tokens = new InstallationTokens(CreateToken, time);
        Self = options.Credentials switch
        {
            GitHubCredentials.App app => Connect(new("app", (_, _) => Task.FromResult(
                new AuthenticationHeaderValue("Bearer", new AppKey(app, time).Sign())))),
            GitHubCredentials.Token token => Connect(new("token", (_, _) => Task.FromResult(
                new AuthenticationHeaderValue("Bearer", token.Value.Reveal())))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The app itself, or the token's account.</summary>
    internal GitHubApi Self { get; }

    /// <summary>The app's id; null when a token is used.</summary>
    internal long? AppId => (_options.Credentials as GitHubCredentials.App)?.AppId;

    /// <summary>The API as it may be used for this repository.</summary>
    internal async Task<GitHubApi> For(RepositoryId repository, CancellationToken cancellation) =>
        AppId is null ? Self : ForInstallation(await InstallationOf(repository, cancellation));

    internal GitHubApi ForInstallation(long installation) => _installations.GetOrAdd(installation, id => Connect(new(
        string.Create(CultureInfo.InvariantCulture, $"installation {id}"), new InstallationCredential(_tokens, id).Read)));

    /// <summary>Remembers what a list of installations told, so that it need not be asked for each repository.</summary>
    internal void Remember(RepositoryId repository, long installation) => _installationOf[repository] = installation;

    /// <summary>The value of the Authorization header for Git over HTTP.</summary>
    internal async Task<Secret> GitAuthorization(RepositoryId repository, CancellationToken cancellation)
    {
        var token = _options.Credentials is GitHubCredentials.Token fixedToken
            ? fixedToken.Value
            : await _tokens.Read(await InstallationOf(repository, cancellation), refused: null, cancellation);
        return new Secret("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("x-access-token:" + token.Reveal())));
    }

    public void Dispose() => _transport.Dispose();

    private async Task<long> InstallationOf(RepositoryId repository, CancellationToken cancellation)
    {
        if (_options.Credentials is GitHubCredentials.App { InstallationId: { } configured }) return configured;
        if (_installationOf.TryGetValue(repository, out var known)) return known;
        var installation = await Self.Find<InstallationAnswer>($"repositories/{repository}/installation", cancellation);
        if (installation is not { Id: { } id, SuspendedAt: null })
            throw new ForgeUnavailableException($"the GitHub App is not installed on repository {repository}, or is suspended there");
        return _installationOf[repository] = id;
    }

    private async Task<InstallationToken> CreateToken(long installation, CancellationToken cancellation)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"app/installations/{installation}/access_tokens");
        var answer = await Self.Post<TokenAnswer>(address, new { }, cancellation);
        return answer is { Token: { Length: > 0 } token, ExpiresAt: { } expires }
            ? new(new Secret(token), expires)
            : throw GitHubFaults.Unreadable("POST", address);
    }

    private GitHubApi Connect(TokenSource tokens) => new(_options, tokens, _transport, _time);
}

/// <summary>The credential of one installation, renewed when it was refused.</summary>
internal sealed class InstallationCredential(InstallationTokens tokens, long installation)
{
    private volatile Secret? _last;

    internal async Task<AuthenticationHeaderValue> Read(bool wasRefused, CancellationToken cancellation)
    {
        var token = await tokens.Read(installation, wasRefused ? _last : null, cancellation);
        _last = token;
        return new("Bearer", token.Reveal());
    }
}
