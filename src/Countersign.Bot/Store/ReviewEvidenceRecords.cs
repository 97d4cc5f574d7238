using Countersign.Changes;
using Countersign.SignOffs;

namespace Countersign.Bot.Store;

/// <summary>
/// Table `review_evidence`: which commit a review was given on, as our own authenticated delivery said when it was
/// submitted. Written once: GitHub later moves the commit that it names.
/// </summary>
internal sealed class ReviewEvidenceRecords(Database store)
{
    /// <summary>Adds evidence; the first for a review stands, whatever comes later.</summary>
    public Task Keep(ChangeKey change, ReviewEvidence evidence, CancellationToken cancellation) => store.Execute(
        """
        insert into review_evidence (repository, number, review_id, head, base_ref, received_at)
        values (@Repository, @Number, @ReviewId, @Head, @BaseRef, @At)
        on conflict do nothing
        """,
        new
        {
            Repository = change.Repository.Value,
            change.Number,
            evidence.ReviewId,
            Head = evidence.Commit.Hex,
            evidence.BaseRef,
            At = Stamp.Of(evidence.ReceivedAt),
        },
        cancellation);

    /// <summary>All evidence of a change request.</summary>
    public async Task<ImmutableArray<ReviewEvidence>> Read(ChangeKey change, CancellationToken cancellation)
    {
        var rows = await store.Query<Row>(
            "select review_id, head, base_ref, received_at from review_evidence where repository = @Repository and number = @Number order by review_id",
            new { Repository = change.Repository.Value, change.Number }, cancellation);
        return [.. rows.Select(r => new ReviewEvidence(r.ReviewId, new(r.Head), r.BaseRef, Stamp.Read(r.ReceivedAt)))];
    }

    private sealed class Row
    {
        public long ReviewId { get; init; }
        public required string Head { get; init; }
        public required string BaseRef { get; init; }
        public required string ReceivedAt { get; init; }
    }
}
