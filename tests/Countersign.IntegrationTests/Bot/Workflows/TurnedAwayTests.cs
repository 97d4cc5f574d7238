using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Deployments;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Reports;
using Countersign.Targets;
using NSubstitute;

namespace Countersign.IntegrationTests.Bot.Workflows;

public sealed class SqliteTurnedAwayTests() : TurnedAwayTests(null);

public sealed class PostgreSqlTurnedAwayTests(PostgreSqlServers servers) : TurnedAwayTests(servers);

/// <summary>
/// A change finds the target's lock taken. Found by killing (seeds 20048 and 40029): one that had failed then said that it waited, nobody
/// who could have sent it again was told to, and when somebody did, that was forgotten.
/// </summary>
public abstract class TurnedAwayTests(PostgreSqlServers? servers) : ApplyTargetTests(servers)
{
    private readonly TaskCompletionSource _goesOn = new();

    [Fact]
    public async Task Whoever_gives_the_lock_back_wakes_it_even_if_nothing_was_applied()
    {
        var later = (await Hold(2)).Run;
        Assert.IsType<TargetProgress.Queued>(await Run(TakesNothing()));

        _goesOn.SetResult();

        Assert.IsType<TargetProgress.Queued>(await later);
        Assert.True(await IsAskedFor(1));
        Assert.False(await IsAskedFor(2)); // it waits for what it lacks, and looking again would not bring it
    }

    [Fact]
    public async Task Nobody_is_woken_who_was_not_turned_away()
    {
        Assert.IsType<TargetProgress.Queued>(await Run(TakesNothing()));
        Assert.IsType<TargetProgress.Queued>(await Run(TakesNothing(), 2));

        Assert.False(await IsAskedFor(1));
        Assert.False(await IsAskedFor(2));
    }

    [Fact]
    public async Task A_run_that_fails_wakes_it_too()
    {
        var later = (await Hold(2, () => throw new TargetUnreachableException("it is gone"))).Run;
        await Run(TakesNothing());

        _goesOn.SetResult();

        await Assert.ThrowsAsync<TargetUnreachableException>(() => later);
        Assert.True(await IsAskedFor(1));
    }

    [Fact]
    public async Task One_that_has_failed_goes_on_saying_so_and_what_is_asked_of_it_is_not_forgotten()
    {
        Assert.IsType<TargetProgress.Failed>(await Apply(Lost));
        var later = (await Hold(2)).Run;

        Assert.True(Assert.IsType<TargetProgress.Failed>(await Apply(Committed)).MayRetry);
        Assert.IsType<TargetProgress.Queued>(await Apply(Committed, isAskedAnew: true));

        _goesOn.SetResult();
        await later;
        Assert.True(await IsAskedFor(1));
        Assert.IsType<TargetProgress.Applied>(await Apply(Committed)); // the command was answered when it had to wait
    }

    [Fact]
    public async Task One_that_has_failed_is_not_sent_again_unless_somebody_asks()
    {
        Assert.IsType<TargetProgress.Failed>(await Apply(Lost));

        Assert.IsType<TargetProgress.Failed>(await Apply(Committed));
    }

    private static UnitOutcome Lost(UnitIntent intent) => new UnitOutcome.NotCommitted(intent, null, "rolled-back", "the connection was lost", MayRetry: true);

    private static UnitOutcome Committed(UnitIntent intent) =>
        new UnitOutcome.Committed(intent, [-1], TimeSpan.Zero, ImmutableSortedDictionary<string, string>.Empty);

    private Task<TargetProgress> Apply(Func<UnitIntent, UnitOutcome> outcome, bool isAskedAnew = false)
    {
        var target = Substitute.For<ITarget>();
        target.ReadState(default).ReturnsForAnyArgs(new TargetState.Ready(Identity, [], ImmutableSortedDictionary<string, string>.Empty));
        target.Apply(default!, default, default).ReturnsForAnyArgs(call => call.Arg<ImmutableArray<UnitIntent>>().ToAsyncEnumerable().Select(outcome));
        return Run(target, isAskedAnew: isAskedAnew);
    }

    /// <summary>Begins a run that has the target's lock until <see cref="_goesOn"/>; the target takes nothing.</summary>
    /// <param name="then">What happens to it at last.</param>
    private async Task<Held> Hold(int number, Action? then = null)
    {
        var holds = new TaskCompletionSource();
        var run = Run(TakesNothing(async () =>
        {
            holds.SetResult();
            await _goesOn.Task;
            then?.Invoke();
        }), number);
        await holds.Task;
        return new(run);
    }

    /// <param name="Run">Wrapped, so that waiting for its beginning does not wait for its end.</param>
    private sealed record Held(Task<TargetProgress> Run);

    private static ITarget TakesNothing(Func<Task>? meanwhile = null)
    {
        var target = Substitute.For<ITarget>();
        target.ReadState(default).ReturnsForAnyArgs(_ => Read());
        return target;

        async Task<TargetState> Read()
        {
            if (meanwhile is not null) await meanwhile();
            return new TargetState.Unreachable("it takes nothing now");
        }
    }

    private async Task<bool> IsAskedFor(int number) =>
        await Work.Begin(new WorkKey.Change(KeyOf(number)), BotRoles.Execute, CancellationToken.None) is not null;
}
