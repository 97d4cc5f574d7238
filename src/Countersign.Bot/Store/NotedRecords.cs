using Countersign.Changes;

namespace Countersign.Bot.Store;

/// <summary>
/// Table `noted`: what of a change request is in the ledger already, so that a review that found nothing new adds nothing.
/// Kept after the ledger has it: a crash in between repeats an entry, and never loses one.
/// </summary>
internal sealed class NotedRecords(Database store)
{
    /// <summary>Which of these are not noted yet, in their order.</summary>
    public async Task<ImmutableArray<string>> Missing(ChangeKey change, ImmutableArray<string> what, CancellationToken cancellation)
    {
        var known = await store.Query<string>(
            "select what from noted where repository = @Repository and number = @Number",
            new { Repository = change.Repository.Value, change.Number }, cancellation);
        return [.. what.Distinct().Except(known)];
    }

    /// <summary>Notes these.</summary>
    public async Task Keep(ChangeKey change, ImmutableArray<string> what, CancellationToken cancellation)
    {
        foreach (var one in what)
            await store.Execute(
                "insert into noted (repository, number, what) values (@Repository, @Number, @What) on conflict do nothing",
                new { Repository = change.Repository.Value, change.Number, What = one }, cancellation);
    }
}
