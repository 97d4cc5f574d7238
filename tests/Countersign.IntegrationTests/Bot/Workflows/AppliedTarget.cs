using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Bot.Workflows;
using Countersign.Deployments;
using Countersign.IntegrationTests.Bot.Store;
using Countersign.IntegrationTests.Sqlite;
using Countersign.SignOffs;
using Countersign.Targets;
using Countersign.Tests.Ledger;
using Hangfire;
using NSubstitute;

namespace Countersign.IntegrationTests.Bot.Workflows;

/// <summary>The workflow that applies one target's part of a plan, over a real store and a substitute of the target.</summary>
internal static class AppliedTarget
{
    public static readonly ApprovedPlan Plan = TestFile.Plan("", ("db/1.sql", "CREATE TABLE a (x);"));

    public static readonly TargetIdentity Identity = new(ImmutableSortedDictionary<string, string>.Empty.Add("file id", "x"));

    public static WorkQueue Work(StoreFile store) =>
        new(new(store.File, store.Clock, BotRoles.All, TimeSpan.FromMinutes(1)), Substitute.For<IBackgroundJobClient>(), new());

    public static ApplyTarget Applying(StoreFile store, LedgerStore ledger) => new(
        new(store.File, store.Clock), new(store.File, store.Clock), new(store.File, store.Clock),
        new(new(store.File, store.Clock), ledger), new(ledger, new(store.File)), Work(store), new(), store.Clock);

    /// <param name="number">Of the change request.</param>
    /// <param name="isAskedAnew">Whether somebody has said `/countersign deploy` since the last run.</param>
    public static TargetTask TaskOn(ITarget target, int number, bool isAskedAnew = false) => new(
        LedgerFacts.Change with { Key = LedgerFacts.Change.Key with { Number = number } }, new(new string('a', 40)), new(new string('b', 40)),
        new(Plan, LedgerFacts.Execution.Judgement, LedgerFacts.Execution.Contributors),
        Plan.Plan.Targets[0], StatementFixture.Target(), target, [], new(Ever: isAskedAnew, Anew: isAskedAnew));
}
