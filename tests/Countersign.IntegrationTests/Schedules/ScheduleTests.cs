namespace Countersign.IntegrationTests.Schedules;

/// <summary>
/// The real workflows over the real store, with a simulated forge and target, in every order that a seed draws. `eng/schedules.sh` runs
/// any number of them, and one by its seed.
/// </summary>
public sealed class ScheduleTests
{
    private const int Batch = 250;

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, 8).Select(b => 1 + (b * Batch))];

    public static TheoryData<int> Kept => [.. KeptSeeds.Read()];

    [Theory]
    [MemberData(nameof(Batches))]
    public void Whatever_happens_in_whatever_order_every_promise_is_kept(int first)
    {
        var run = new ScheduleRun();
        for (var seed = first; seed < first + Batch; seed++) run.Live(seed);
        TestContext.Current.TestOutputHelper?.WriteLine(run.Tally.ToString());
        Assert.True(run.Problems.IsEmpty, string.Join('\n', run.Problems));
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void A_schedule_that_once_found_a_fault_finds_it_no_more(int seed)
    {
        var run = new ScheduleRun();
        run.Live(seed);
        Assert.True(run.Problems.IsEmpty, string.Join('\n', run.Problems));
    }

    [Fact]
    public void The_same_seed_makes_the_same_choices()
    {
        var (one, other) = (new ScheduleRun().Live(17), new ScheduleRun().Live(17));

        Assert.Equal(one.Story, other.Story);
    }
}
