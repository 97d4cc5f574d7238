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

public abstract class SweepTests(PostgreSqlServers? servers) : StoreTests(servers)
{
    [Fact]
    public async Task A_repository_that_cannot_be_read_does_not_hide_the_others()
    {
        var (broken, whole) = (new RepositoryRef(new(1), "acme", "broken"), new RepositoryRef(new(2), "acme", "whole"));
        var forge = Substitute.For<IForge>();
        forge.ListRepositories(default).ReturnsForAnyArgs([broken, whole]);
        forge.ListChanges(broken, default, default).ReturnsForAnyArgs(call => call.Arg<RepositoryRef>() == broken
            ? throw new ForgeUnavailableException("broken cannot be read")
            : [new(whole.Id, 5)]);
        var work = new WorkQueue(new(Store.File, Store.Clock, BotRoles.All, TimeSpan.FromMinutes(1)), Substitute.For<IBackgroundJobClient>(), new());
        var sweep = new Sweep(
            forge, new RepositoryRecords(Store.File, Store.Clock), new ChangeRecords(Store.File),
            new DeploymentRecords(Store.File, Store.Clock), work, new(), Store.Clock);

        await Assert.ThrowsAsync<ForgeUnavailableException>(() => sweep.Run(CancellationToken.None)); // so that it is tried again

        Assert.NotNull(await work.Begin(new WorkKey.Change(new(whole.Id, 5)), BotRoles.Review, CancellationToken.None));
    }
}
