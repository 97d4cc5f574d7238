using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.IntegrationTests.Bot.Store;
using Countersign.IntegrationTests.PostgreSql;
using Hangfire;
using Hangfire.States;
using NSubstitute;

namespace Countersign.IntegrationTests.Bot.Jobs;

public sealed class SqliteWorkQueueTests() : WorkQueueTests(null);

public sealed class PostgreSqlWorkQueueTests(PostgreSqlServers servers) : WorkQueueTests(servers)
{
    /// <summary>SQLite has one writer at a time anyway.</summary>
    [Fact]
    public async Task Of_many_that_ask_and_begin_at_the_same_time_oneQueues_and_one_begins()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Ask(Queue))));
        var begun = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Queue.Begin(Key, BotRoles.Review, default))));

        Assert.Single(Queues);
        Assert.Single(begun, b => b is not null);
    }
}

public abstract class WorkQueueTests(PostgreSqlServers? servers) : StoreTests(servers)
{
    private protected static readonly WorkKey Key = new WorkKey.Change(new(new(7), 12));
    private static readonly TimeSpan Lease = new BotOptions().Limits.Lease;
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly IBackgroundJobClient _jobs = Substitute.For<IBackgroundJobClient>();
    private WorkQueue _replica = null!;

    private protected WorkQueue Queue { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Queue = new(new(Store.File, Store.Clock, BotRoles.All, TimeSpan.FromMinutes(1)), _jobs, new());
        _replica = new(new(Store.File, Store.Clock, BotRoles.All, TimeSpan.FromMinutes(1)), _jobs, new());
    }

    [Fact]
    public async Task Wake_ups_before_a_run_are_one_run_whichever_replica_they_come_to()
    {
        await Ask(Queue);
        await Ask(_replica);

        Assert.Equal(["review"], Queues);
        Assert.NotNull(await Queue.Begin(Key, BotRoles.Review, None));
        Assert.Null(await _replica.Begin(Key, BotRoles.Review, None));
    }

    [Fact]
    public async Task Each_role_has_its_own_job_and_both_take_turns()
    {
        await Queue.Ask([(Key, BotRoles.Review | BotRoles.Execute)], None);
        Assert.Equal(["review", "execute"], Queues);

        var review = await Queue.Begin(Key, BotRoles.Review, None);
        Assert.Null(await _replica.Begin(Key, BotRoles.Execute, None));
        await Queue.Succeed(review!);

        Assert.Equal(["review", "execute", "execute"], Queues); // the job that came too early is not the last one
        Assert.NotNull(await _replica.Begin(Key, BotRoles.Execute, None));
    }

    [Fact]
    public async Task However_many_wake_ups_come_during_a_run_one_run_follows_it()
    {
        await Ask(Queue);
        var run = await Queue.Begin(Key, BotRoles.Review, None);
        for (var i = 1; i <= 10; i++)
            await Ask(i % 2 == 0 ? Queue : _replica);
        Assert.Single(Queues);

        await Queue.Succeed(run!);

        Assert.Equal(2, Queues.Length);
        Assert.NotNull(await _replica.Begin(Key, BotRoles.Review, None));
    }

    [Fact]
    public async Task A_run_that_succeeded_leaves_nothing_to_do()
    {
        await Ask(Queue);
        await Queue.Succeed((await Queue.Begin(Key, BotRoles.Review, None))!);

        Assert.True(await Queue.IsIdle(None));
        Assert.Null(await Queue.Begin(Key, BotRoles.Review, None));
        Assert.Single(Queues);
    }

    [Fact]
    public async Task What_a_failed_run_took_is_done_again_after_a_while_or_at_once_when_it_is_asked_for()
    {
        await Ask(Queue);
        await Queue.Fail((await Queue.Begin(Key, BotRoles.Review, None))!, TimeSpan.FromMinutes(2));
        await _replica.QueueDue(BotRoles.Review, None);
        Assert.Single(Queues);

        Store.Clock.Advance(TimeSpan.FromMinutes(2));
        await _replica.QueueDue(BotRoles.Review, None);
        Assert.Equal(2, Queues.Length);
        await Queue.Fail((await Queue.Begin(Key, BotRoles.Review, None))!, TimeSpan.FromMinutes(2));
        await Ask(Queue);

        Assert.Equal(3, Queues.Length);
        Assert.Equal(0, (await Queue.Begin(Key, BotRoles.Review, None))!.Attempts);
    }

    [Fact]
    public async Task What_a_process_was_at_when_it_died_goes_to_another_after_its_lease_and_the_dead_ones_word_counts_no_more()
    {
        await Ask(Queue);
        var dead = await Queue.Begin(Key, BotRoles.Review, None);
        await _replica.QueueDue(BotRoles.Review, None);
        Assert.Single(Queues);

        Store.Clock.Advance(Lease);
        await _replica.QueueDue(BotRoles.Review, None);
        var taken = await _replica.Begin(Key, BotRoles.Review, None);

        Assert.NotNull(taken);
        Assert.False(await Queue.Renew(dead!, None));
        await Queue.Succeed(dead!);
        Assert.Null(await Queue.Begin(Key, BotRoles.Review, None)); // it is still the other's
        Assert.True(await _replica.Renew(taken, None));
    }

    [Fact]
    public async Task A_lease_that_is_renewed_is_not_given_away()
    {
        await Ask(Queue);
        var run = await Queue.Begin(Key, BotRoles.Review, None);
        for (var i = 0; i < 4; i++)
        {
            Store.Clock.Advance(Lease / 2);
            Assert.True(await Queue.Renew(run!, None));
            Assert.Null(await _replica.Begin(Key, BotRoles.Review, None));
        }
    }

    [Fact]
    public async Task A_job_that_nobody_begins_isQueued_again()
    {
        await Ask(Queue);
        await _replica.QueueDue(BotRoles.Review, None);
        Assert.Single(Queues);

        Store.Clock.Advance(TimeSpan.FromMinutes(2));
        await _replica.QueueDue(BotRoles.Review, None);
        await Queue.QueueDue(BotRoles.Review, None); // given to one of them only

        Assert.Equal(2, Queues.Length);
    }

    [Theory]
    [InlineData("change/7/12")]
    [InlineData("group/55")]
    [InlineData("sweep")]
    public void The_text_of_a_key_is_read_back(string text) => Assert.Equal(text, WorkKey.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("change/7")]
    [InlineData("change/7/-12")]
    [InlineData("change/7/99999999999")]
    [InlineData("sweep/1")]
    public void Other_texts_are_no_key(string text) => Assert.ThrowsAny<Exception>(() => WorkKey.Parse(text));

    private protected static Task Ask(WorkQueue queue) => queue.Ask([(Key, BotRoles.Review)], None);

    private protected ImmutableArray<string> Queues =>
        [.. _jobs.ReceivedCalls().Select(c => ((EnqueuedState)c.GetArguments()[1]!).Queue)];
}
