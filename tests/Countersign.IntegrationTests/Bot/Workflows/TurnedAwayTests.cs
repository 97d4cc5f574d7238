using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Deployments;
using Countersign.IntegrationTests.Bot.Store;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Reports;
using Countersign.Targets;
using Countersign.Tests.Ledger;
using NSubstitute;

namespace Countersign.IntegrationTests.Bot.Workflows;

public sealed class SqliteTurnedAwayTests() : TurnedAwayTests(null);

public sealed class PostgreSqlTurnedAwayTests(PostgreSqlServers servers) : TurnedAwayTests(servers);

/// <summary>
/// A change finds the target's lock taken. Found by killing (seeds 20048 and 40029): one that had failed then said that it waited, nobody
/// who could have sent it again was told to, and when somebody did, that was forgotten.
/// </summary>
public abstract class TurnedAwayTests(PostgreSqlServers? servers) : StoreTests(servers)
{
    private readonly StoreFile _ledgerFile = new("Ledger");
    private LedgerStore _ledger = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _ledger = new(_ledgerFile.File, Store.Clock);
    }

    public override async ValueTask DisposeAsync()
    {
        _ledger.Dispose();
        _ledgerFile.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Whoever_gives_the_lock_back_wakes_it_even_if_nothing_was_applied()
    {
        var (holds, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var later = Run(2, async () =>
        {
            holds.SetResult();
            await goesOn.Task;
        });
        await holds.Task;
        Assert.IsType<TargetProgress.Queued>(await Run(1));

        goesOn.SetResult();

        Assert.IsType<TargetProgress.Queued>(await later);
        Assert.True(await IsAskedFor(1));
        Assert.False(await IsAskedFor(2)); // it waits for what it lacks, and looking again would not bring it
    }

    [Fact]
    public async Task Nobody_is_woken_who_was_not_turned_away()
    {
        Assert.IsType<TargetProgress.Queued>(await Run(1));
        Assert.IsType<TargetProgress.Queued>(await Run(2));

        Assert.False(await IsAskedFor(1));
        Assert.False(await IsAskedFor(2));
    }

    [Fact]
    public async Task A_run_that_fails_wakes_it_too()
    {
        var (holds, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var later = Run(2, async () =>
        {
            holds.SetResult();
            await goesOn.Task;
            throw new TargetUnreachableException("it is gone");
        });
        await holds.Task;
        await Run(1);

        goesOn.SetResult();

        await Assert.ThrowsAsync<TargetUnreachableException>(() => later);
        Assert.True(await IsAskedFor(1));
    }

    [Fact]
    public async Task One_that_has_failed_goes_on_saying_so_and_what_is_asked_of_it_is_not_forgotten()
    {
        Assert.IsType<TargetProgress.Failed>(await Apply(1, isAskedAnew: false, Lost));
        var (holds, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var later = Run(2, async () =>
        {
            holds.SetResult();
            await goesOn.Task;
        });
        await holds.Task;

        Assert.True(Assert.IsType<TargetProgress.Failed>(await Apply(1, isAskedAnew: false, Committed)).MayRetry);
        Assert.IsType<TargetProgress.Queued>(await Apply(1, isAskedAnew: true, Committed));

        goesOn.SetResult();
        await later;
        Assert.True(await IsAskedFor(1));
        Assert.IsType<TargetProgress.Applied>(await Apply(1, isAskedAnew: false, Committed)); // the command was answered when it had to wait
    }

    [Fact]
    public async Task One_that_has_failed_is_not_sent_again_unless_somebody_asks()
    {
        Assert.IsType<TargetProgress.Failed>(await Apply(1, isAskedAnew: false, Lost));

        Assert.IsType<TargetProgress.Failed>(await Apply(1, isAskedAnew: false, Committed));
    }

    private static UnitOutcome Lost(UnitIntent intent) => new UnitOutcome.NotCommitted(intent, null, "rolled-back", "the connection was lost", MayRetry: true);

    private static UnitOutcome Committed(UnitIntent intent) =>
        new UnitOutcome.Committed(intent, [-1], TimeSpan.Zero, ImmutableSortedDictionary<string, string>.Empty);

    private async Task<TargetProgress> Apply(int number, bool isAskedAnew, Func<UnitIntent, UnitOutcome> outcome)
    {
        await new EnrolmentRecords(Store.File, Store.Clock).Keep(
            LedgerFacts.Change.Key.Repository, AppliedTarget.Plan.Plan.Targets[0].Target, AppliedTarget.Identity, CancellationToken.None);
        var target = Substitute.For<ITarget>();
        target.ReadState(default).ReturnsForAnyArgs(new TargetState.Ready(AppliedTarget.Identity, [], ImmutableSortedDictionary<string, string>.Empty));
        target.Apply(default!, default, default).ReturnsForAnyArgs(call => call.Arg<ImmutableArray<UnitIntent>>().ToAsyncEnumerable().Select(outcome));
        return await AppliedTarget.Applying(Store, _ledger).Run(
            AppliedTarget.TaskOn(target, number, isAskedAnew), _ => Task.CompletedTask, CancellationToken.None);
    }

    /// <summary>A target that takes nothing now.</summary>
    private Task<TargetProgress> Run(int number, Func<Task>? meanwhile = null)
    {
        var target = Substitute.For<ITarget>();
        target.ReadState(default).ReturnsForAnyArgs(_ => Read());
        return AppliedTarget.Applying(Store, _ledger).Run(AppliedTarget.TaskOn(target, number), _ => Task.CompletedTask, CancellationToken.None);

        async Task<TargetState> Read()
        {
            if (meanwhile is not null) await meanwhile();
            return new TargetState.Unreachable("it takes nothing now");
        }
    }

    private async Task<bool> IsAskedFor(int number) => await AppliedTarget.Work(Store).Begin(
        new WorkKey.Change(LedgerFacts.Change.Key with { Number = number }), BotRoles.Execute, CancellationToken.None) is not null;
}
