using Countersign.Changes;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>Table `overrides`: of which of them everybody was told, which were used, and which nobody has looked at since (INV-21).</summary>
internal sealed class OverrideRecords(Database store)
{
    /// <summary>Comment ids of the requests of a change request that were announced.</summary>
    public async Task<ImmutableHashSet<long>> ReadAnnounced(ChangeKey change, CancellationToken cancellation) =>
        [.. await store.Query<long>("select request from overrides where repository = @Repository and number = @Number",
            new { Repository = change.Repository.Value, change.Number }, cancellation)];

    /// <summary>To be called when the alert channel has taken the news.</summary>
    public Task KeepAnnounced(ChangeKey change, long request, Digest plan, DateTimeOffset at, CancellationToken cancellation) => store.Execute(
        """
        insert into overrides (repository, number, request, plan, announced_at) values (@Repository, @Number, @Request, @Plan, @At)
        on conflict do nothing
        """,
        new { Repository = change.Repository.Value, change.Number, Request = request, Plan = plan.Hex, At = Stamp.Of(at) }, cancellation);

    /// <summary>To be called before the first statement runs on it.</summary>
    public Task KeepUsed(ChangeKey change, long request, DateTimeOffset at, CancellationToken cancellation) => store.Execute(
        "update overrides set used_at = coalesce(used_at, @At) where repository = @Repository and number = @Number and request = @Request",
        new { Repository = change.Repository.Value, change.Number, Request = request, At = Stamp.Of(at) }, cancellation);

    /// <summary>Whether a deployment was begun on it.</summary>
    public async Task<bool> IsUsed(ChangeKey change, long request, CancellationToken cancellation) => (await store.Query<long>(
        "select request from overrides where repository = @Repository and number = @Number and request = @Request and used_at is not null",
        new { Repository = change.Repository.Value, change.Number, Request = request }, cancellation)).Length > 0;

    /// <summary>To be called when a landed change has all the sign-offs that it went without.</summary>
    public Task KeepReviewed(ChangeKey change, DateTimeOffset at, CancellationToken cancellation) => store.Execute(
        "update overrides set reviewed_at = @At where repository = @Repository and number = @Number and used_at is not null and reviewed_at is null",
        new { Repository = change.Repository.Value, change.Number, At = Stamp.Of(at) }, cancellation);

    /// <summary>Changes of a repository that were applied on an override and that nobody has looked at since.</summary>
    public async Task<ImmutableArray<UnreviewedOverride>> ReadUnreviewed(RepositoryId repository, CancellationToken cancellation)
    {
        var rows = await store.Query<Row>(
            """
            select number, min(used_at) as used_at from overrides
            where repository = @Repository and used_at is not null and reviewed_at is null group by number order by number
            """,
            new { Repository = repository.Value }, cancellation);
        return [.. rows.Select(r => new UnreviewedOverride(new(repository, (int)r.Number), Stamp.Read(r.UsedAt)))];
    }

    private sealed class Row
    {
        public long Number { get; init; }
        public required string UsedAt { get; init; }
    }
}
