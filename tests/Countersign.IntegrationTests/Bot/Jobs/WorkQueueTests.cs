using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Hangfire;
using NSubstitute;

namespace Countersign.IntegrationTests.Bot.Jobs;

public sealed class WorkQueueTests
{
    private static readonly WorkKey Key = new WorkKey.Change(new(new(7), 12));

    private readonly IBackgroundJobClient _jobs = Substitute.For<IBackgroundJobClient>();
    private readonly WorkQueue _queue;

    public WorkQueueTests() => _queue = new(_jobs);

    [Fact]
    public void Wake_ups_before_a_run_are_one_run_with_all_that_was_asked_for()
    {
        _queue.Enqueue(Key, ChangeWork.Review, new(1));
        _queue.Enqueue(Key, ChangeWork.Deploy, new(2));

        var run = _queue.Begin(Key);

        Assert.Equal(1, Scheduled);
        Assert.Equal(ChangeWork.Review | ChangeWork.Deploy, run!.Work);
        Assert.Equal<IEnumerable<DeliveryId>>([new(1), new(2)], run.Deliveries);
    }

    [Fact]
    public void Two_runs_of_one_key_are_never_under_way_at_once()
    {
        _queue.Enqueue(Key, ChangeWork.Review, null);
        Assert.NotNull(_queue.Begin(Key));
        _queue.Enqueue(Key, ChangeWork.Review, new(2));

        Assert.Null(_queue.Begin(Key));
        Assert.Equal(1, Scheduled);
    }

    [Fact]
    public void However_many_wake_ups_come_during_a_run_one_run_follows_it()
    {
        _queue.Enqueue(Key, ChangeWork.Review, null);
        _queue.Begin(Key);
        for (var i = 1; i <= 10; i++)
            _queue.Enqueue(Key, ChangeWork.Review, new(i));

        _queue.Succeed(Key);

        Assert.Equal(2, Scheduled);
        Assert.Equal(10, _queue.Begin(Key)!.Deliveries.Length);
    }

    [Fact]
    public void A_run_that_succeeded_leaves_nothing_to_do()
    {
        _queue.Enqueue(Key, ChangeWork.Review, null);
        _queue.Begin(Key);
        _queue.Succeed(Key);

        Assert.Null(_queue.Begin(Key));
        Assert.Equal(1, Scheduled);
    }

    [Fact]
    public void What_a_failed_run_took_is_done_by_the_next_one()
    {
        _queue.Enqueue(Key, ChangeWork.Deploy, new(1));
        _queue.Fail(Key, _queue.Begin(Key)!);
        _queue.Enqueue(Key, ChangeWork.Review, new(2));

        var run = _queue.Begin(Key);

        Assert.Equal(2, Scheduled); // the wake-up does not wait for the retry
        Assert.Equal(ChangeWork.Review | ChangeWork.Deploy, run!.Work);
        Assert.Equal<IEnumerable<DeliveryId>>([new(1), new(2)], run.Deliveries.Order(Comparer<DeliveryId>.Create((a, b) => a.Value.CompareTo(b.Value))));
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

    private int Scheduled => _jobs.ReceivedCalls().Count();
}
