using Countersign.Changes;
using Countersign.Forges.GitHub.Answers;

namespace Countersign.Forges.GitHub;

/// <summary>Finds the repositories to work on, and their change requests, without any delivery (INV-03).</summary>
internal sealed class RepositoryListing(GitHubConnections connections, GitHubOptions options)
{
    internal Task<ImmutableArray<RepositoryRef>> Repositories(CancellationToken cancellation) =>
        options.Credentials is GitHubCredentials.App app
            ? OfInstallations(app.InstallationId, cancellation)
            : OfConfiguration(cancellation);

    /// <summary>Open requests, and those merged since; merging counts as updating, so either list can be left early.</summary>
    internal static async Task<ImmutableArray<ListedChange>> Changes(
        GitHubApi api, RepositoryRef repository, DateTimeOffset? updatedSince, DateTimeOffset mergedSince, CancellationToken cancellation)
    {
        var open = await Pulls(api, repository, "open", updatedSince, cancellation);
        var closed = await Pulls(api, repository, "closed", mergedSince, cancellation);
        return [.. open.Concat(closed.Where(p => p.MergedAt >= mergedSince))
            .Where(p => p.Number is not null)
            .Select(p => new ListedChange(new(repository.Id, p.Number!.Value), p.UpdatedAt ?? DateTimeOffset.MinValue))
            .DistinctBy(l => l.Key)];
    }

    /// <summary>Newest update first, and no more pages than it takes.</summary>
    private static async Task<ImmutableArray<PullAnswer>> Pulls(
        GitHubApi api, RepositoryRef repository, string state, DateTimeOffset? since, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<PullAnswer>();
        var address = $"repositories/{repository.Id}/pulls?sort=updated&direction=desc&state={state}";
        await foreach (var page in api.Pages<PullAnswer, List<PullAnswer>>(address, p => p, cancellation))
        {
            found.AddRange(page);
            if (page is [.., { UpdatedAt: { } updated }] && updated < since) break;
        }

        return [.. found.Where(p => since is null || p.UpdatedAt is null || p.UpdatedAt >= since)];
    }

    private async Task<ImmutableArray<RepositoryRef>> OfInstallations(long? only, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<RepositoryRef>();
        var installations = only is { } id
            ? [new InstallationAnswer { Id = id }]
            : await connections.Self.List<InstallationAnswer>("app/installations", cancellation);
        foreach (var installation in installations.Where(i => i.SuspendedAt is null).Select(i => i.Id).OfType<long>())
        {
            var answers = await connections.ForInstallation(installation).List<RepositoryAnswer, InstallationRepositoriesAnswer>(
                "installation/repositories", page => page.Repositories, cancellation);
            foreach (var repository in answers.Select(Read).OfType<RepositoryRef>())
            {
                connections.Remember(repository.Id, installation);
                found.Add(repository);
            }
        }

        return [.. found.DistinctBy(r => r.Id)];
    }

    private async Task<ImmutableArray<RepositoryRef>> OfConfiguration(CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<RepositoryRef>();
        foreach (var name in options.Repositories)
        {
            if (name.Split('/') is not [var owner, var repository])
                throw new ForgeUnavailableException($"`{name}` in the configuration is not `owner/name`");
            var answer = await connections.Self.Get<RepositoryAnswer>(
                $"repos/{Uri.EscapeDataString(owner)}/{Uri.EscapeDataString(repository)}", cancellation);
            found.Add(Read(answer) ?? throw GitHubFaults.Unreadable("GET", $"repos/{name}"));
        }

        return found.ToImmutable();
    }

    internal static RepositoryRef? Read(RepositoryAnswer answer) =>
        answer is { Id: { } id, Name: { Length: > 0 } name, Owner.Login: { Length: > 0 } owner } ? new(new RepositoryId(id), owner, name) : null;
}
