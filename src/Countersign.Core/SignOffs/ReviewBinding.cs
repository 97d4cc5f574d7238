using Countersign.Changes;

namespace Countersign.SignOffs;

/// <summary>Binds approving reviews to the plan that their author saw, by the strongest evidence there is.</summary>
internal sealed class ReviewBinding(BindingFacts facts)
{
    private readonly ILookup<CommitId, SignedPlan> _byCommit = facts.Plans.ToLookup(p => p.Commit);
    private readonly NamedPlans _named = new(facts.Plans);

    /// <summary>Each person's latest review that has an opinion; a mere remark replaces nothing.</summary>
    internal static ImmutableArray<Review> LatestOpinions(ImmutableArray<Review> reviews) =>
    [
        .. reviews.Where(r => r.State != ReviewState.Commented)
            .GroupBy(r => r.By.Id)
            .Select(g => g.OrderBy(r => r.SubmittedAt).ThenBy(r => r.Id).Last())
            .OrderBy(r => r.SubmittedAt).ThenBy(r => r.Id),
    ];

    internal Act Bind(Review review)
    {
        var text = CommandReading.ReadLine(review.Body);
        var named = (text as CommandText.Understood)?.Command as Command.Approve;
        var evidence = facts.Evidence.Where(e => e.ReviewId == review.Id).OrderBy(e => e.ReceivedAt).FirstOrDefault();
        if (evidence is not null) return ByCommit(review, new(evidence.Commit, evidence.BaseRef, evidence.ReceivedAt), named);
        if (named is not null) return ByDigest(review, named);
        if (text is CommandText.Malformed malformed) return Unbound(review, malformed.Sentence);
        if (review.Commit is not { } commit)
            return Unbound(review, $"which commit {review.By.Handle} approved was not seen by this bot");
        return facts.ForcePushes.Any(p => p.At >= review.SubmittedAt)
            ? Unbound(review, $"the branch was force-pushed after {review.By.Handle} approved, and which commit they saw is not known")
            : ByCommit(review, new(commit, facts.Current.BaseRef, review.SubmittedAt), null);
    }

    /// <summary>Where a review stood: on this commit, onto this branch, at this time.</summary>
    private sealed record Standpoint(CommitId Commit, string BaseRef, DateTimeOffset At);

    /// <summary>
    /// The plan that was shown when the review was given: a later one of the same commit may hold more, because policy or
    /// base moved. A review given before any plan was shown is about the first.
    /// </summary>
    private static SignedPlan? ShownAt(IEnumerable<SignedPlan> plans, DateTimeOffset at)
    {
        var inOrder = plans.OrderBy(p => p.ShownAt).ToImmutableArray();
        return inOrder.LastOrDefault(p => p.ShownAt <= at) ?? inOrder.FirstOrDefault();
    }

    private Act ByCommit(Review review, Standpoint stood, Command.Approve? named)
    {
        var plans = _byCommit[stood.Commit].Where(p => p.BaseRef == stood.BaseRef);
        if (named is not null) // they said themselves what they saw: both must agree
            plans = plans.Where(p => p.Digest.Hex.StartsWith(named.DigestPrefix, StringComparison.Ordinal));
        if (ShownAt(plans, stood.At) is { } plan) return Signs(review, plan, named?.Statements ?? new Chosen.All());
        return Unbound(review, named is null
            ? $"{review.By.Handle} approved commit {stood.Commit.Short} onto `{stood.BaseRef}`, of which no plan was shown"
            : $"{review.By.Handle} named plan `{named.DigestPrefix}`, which is not the plan of commit {stood.Commit.Short} that they approved");
    }

    private Act ByDigest(Review review, Command.Approve named) => _named.Find(named, out var problem) is { } plan
        ? Signs(review, plan, named.Statements)
        : Unbound(review, problem!);

    private static Act.Signs Signs(Review review, SignedPlan plan, Chosen chosen) =>
        new(new SignOff(new SignOffSource.Review(review.Id), review.By, review.SubmittedAt, plan.SignedBy(chosen)));

    private static Act.CannotBind Unbound(Review review, string because) =>
        new(new UnboundSignOff(new SignOffSource.Review(review.Id), review.By, review.SubmittedAt, $"{because}; please approve again"));
}
