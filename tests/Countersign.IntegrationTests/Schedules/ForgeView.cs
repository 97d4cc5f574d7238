using Countersign.Changes;
using Countersign.Forges;
using Countersign.SignOffs;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>The forge as one process sees it: calls fail before or after they had an effect, and answers are late or old.</summary>
internal sealed class ForgeView(ScheduleWorld world, Replica replica) : IForge
{
    public Task<ImmutableArray<RepositoryRef>> ListRepositories(CancellationToken cancellation) =>
        Read("list repositories", () => ImmutableArray.Create(SimulatedForge.Repository), cancellation);

    public Task<ImmutableArray<ListedChange>> ListChanges(
        RepositoryRef repository, DateTimeOffset? updatedSince, DateTimeOffset mergedSince, CancellationToken cancellation) => Read("list changes", () =>
        world.Forge.Pulls.Where(p => p.UpdatedAt >= (p.State is ChangeState.Open ? updatedSince ?? DateTimeOffset.MinValue : mergedSince))
            .Where(p => p.State is ChangeState.Open || p.LandedAt >= mergedSince)
            .Select(p => new ListedChange(new(repository.Id, p.Number), p.UpdatedAt)).ToImmutableArray(), cancellation);

    public Task<ChangeFacts?> ReadChange(RepositoryRef repository, int number, CancellationToken cancellation) =>
        Read($"read change {number}", () => (ChangeFacts?)(!Find(number).IsUnanswered && world.MayTellOld() ? Find(number).Stale(world.Random) : Find(number).Facts), cancellation);

    public Task<Authority> ReadAuthority(RepositoryRef repository, Person person, ImmutableHashSet<string> teams, CancellationToken cancellation) =>
        Read($"read rights of {person.Login}", () => new Authority(person, SimulatedForge.RoleOf(person), []), cancellation);

    public Task<GitRemote> ReadRemote(RepositoryRef repository, CancellationToken cancellation) =>
        Task.FromResult(new GitRemote(new("https://forge.example.com/acme/shop.git"), new("unused")));

    public Task<GateReport> ReadGate(RepositoryRef repository, string branch, CancellationToken cancellation) =>
        Read("read gate", () => new GateReport(true, []), cancellation);

    public async Task<long> WriteComment(RepositoryRef repository, int number, long? existing, string markdown, CancellationToken cancellation)
    {
        var pull = Find(number);
        var id = await Write($"comment on {number}", () => pull.Write(existing, markdown), cancellation);
        pull.IsUnanswered = false;
        return id;
    }

    public Task React(RepositoryRef repository, int number, long commentId, Reaction reaction, CancellationToken cancellation) =>
        Write($"react on {number}", () => 0, cancellation);

    public Task WriteCheck(RepositoryRef repository, CommitId commit, CheckReport check, CancellationToken cancellation) =>
        Write($"check on {commit.Short}", () =>
        {
            world.Forge.Checks[commit] = check;
            return 0;
        }, cancellation);

    public Task<long> WriteDeployment(RepositoryRef repository, DeploymentReport deployment, CancellationToken cancellation) =>
        Write($"deployment to {deployment.Environment}", () => deployment.Existing ?? world.Forge.NextId(), cancellation);

    private SimulatedPull Find(int number) => world.Forge.Pulls.Single(p => p.Number == number);

    private async Task<T> Read<T>(string what, Func<T> read, CancellationToken cancellation)
    {
        await replica.Step($"forge: {what}");
        cancellation.ThrowIfCancellationRequested();
        if (world.Happens("the forge did not answer", 40)) throw new ForgeUnavailableException("the forge answered 502");
        var answer = read();
        await replica.Step($"forge: answer to {what}");
        return answer;
    }

    private async Task<T> Write<T>(string what, Func<T> write, CancellationToken cancellation)
    {
        await replica.Step($"forge: {what}");
        cancellation.ThrowIfCancellationRequested();
        if (world.Happens("the forge refused a write", 40)) throw new ForgeUnavailableException("the forge answered 502");
        var answer = write();
        if (world.Happens("the answer to a write was lost", 40)) throw new ForgeUnavailableException("the forge did not answer in time");
        await replica.Step($"forge: answer to {what}");
        return answer;
    }
}
