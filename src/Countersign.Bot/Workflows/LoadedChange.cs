using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Forges.Git;

namespace Countersign.Bot.Workflows;

/// <summary>A change request as it is now, and its repository's objects.</summary>
/// <param name="BaseTip">The base branch's newest commit, as fetched; reachability is judged against it (INV-23).</param>
internal sealed record LoadedChange(RepositoryRef Repository, ChangeFacts Facts, GitRepository Git, CommitId BaseTip) : IDisposable
{
    /// <summary>The change request.</summary>
    public ChangeRequest Change => Facts.Change;

    /// <inheritdoc />
    public void Dispose() => Git.Dispose();
}

/// <summary>Loads change requests for the workflows.</summary>
internal sealed class ChangeLoading(IForge forge, GitMirrors mirrors, RepositoryRecords repositories)
{
    /// <summary>Reads the forge and fetches what is needed.</summary>
    /// <returns>Null when there is nothing to do: unknown or suspended repository, or no such change request (any more).</returns>
    public async Task<LoadedChange?> Load(ChangeKey key, CancellationToken cancellation)
    {
        if (await Find(key.Repository, cancellation) is not { } repository) return null;
        if (await forge.ReadChange(repository, key.Number, cancellation) is not { } facts) return null;
        if (!facts.Change.RepositoryName.Equals(repository.FullName, StringComparison.OrdinalIgnoreCase))
        {
            // Renamed or transferred since the last sweep: this suspends it, before anything is decided (INV-04).
            await repositories.Observe(key.Repository, facts.Change.RepositoryName, null, cancellation);
            return null;
        }

        var landed = facts.Change.State is ChangeState.Merged merged ? new GitWant.Commit(merged.Commit) : null;
        GitWant[] wants = [new GitWant.Branch(facts.Change.BaseRef), new GitWant.Commit(facts.Change.Head)];
        var moves = await Fetch(repository, landed is null ? wants : [.. wants, landed], facts.Change, cancellation);
        return moves is null ? null : new(repository, facts, mirrors.Open(key.Repository), moves.Value[0].After);
    }

    /// <summary>The repository under the name it was enrolled with; null while it is suspended (INV-04).</summary>
    public async Task<RepositoryRef?> Find(RepositoryId id, CancellationToken cancellation)
    {
        if (await repositories.Find(id, cancellation) is not { IsEnrolled: true } record) return null;
        var slash = record.FullName.IndexOf('/', StringComparison.Ordinal);
        return new(id, record.FullName[..slash], record.FullName[(slash + 1)..]);
    }

    /// <summary>A governed branch whose history was rewritten suspends its repository: what was signed may be gone (INV-23).</summary>
    private async Task<ImmutableArray<ReferenceMove>?> Fetch(
        RepositoryRef repository, GitWant[] wants, ChangeRequest change, CancellationToken cancellation)
    {
        var remote = await forge.ReadRemote(repository, cancellation);
        var moves = await mirrors.Fetch(repository.Id, remote, wants, cancellation);
        if (moves[0].IsFastForward || !change.IsGoverned) return moves;
        await repositories.Suspend(
            repository.Id, $"the history of `{change.BaseRef}` was rewritten; see what is missing, then enrol it anew", cancellation);
        return null;
    }
}
