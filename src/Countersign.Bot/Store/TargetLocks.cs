using Countersign.Changes;

namespace Countersign.Bot.Store;

/// <summary>
/// A held lock. Its fence is higher than that of every lock taken before, on any target (INV-27). Fences start from the
/// clock, so that a store that was lost does not begin below what the targets have seen.
/// </summary>
/// <param name="Holder">Who holds it: one process and one piece of work.</param>
/// <param name="Until">When others may take it, unless renewed. Only a lease: what a late holder may commit is decided by the fence.</param>
internal sealed record TargetLock(string Target, string Holder, long Fence, DateTimeOffset Until);

/// <summary>
/// Tables `target_locks` and `turned_away`: work on one target is serialised by a lease. The key is whatever must not be used by two at
/// once, normally the name of the connection, because two policies may name one server differently.
/// </summary>
internal sealed class TargetLocks(Database store, TimeProvider clock)
{
    private const string NextFence =
        "update fences set last = case when last + 1 > @Milliseconds then last + 1 else @Milliseconds end returning last";

    private const string Take =
        """
        insert into target_locks (target, holder, fence, until) values (@Target, @Holder, @Fence, @Until)
        on conflict (target) do update set holder = excluded.holder, fence = excluded.fence, until = excluded.until
        where target_locks.holder is null or target_locks.until <= @Now
        """;

    private const string TurnedAway =
        "insert into turned_away (target, repository, number) values (@Target, @Repository, @Number) on conflict do nothing";

    private const string TurnedAwayNoMore = "delete from turned_away where target = @Target and repository = @Repository and number = @Number";

    /// <summary>Takes the lock if it is free or its lease ran out.</summary>
    /// <param name="change">What it is taken for; remembered as turned away when it is not.</param>
    /// <returns>Null when somebody else holds it: <see cref="Release"/> tells them to wake the change.</returns>
    public async Task<TargetLock?> TryTake(string target, string holder, ChangeKey change, TimeSpan lease, CancellationToken cancellation)
    {
        return await store.Alone(async connection =>
        {
            var now = clock.GetUtcNow(); // not before the transaction, which may have been waited for
            var until = now + lease;
            var holders = await connection.Read<string>(
                "select holder from target_locks where target = @Target and holder is not null", new { Target = target }, cancellation);
            foreach (var dead in holders.Where(Holder.IsKnownDead)) // whoever was killed need not be waited for
                await connection.Run(
                    "update target_locks set holder = null where target = @Target and holder = @Dead", new { Target = target, Dead = dead }, cancellation);
            var fence = (await connection.Read<long>(NextFence, new { Milliseconds = now.ToUnixTimeMilliseconds() }, cancellation)).Single();
            var taken = await connection.Run(
                Take, new { Target = target, Holder = holder, Fence = fence, Until = Stamp.Of(until), Now = Stamp.Of(now) }, cancellation);
            await connection.Run(taken == 1 ? TurnedAwayNoMore : TurnedAway, new { Target = target, Repository = change.Repository.Value, change.Number }, cancellation);
            return taken == 1 ? new TargetLock(target, holder, fence, until) : null;
        }, cancellation);
    }

    /// <summary>Prolongs the lease.</summary>
    /// <returns>Null when the lock was lost to another holder: stop, and let the fence refuse what is under way.</returns>
    public async Task<TargetLock?> Renew(TargetLock held, TimeSpan lease, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + lease;
        var renewed = await store.Execute(
            "update target_locks set until = @Until where target = @Target and holder = @Holder and fence = @Fence",
            new { held.Target, held.Holder, held.Fence, Until = Stamp.Of(until) }, cancellation);
        return renewed == 1 ? held with { Until = until } : null;
    }

    /// <summary>Gives the lock back; nothing happens when it was lost.</summary>
    /// <returns>The changes that were turned away meanwhile. Nobody else will wake them.</returns>
    public Task<ImmutableArray<ChangeKey>> Release(TargetLock held, CancellationToken cancellation) => store.Alone(async connection =>
    {
        var given = await connection.Run(
            "update target_locks set holder = null where target = @Target and holder = @Holder and fence = @Fence",
            new { held.Target, held.Holder, held.Fence }, cancellation);
        if (given == 0) return []; // they wait for another by now
        var waiting = await connection.Read<TurnedAwayRow>(
            "delete from turned_away where target = @Target returning repository, number", new { held.Target }, cancellation);
        return waiting.Select(w => new ChangeKey(new(w.Repository), (int)w.Number)).ToImmutableArray();
    }, cancellation);

    private sealed class TurnedAwayRow
    {
        public long Repository { get; init; }
        public long Number { get; init; }
    }
}
