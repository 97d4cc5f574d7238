using Countersign.Changes;
using Countersign.Rehearsals;
using Countersign.Statements;

namespace Countersign.Bot.Store;

/// <summary>
/// Table `rehearsals`: how a landed plan was rehearsed before the first of it was applied. Afterwards it cannot be rehearsed
/// again, since the target has it, and what was seen still says what it did and how it is undone.
/// </summary>
internal sealed class RehearsalRecords(Database store, TimeProvider clock)
{
    /// <summary>Keeps the newest.</summary>
    public Task Keep(ChangeKey change, TargetPlan plan, TargetRehearsal rehearsal, CancellationToken cancellation) => store.Execute(
        """
        insert into rehearsals (repository, number, target, chain, document, kept_at)
        values (@Repository, @Number, @Target, @Chain, @Document, @Now)
        on conflict (repository, number, target, chain) do update set document = excluded.document, kept_at = excluded.kept_at
        """,
        new
        {
            Repository = change.Repository.Value,
            change.Number,
            Target = plan.Target.Value,
            Chain = plan.ChainEnd.Hex,
            Document = RehearsalDocument.Write(rehearsal),
            Now = Stamp.Of(clock.GetUtcNow()),
        },
        cancellation);

    /// <summary>Of exactly these statements; null when there is none that this version can read.</summary>
    public async Task<TargetRehearsal?> Find(ChangeKey change, TargetPlan plan, CancellationToken cancellation)
    {
        var rows = await store.Query<Row>(
            "select document from rehearsals where repository = @Repository and number = @Number and target = @Target and chain = @Chain",
            new { Repository = change.Repository.Value, change.Number, Target = plan.Target.Value, Chain = plan.ChainEnd.Hex }, cancellation);
        return rows is [var row] && RehearsalDocument.Read(plan.Target, row.Document) is { } kept && kept.Statements.Length == plan.Statements.Length
            ? kept
            : null;
    }

    private sealed class Row
    {
        public required byte[] Document { get; init; }
    }
}
