using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.Deployments;
using Countersign.IntegrationTests.Bot.Store;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.IntegrationTests.Sqlite;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Targets;
using Countersign.Tests.Ledger;
using Hangfire;
using NSubstitute;

namespace Countersign.IntegrationTests.Bot.Workflows;

/// <summary>Tests of the workflow that applies one target's part of a plan, over a real store and ledger and a substitute of the target.</summary>
public abstract class ApplyTargetTests(PostgreSqlServers? servers) : StoreTests(servers)
{
    private static readonly ApprovedPlan Plan = TestFile.Plan("", ("db/1.sql", "CREATE TABLE a (x);"));

    private readonly StoreFile _ledgerFile = new("Ledger");

    private protected static Statements.TargetPlan Target => Plan.Plan.Targets[0];

    private protected static TargetIdentity Identity { get; } = new(ImmutableSortedDictionary<string, string>.Empty.Add("file id", "x"));

    private protected LedgerStore Ledger { get; private set; } = null!;

    private protected WorkQueue Work =>
        new(new(Store.File, Store.Clock, BotRoles.All, TimeSpan.FromMinutes(1)), Substitute.For<IBackgroundJobClient>(), new());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Ledger = new(_ledgerFile.File, Store.Clock);
        await new EnrolmentRecords(Store.File, Store.Clock).Keep(LedgerFacts.Change.Key.Repository, Target.Target, Identity, CancellationToken.None);
    }

    public override async ValueTask DisposeAsync()
    {
        Ledger.Dispose();
        _ledgerFile.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <param name="number">Of the change request.</param>
    /// <param name="isAskedAnew">Whether somebody has said `/countersign deploy` since the last run.</param>
    private protected Task<TargetProgress> Run(ITarget target, int number = 1, bool isAskedAnew = false)
    {
        var applying = new ApplyTarget(
            new(Store.File, Store.Clock), new(Store.File, Store.Clock), new(Store.File, Store.Clock),
            new(new(Store.File, Store.Clock), Ledger), new(Ledger, new(Store.File)), Work, new(), Store.Clock);
        var task = new TargetTask(
            LedgerFacts.Change with { Key = KeyOf(number) }, new(new string('a', 40)), new(new string('b', 40)),
            new(Plan, LedgerFacts.Execution.Judgement, LedgerFacts.Execution.Contributors),
            Target, StatementFixture.Target(), target, [], new(Ever: isAskedAnew, Anew: isAskedAnew));
        return applying.Run(task, _ => Task.CompletedTask, CancellationToken.None);
    }

    private protected static Changes.ChangeKey KeyOf(int number) => LedgerFacts.Change.Key with { Number = number };
}
