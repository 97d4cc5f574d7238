using System.Runtime.CompilerServices;
using Countersign.Bot.Store;
using Countersign.Deployments;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Reports;
using Countersign.Targets;
using NSubstitute;

namespace Countersign.IntegrationTests.Bot.Workflows;

public sealed class SqliteOvertakenExecutorTests() : OvertakenExecutorTests(null);

public sealed class PostgreSqlOvertakenExecutorTests(PostgreSqlServers servers) : OvertakenExecutorTests(servers);

/// <summary>An executor that was stopped past its lease goes on when another has finished its work, and says what it thinks came of it.</summary>
public abstract class OvertakenExecutorTests(PostgreSqlServers? servers) : ApplyTargetTests(servers)
{
    private readonly TaskCompletionSource _goesOn = new();

    [Fact]
    [Invariant(27)]
    public async Task What_it_says_of_the_end_does_not_count_any_more()
    {
        var sent = new TaskCompletionSource();
        var slow = State(isApplied: false);
        slow.Apply(default!, default, default).ReturnsForAnyArgs(call => LostAtLast(call.Arg<ImmutableArray<UnitIntent>>(), sent));
        var slowly = Run(slow);
        await sent.Task;
        var quick = State(isApplied: true);
        quick.Probe(default!, default).ReturnsForAnyArgs(call => new UnitOutcome.Committed(
            call.Arg<UnitIntent>(), [-1], TimeSpan.Zero, ImmutableSortedDictionary<string, string>.Empty));
        await FreeTheLock();
        Assert.IsType<TargetProgress.Applied>(await Run(quick));

        _goesOn.SetResult();

        Assert.IsType<TargetProgress.Applied>(await slowly);
        var record = Assert.Single(await new DeploymentRecords(Store.File, Store.Clock).ReadAll(KeyOf(1), CancellationToken.None));
        Assert.Equal(DeploymentRecordState.Done, record.State);
        Assert.Equal("committed", Assert.Single(record.Units).Outcome);
        Assert.Equal(2, Ledger.ReadAll().Count()); // an intent and its one result
    }

    [Fact]
    [Invariant(27)]
    public async Task Where_it_had_not_begun_it_does_not_begin()
    {
        var reading = new TaskCompletionSource();
        var slow = State(isApplied: false, async () =>
        {
            reading.SetResult();
            await _goesOn.Task;
        });
        var slowly = Run(slow);
        await reading.Task;
        await FreeTheLock();
        Assert.IsType<TargetProgress.Applied>(await Run(State(isApplied: true)));

        _goesOn.SetResult();

        Assert.IsType<TargetProgress.Queued>(await slowly);
        Assert.DoesNotContain(slow.ReceivedCalls(), c => c.GetMethodInfo().Name == nameof(ITarget.Apply));
        Assert.Empty(Ledger.ReadAll());
    }

    private static ITarget State(bool isApplied, Func<Task>? before = null)
    {
        var target = Substitute.For<ITarget>();
        target.ReadState(default).ReturnsForAnyArgs(_ => Read());
        return target;

        async Task<TargetState> Read()
        {
            if (before is not null) await before();
            var script = Target.Scripts[0];
            return new TargetState.Ready(
                Identity, isApplied ? [new(script.Path, script.Digest, false)] : [], ImmutableSortedDictionary<string, string>.Empty);
        }
    }

    /// <summary>As a target answers an executor whose fence was overtaken.</summary>
    private async IAsyncEnumerable<UnitOutcome> LostAtLast(
        ImmutableArray<UnitIntent> intents, TaskCompletionSource sent, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        sent.SetResult();
        await _goesOn.Task.WaitAsync(cancellation);
        yield return new UnitOutcome.NotCommitted(intents[0], null, "stale-fence", "a later executor has taken over", MayRetry: false);
    }

    /// <summary>As when its lease runs out.</summary>
    private Task<int> FreeTheLock() => Store.File.Execute("update target_locks set holder = null", new { }, CancellationToken.None);
}
