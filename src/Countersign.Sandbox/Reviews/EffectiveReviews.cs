using Countersign.Sandbox.PullRequests;

namespace Countersign.Sandbox.Reviews;

/// <summary>The opinion that counts of each reviewer: the latest that is one. Remarks do not replace an opinion.</summary>
internal static class EffectiveReviews
{
    public static IEnumerable<Review> Of(SandboxPullRequest pull) => pull.Reviews
        .Where(review => review.State is ReviewState.Approved or ReviewState.ChangesRequested or ReviewState.Dismissed)
        .GroupBy(review => review.Author)
        .Select(group => group.Last());
}
