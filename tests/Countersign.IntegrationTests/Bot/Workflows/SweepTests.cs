using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.Forges;
using Countersign.IntegrationTests.Bot.Store;
using Hangfire;
using NSubstitute;

namespace Countersign.IntegrationTests.Bot.Workflows;

public sealed class SweepTests : IDisposable
{
    private readonly StoreFile _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_repository_that_cannot_be_read_does_not_hide_the_others()
    {
        var (broken, whole) = (new RepositoryRef(new(1), "acme", "broken"), new RepositoryRef(new(2), "acme", "whole"));
        var forge = Substitute.For<IForge>();
        forge.ListRepositories(default).ReturnsForAnyArgs([broken, whole]);
        forge.ListChanges(broken, default, default).ReturnsForAnyArgs(call => call.Arg<RepositoryRef>() == broken
            ? throw new ForgeUnavailableException("broken cannot be read")
            : [new(whole.Id, 5)]);
        var work = new WorkQueue(new(_store.File, _store.Clock, BotRoles.All), Substitute.For<IBackgroundJobClient>());
        var sweep = new Sweep(
            forge, new RepositoryRecords(_store.File, _store.Clock), new ChangeRecords(_store.File),
            new DeploymentRecords(_store.File, _store.Clock), work, new(), _store.Clock);

        await Assert.ThrowsAsync<ForgeUnavailableException>(() => sweep.Run(CancellationToken.None)); // so that it is tried again

        Assert.NotNull(await work.Begin(new WorkKey.Change(new(whole.Id, 5)), BotRoles.Review, CancellationToken.None));
    }
}
