using Countersign.Changes;

namespace Countersign.Bot.Store;

/// <summary>A repository that the bot has seen.</summary>
/// <param name="Suspended">Why nothing is done for it; null while it is enrolled (INV-04).</param>
internal sealed record RepositoryRecord(RepositoryId Id, string FullName, long? InstallationId, string? Suspended)
{
    /// <summary>Whether the bot works for it.</summary>
    public bool IsEnrolled => Suspended is null;
}

/// <summary>
/// Table `repositories`. The id is the repository. A name that changed hands or an id that changed its name suspends it
/// until a person enrols it anew, so that nobody gets at a target by taking over a name (INV-04).
/// </summary>
internal sealed class RepositoryRecords(Database store, TimeProvider clock)
{
    private const string Columns = "select id, full_name, installation_id, suspended from repositories";

    private const string SuspendOthers =
        """
        update repositories set suspended = 'its name `' || @Name || '` now belongs to another repository; enrol it anew'
        where lower(full_name) = lower(@Name) and id <> @Id and suspended is null
        """;

    private const string Upsert =
        """
        insert into repositories (id, full_name, installation_id, suspended, seen_at)
        values (@Id, @Name, @Installation,
                (select 'it took the name `' || @Name || '` from another repository; enrol it anew'
                 from repositories where lower(full_name) = lower(@Name) and id <> @Id limit 1),
                @Now)
        on conflict (id) do update set
          installation_id = coalesce(excluded.installation_id, repositories.installation_id),
          seen_at = excluded.seen_at,
          suspended = case when lower(repositories.full_name) = lower(excluded.full_name) then repositories.suspended
            else coalesce(repositories.suspended, 'it was renamed from `' || repositories.full_name || '` to `' || @Name || '`; enrol it anew') end
        """;

    /// <summary>Takes note of what the forge says of a repository now. A new one is enrolled.</summary>
    public async Task<RepositoryRecord> Observe(
        RepositoryId id, string fullName, long? installationId, CancellationToken cancellation)
    {
        var parameters = new { Id = id.Value, Name = fullName, Installation = installationId, Now = Stamp.Of(clock.GetUtcNow()) };
        await store.Alone(async connection =>
        {
            await connection.Run(SuspendOthers, parameters, cancellation);
            return await connection.Run(Upsert, parameters, cancellation);
        }, cancellation);
        return (await Find(id, cancellation))!;
    }

    /// <summary>A person vouches for the repository under this name.</summary>
    public Task Enrol(RepositoryId id, string fullName, CancellationToken cancellation) => store.Execute(
        """
        insert into repositories (id, full_name, suspended, seen_at) values (@Id, @Name, null, @Now)
        on conflict (id) do update set full_name = excluded.full_name, suspended = null
        """,
        new { Id = id.Value, Name = fullName, Now = Stamp.Of(clock.GetUtcNow()) }, cancellation);

    /// <summary>Stops all work for a repository until a person enrols it anew.</summary>
    /// <param name="because">For people; safe to show.</param>
    public Task Suspend(RepositoryId id, string because, CancellationToken cancellation) => store.Execute(
        "update repositories set suspended = coalesce(suspended, @Because) where id = @Id",
        new { Id = id.Value, Because = because }, cancellation);

    /// <summary>The repository, or null when it was never seen.</summary>
    public async Task<RepositoryRecord?> Find(RepositoryId id, CancellationToken cancellation) =>
        (await Read("where id = @Id", new { Id = id.Value }, cancellation)).SingleOrDefault();

    /// <summary>All repositories, in order of name.</summary>
    public Task<ImmutableArray<RepositoryRecord>> ReadAll(CancellationToken cancellation) =>
        Read("order by full_name", new { }, cancellation);

    private async Task<ImmutableArray<RepositoryRecord>> Read(string condition, object parameters, CancellationToken cancellation)
    {
        var rows = await store.Query<Row>($"{Columns} {condition}", parameters, cancellation);
        return [.. rows.Select(r => new RepositoryRecord(new(r.Id), r.FullName, r.InstallationId, r.Suspended))];
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public required string FullName { get; init; }
        public long? InstallationId { get; init; }
        public string? Suspended { get; init; }
    }
}
