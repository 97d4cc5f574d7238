using Countersign.Changes;
using Countersign.SignOffs;

namespace Countersign.Bot.Store;

/// <summary>Table `heard_revocations`: commands that took a sign-off back, in the form in which they were first heard.</summary>
internal sealed class RevocationRecords(Database store)
{
    /// <summary>Adds what is new, and returns everything ever heard of a change request.</summary>
    public async Task<ImmutableArray<Comment>> Keep(ChangeKey change, ImmutableArray<Comment> revocations, CancellationToken cancellation)
    {
        foreach (var comment in revocations)
            await store.Execute(
                """
                insert into heard_revocations (repository, number, comment_id, author, login, line, created_at)
                values (@Repository, @Number, @Id, @Author, @Login, @Body, @At)
                on conflict do nothing
                """,
                new
                {
                    Repository = change.Repository.Value,
                    change.Number,
                    comment.Id,
                    Author = comment.By.Id.Value,
                    comment.By.Login,
                    comment.Body,
                    At = Stamp.Of(comment.CreatedAt),
                },
                cancellation);
        return await Read(change, cancellation);
    }

    private async Task<ImmutableArray<Comment>> Read(ChangeKey change, CancellationToken cancellation)
    {
        var rows = await store.Query<Row>(
            """
            select comment_id, author, login, line, created_at from heard_revocations
            where repository = @Repository and number = @Number order by comment_id
            """,
            new { Repository = change.Repository.Value, change.Number }, cancellation);
        return [.. rows.Select(r => r.ToComment())];
    }

    private sealed class Row
    {
        public long CommentId { get; init; }
        public long Author { get; init; }
        public required string Login { get; init; }
        public required string Line { get; init; }
        public required string CreatedAt { get; init; }

        public Comment ToComment() =>
            new(CommentId, new(new(Author), Login, IsBot: false), Stamp.Read(CreatedAt), Stamp.Read(CreatedAt), Line);
    }
}
