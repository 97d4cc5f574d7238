using Countersign.Bot.Configuration;
using Countersign.Bot.Store;

namespace Countersign.IntegrationTests.Bot.Store;

/// <summary>
/// A lease counts from when it is taken, and not from when it was asked for: a transaction may wait for others longer than the lease
/// lasts. Found by a simulated schedule, in which the lease was over at its start and two ran at once.
/// </summary>
public sealed class LeaseTests : IDisposable
{
    private const string Subject = "change 7";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly StoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task One_whose_transaction_was_waited_for_keeps_others_away()
    {
        Assert.NotNull(await Begin(Records(waits: Lease * 2)));

        Assert.Null(await Begin(Records(waits: TimeSpan.Zero)));
    }

    [Fact]
    public async Task One_that_has_run_out_does_not()
    {
        Assert.NotNull(await Begin(Records(waits: TimeSpan.Zero)));

        Assert.NotNull(await Begin(Records(waits: Lease * 2)));
    }

    private static async Task<WorkTurn?> Begin(WorkRecords records)
    {
        await records.Ask([(Subject, BotRoles.Review)], CancellationToken.None);
        return await records.Begin(Subject, BotRoles.Review, Lease, CancellationToken.None);
    }

    private WorkRecords Records(TimeSpan waits) =>
        new(new WaitingDatabase(_file.File, () => _file.Clock.Advance(waits)), _file.Clock, BotRoles.All, TimeSpan.FromHours(1));

    /// <summary>Its transactions begin only after others have been waited for.</summary>
    private sealed class WaitingDatabase(Database file, Action wait) : ForwardedDatabase(file)
    {
        public override ImmutableArray<string> Beginning(bool isAlone)
        {
            wait();
            return base.Beginning(isAlone);
        }
    }
}
