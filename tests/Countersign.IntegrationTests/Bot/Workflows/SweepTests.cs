using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.Forges;
using Countersign.IntegrationTests.Bot.Store;
using Countersign.IntegrationTests.PostgreSql;
using Hangfire;
using NSubstitute;

namespace Countersign.IntegrationTests.Bot.Workflows;

public sealed class SqliteSweepTests() : SweepTests(null);

public sealed class PostgreSqlSweepTests(PostgreSqlServers servers) : SweepTests(servers);

/// <summary>INV-03: everything comes round without any delivery.</summary>
[Invariant(3)]
public abstract class SweepTests(PostgreSqlServers? servers) : StoreTests(servers)
{
    private static readonly RepositoryRef Whole = new(new(2), "acme", "whole");

    private readonly IForge _forge = Substitute.For<IForge>();
    private WorkQueue _work = null!;
    private Sweep _sweep = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _forge.ListRepositories(default).ReturnsForAnyArgs([Whole]);
        _forge.ListChanges(Whole, default, default, default).ReturnsForAnyArgs([]);
        _work = new WorkQueue(new(Store.File, Store.Clock, BotRoles.All, TimeSpan.FromMinutes(1)), Substitute.For<IBackgroundJobClient>(), new());
        _sweep = new Sweep(
            _forge, new RepositoryRecords(Store.File, Store.Clock), new ChangeRecords(Store.File),
            new DeploymentRecords(Store.File, Store.Clock), _work, new() { Limits = { SweepShare = 2 } }, Store.Clock);
    }

    [Fact]
    public async Task A_repository_that_cannot_be_read_does_not_hide_the_others()
    {
        var broken = new RepositoryRef(new(1), "acme", "broken");
        _forge.ListRepositories(default).ReturnsForAnyArgs([broken, Whole]);
        _forge.ListChanges(broken, default, default, default).ReturnsForAnyArgs(call => call.Arg<RepositoryRef>() == broken
            ? throw new ForgeUnavailableException("broken cannot be read")
            : [Listed(5, 0)]);

        await Assert.ThrowsAsync<ForgeUnavailableException>(() => _sweep.Run(CancellationToken.None)); // so that it is tried again

        Assert.NotNull(await _work.Begin(new WorkKey.Change(new(Whole.Id, 5)), BotRoles.Review, CancellationToken.None));
    }

    [Fact]
    public async Task What_does_not_fit_into_one_sweep_is_looked_at_by_those_that_follow_newest_update_first()
    {
        Answer(null, Listed(1, 10), Listed(2, 50), Listed(3, 30), Listed(4, 20), Listed(5, 40));

        Assert.Equal([2, 5], await Swept());
        Assert.Equal([3, 4], await Swept());
        Assert.Equal([1], await Swept());
        Assert.Equal([2, 5], await Swept()); // and round again
    }

    [Fact]
    public async Task What_is_updated_while_others_wait_is_looked_at_by_the_next_sweep()
    {
        Answer(null, Listed(1, 10), Listed(2, 50), Listed(3, 30), Listed(4, 20), Listed(5, 40));
        Assert.Equal([2, 5], await Swept());

        Answer(Noon.AddMinutes(48), Listed(1, 51), Listed(6, 52)); // the newest known is of minute 50, and lists may lag behind

        Assert.Equal([1, 3, 4, 6], await Swept());
        Assert.Equal([1], await Swept(Noon.AddMinutes(50)));
    }

    [Fact]
    public async Task Few_enough_are_all_looked_at_by_every_sweep()
    {
        Answer(null, Listed(1, 10), Listed(2, 50));

        Assert.Equal([1, 2], await Swept());
        Assert.Equal([1, 2], await Swept());
    }

    private static DateTimeOffset Noon { get; } = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static ListedChange Listed(int number, int minute) => new(new(Whole.Id, number), Noon.AddMinutes(minute));

    private void Answer(DateTimeOffset? since, params ImmutableArray<ListedChange> listed) =>
        _forge.ListChanges(Whole, since, Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(listed);

    /// <summary>What one sweep asks for, in order of numbers; all of it is then done.</summary>
    /// <param name="since">Expects the sweep to list since then, and answers with nothing.</param>
    private async Task<ImmutableArray<int>> Swept(DateTimeOffset? since = null)
    {
        if (since is not null) Answer(since);
        await _sweep.Run(CancellationToken.None);
        var found = ImmutableArray.CreateBuilder<int>();
        for (var number = 1; number <= 6; number++)
        {
            if (await _work.Begin(new WorkKey.Change(new(Whole.Id, number)), BotRoles.Review, CancellationToken.None) is not { } turn) continue;
            found.Add(number);
            await _work.Succeed(turn);
        }

        return found.ToImmutable();
    }
}
