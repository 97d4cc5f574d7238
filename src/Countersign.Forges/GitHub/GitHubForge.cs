using System.Globalization;
using Countersign.Changes;
using Countersign.Forges.GitHub.Answers;
using Countersign.SignOffs;

namespace Countersign.Forges.GitHub;

/// <summary>
/// GitHub, or a GitHub Enterprise Server, over Octokit. One for the life of the process: it keeps tokens, answers with
/// their entity tags, and what is left of the rate limit.
/// </summary>
public sealed class GitHubForge : IForge, IDisposable
{
    private readonly GitHubOptions _options;
    private readonly GitHubConnections _connections;
    private readonly AuthorityReading _authorities;

    /// <summary>Asks nothing yet.</summary>
    public GitHubForge(GitHubOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _connections = new GitHubConnections(options, time);
        _authorities = new AuthorityReading(time);
    }

    /// <inheritdoc />
    public Task<ImmutableArray<RepositoryRef>> ListRepositories(CancellationToken cancellation) =>
        new RepositoryListing(_connections, _options).Repositories(cancellation);

    /// <inheritdoc />
    public async Task<ImmutableArray<ListedChange>> ListChanges(
        RepositoryRef repository, DateTimeOffset? updatedSince, DateTimeOffset mergedSince, CancellationToken cancellation) =>
        await RepositoryListing.Changes((await Api(repository, cancellation)).ForCourtesies(), repository, updatedSince, mergedSince, cancellation);

    /// <inheritdoc />
    public async Task<ChangeFacts?> ReadChange(RepositoryRef repository, int number, CancellationToken cancellation) =>
        await new ChangeReading(await Api(repository, cancellation), _options, repository, number).Read(cancellation);

    /// <inheritdoc />
    public async Task<Authority> ReadAuthority(
        RepositoryRef repository, Person person, ImmutableHashSet<string> teams, CancellationToken cancellation) =>
        await _authorities.Read(await Api(repository, cancellation), repository, person, teams, cancellation);

    /// <inheritdoc />
    public async Task<GitRemote> ReadRemote(RepositoryRef repository, CancellationToken cancellation)
    {
        var api = await Api(repository, cancellation);
        var answer = await api.Get<RepositoryAnswer>($"repositories/{repository.Id}", cancellation);
        // The address goes by name, so the name is the one that the id has now (INV-04).
        if (RepositoryListing.Read(answer) is not { } now || now.Id != repository.Id)
            throw GitHubFaults.Unreadable("GET", $"repositories/{repository.Id}");
        return new(_options.CloneUrl(now.Owner, now.Name), await _connections.GitAuthorization(repository.Id, cancellation));
    }

    /// <inheritdoc />
    public async Task<GateReport> ReadGate(RepositoryRef repository, string branch, CancellationToken cancellation) =>
        await new GateReading(await Api(repository, cancellation), repository, _connections.AppId).Read(branch, cancellation);

    /// <inheritdoc />
    public async Task<long> WriteComment(
        RepositoryRef repository, int number, long? existing, string markdown, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        Limits.CheckComment(markdown);
        var api = (await Api(repository, cancellation)).ForCourtesies();
        var body = new { body = markdown };
        if (existing is { } id
            && await api.Patch<IdAnswer>($"repositories/{repository.Id}/issues/comments/{id}", body, cancellation) is not null) return id;
        var address = string.Create(CultureInfo.InvariantCulture, $"repositories/{repository.Id}/issues/{number}/comments");
        return (await api.Post<IdAnswer>(address, body, cancellation)).Id ?? throw GitHubFaults.Unreadable("POST", address);
    }

    /// <inheritdoc />
    public async Task React(
        RepositoryRef repository, int number, long commentId, Reaction reaction, CancellationToken cancellation)
    {
        var content = reaction switch
        {
            Reaction.Seen => "eyes",
            Reaction.Done => "+1",
            Reaction.Refused => "confused",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        await (await Api(repository, cancellation)).ForCourtesies().Post<IdAnswer>(
            $"repositories/{repository.Id}/issues/comments/{commentId}/reactions", new { content }, cancellation);
    }

    /// <inheritdoc />
    public async Task WriteCheck(RepositoryRef repository, CommitId commit, CheckReport check, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(check);
        await new CheckWriting(await Api(repository, cancellation), repository, _connections.AppId).Write(commit, check, cancellation);
    }

    /// <inheritdoc />
    public async Task<long> WriteDeployment(
        RepositoryRef repository, DeploymentReport deployment, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return await new DeploymentWriting((await Api(repository, cancellation)).ForCourtesies(), repository).Write(deployment, cancellation);
    }

    /// <inheritdoc />
    public void Dispose() => _connections.Dispose();

    private Task<GitHubApi> Api(RepositoryRef repository, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return _connections.For(repository.Id, cancellation);
    }
}
