using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.Deployments;
using Countersign.Drift;
using Countersign.IntegrationTests.Bot.Store;
using Countersign.IntegrationTests.SqlServer.Executing;
using Countersign.Ledger;
using Countersign.Policy;
using Countersign.Schemas;
using Countersign.Targets;
using NSubstitute;

namespace Countersign.IntegrationTests.SqlServer.Drift;

/// <summary>Somebody changes a SQL Server database between two deployments, and policy says `drift: refuse`.</summary>
[Invariant(31)]
public sealed class SqlServerDriftTests : IAsyncLifetime
{
    private readonly StoreFile _store = new("Store");
    private readonly StoreFile _ledgerFile = new("Ledger");
    private LedgerStore _ledger = null!;

    public ValueTask InitializeAsync()
    {
        _ledger = new(_ledgerFile.File, _ledgerFile.Clock);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _ledger.Dispose();
        _store.Dispose();
        _ledgerFile.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_the_first_look_sees_is_known_and_what_differs_from_it_later_is_drift()
    {
        Assert.IsType<SchemaDrift.None>(await Find(Shop));
        Assert.IsType<SchemaDrift.None>(await Find(Shop));

        var drift = Assert.IsType<SchemaDrift.Differs>(await Find(ByHand));

        Assert.Contains("table `dbo.by_hand` is new", DriftClauses.Brief(drift.Difference), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_our_own_deployment_leaves_is_no_drift()
    {
        await Find(Shop);
        var task = Task(ByHand, DriftMode.Refuse);

        await Watching().Expect(task, Identity, CancellationToken.None);
        await Watching().Left(task, Identity, new(12), isCertain: true);

        Assert.IsType<SchemaDrift.None>(await Find(ByHand));
        Assert.Contains("left by deployment 12", Assert.IsType<SchemaDrift.Differs>(await Find(Shop)).Known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_accepts_is_known_from_then_on_and_in_the_ledger()
    {
        await Find(Shop);
        await new KnownSchemaRecords(_store.File, _store.Clock).Accept(
            Identity, Extracted.Seen.ByHand, new("shop-mssql", ["table `dbo.by_hand` is new"], "ana", "it stays", _store.Clock.GetUtcNow()), CancellationToken.None);

        Assert.IsType<SchemaDrift.None>(await Find(ByHand));

        Assert.Single(_ledger.ReadAll(), e => LedgerEntry.Read(e.Span).Kind == LedgerKind.Drift);
    }

    [Fact]
    public async Task A_database_that_cannot_be_read_is_not_taken_for_unchanged()
    {
        await Find(Shop);

        Assert.IsType<SchemaDrift.Unreadable>(await Find(new SchemaReading.Unavailable("DacFx says 1")));
    }

    [Fact]
    public async Task Where_policy_does_not_ask_nothing_is_read()
    {
        await Find(Shop);
        var task = Task(ByHand, DriftMode.Off);

        Assert.IsType<SchemaDrift.None>(await Watching().Find(task, await task.Target.ReadState(CancellationToken.None), false, CancellationToken.None));
    }

    private static readonly SchemaReading Shop = new SchemaReading.Read(Extracted.Seen.Shop, []);
    private static readonly SchemaReading ByHand = new SchemaReading.Read(Extracted.Seen.ByHand, []);
    private static readonly TargetIdentity Identity = new(ImmutableSortedDictionary<string, string>.Empty.Add("server", "PROD\\SQL").Add("database", "shop"));

    private DriftWatching Watching() => new(new KnownSchemaRecords(_store.File, _store.Clock), _ledger);

    private async Task<SchemaDrift> Find(SchemaReading now)
    {
        var task = Task(now, DriftMode.Refuse);
        return await Watching().Find(task, await task.Target.ReadState(CancellationToken.None), wasInterrupted: false, CancellationToken.None);
    }

    private static TargetTask Task(SchemaReading now, DriftMode mode)
    {
        var target = Substitute.For<ITarget>();
        target.ReadState(Arg.Any<CancellationToken>()).Returns(new TargetState.Ready(Identity, [], ImmutableSortedDictionary<string, string>.Empty));
        target.ReadSchema(Arg.Any<CancellationToken>()).Returns(now);
        var plan = SqlServerPlans.Approved(("db/1.sql", "CREATE TABLE dbo.coupon (code int);"));
        return new(null!, default!, default!, new(plan, null!, null!), plan.Plan.Targets[0], SqlServerPlans.Policy with { Drift = mode }, target, [], null!);
    }
}
