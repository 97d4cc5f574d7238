using Countersign.Bot.Jobs;

namespace Countersign.IntegrationTests.Bot.Jobs;

public sealed class KeyedLocksTests
{
    private readonly KeyedLocks<string> _locks = new();

    [Fact]
    public async Task The_next_one_waits_until_the_key_is_given_back()
    {
        var first = await _locks.Take("a", default);
        var second = _locks.Take("a", default);
        using var other = await _locks.Take("b", default);
        Assert.False(second.IsCompleted);

        first.Dispose();
        first.Dispose(); // giving back twice lets nobody else in

        using var held = await second;
        Assert.False(_locks.Take("a", default).IsCompleted);
    }

    [Fact]
    public async Task Who_stops_waiting_does_not_keep_the_key()
    {
        using var impatience = new CancellationTokenSource();
        var first = await _locks.Take("a", default);
        var second = _locks.Take("a", impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        first.Dispose();

        (await _locks.Take("a", default)).Dispose();
    }
}
