using Countersign.Changes;

namespace Countersign.Bot.Store;

/// <summary>Table `answered_commands`: comments whose command was answered, so that none is answered twice.</summary>
internal sealed class CommandRecords(Database store)
{
    /// <summary>Ids of the comments already answered.</summary>
    public async Task<ImmutableHashSet<long>> ReadAnswered(ChangeKey change, CancellationToken cancellation) =>
    [
        .. await store.Query<long>(
            "select comment_id from answered_commands where repository = @Repository and number = @Number",
            new { Repository = change.Repository.Value, change.Number }, cancellation),
    ];

    /// <summary>Marks a comment as answered.</summary>
    /// <returns>False when it was already.</returns>
    public async Task<bool> KeepAnswered(ChangeKey change, long commentId, CancellationToken cancellation) =>
        await store.Execute(
            "insert into answered_commands (repository, number, comment_id) values (@Repository, @Number, @Comment) on conflict do nothing",
            new { Repository = change.Repository.Value, change.Number, Comment = commentId }, cancellation) == 1;
}
