using Countersign.Changes;

namespace Countersign.Bot.Store;

/// <summary>
/// Table `contributors`: who pushed to the head of a change request, as our own authenticated deliveries said. Commits name
/// whoever their writer liked to; who pushed them is known to the forge alone, and a pusher never signs (INV-18).
/// </summary>
internal sealed class ContributorRecords(Database store)
{
    /// <summary>Adds a pusher.</summary>
    public Task Keep(ChangeKey change, Person person, CancellationToken cancellation) => store.Execute(
        """
        insert into contributors (repository, number, user_id, login, is_bot) values (@Repository, @Number, @Id, @Login, @IsBot)
        on conflict do nothing
        """,
        new { Repository = change.Repository.Value, change.Number, Id = person.Id.Value, person.Login, IsBot = person.IsBot ? 1 : 0 },
        cancellation);

    /// <summary>Everybody who was seen to push.</summary>
    public async Task<ImmutableArray<Person>> Read(ChangeKey change, CancellationToken cancellation)
    {
        var rows = await store.Query<Row>(
            "select user_id, login, is_bot from contributors where repository = @Repository and number = @Number order by user_id",
            new { Repository = change.Repository.Value, change.Number }, cancellation);
        return [.. rows.Select(r => new Person(new(r.UserId), r.Login, r.IsBot != 0))];
    }

    private sealed class Row
    {
        public long UserId { get; init; }
        public required string Login { get; init; }
        public long IsBot { get; init; }
    }
}
