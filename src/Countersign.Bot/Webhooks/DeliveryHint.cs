using Countersign.Bot.Jobs;
using Countersign.Changes;

namespace Countersign.Bot.Webhooks;

/// <summary>
/// What a message asks us to look at. Only a hint (INV-02): every decision reads the forge again. Closed.
/// </summary>
internal abstract record DeliveryHint
{
    private DeliveryHint() { }

    /// <summary>A change request.</summary>
    /// <param name="Evidence">What the message says of a review just submitted; null for other messages.</param>
    public sealed record Change(ChangeKey Key, ChangeWork Work, SubmittedReview? Evidence) : DeliveryHint;

    /// <summary>A merge queue waits for the check on a commit.</summary>
    public sealed record Queue(MergeGroup Group) : DeliveryHint;

    /// <summary>A branch or the installation moved: look at everything, sooner than the schedule says.</summary>
    public sealed record Sweep : DeliveryHint;

    /// <summary>Nothing of ours.</summary>
    public sealed record Nothing : DeliveryHint;
}

/// <summary>The review that a message announces, the commit that it was given on, and the branch it would have landed on.</summary>
internal sealed record SubmittedReview(long Id, CommitId Commit, string BaseRef);
