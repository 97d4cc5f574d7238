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
        if (evidence is not null) return ByCommit(review, evidence.Commit, named);
        if (named is not null) return ByDigest(review, named);
        if (text is CommandText.Malformed malformed) return Unbound(review, malformed.Sentence);
        if (review.Commit is not { } commit)
            return Unbound(review, $"which commit {review.By.Handle} approved was not seen by this bot");
        return facts.ForcePushes.Any(p => p.At >= review.SubmittedAt)
            ? Unbound(review, $"the branch was force-pushed after {review.By.Handle} approved, and which commit they saw is not known")
            : ByCommit(review, commit, null);
    }

    private Act ByCommit(Review review, CommitId commit, Command.Approve? named)
    {
        var plans = _byCommit[commit];
        if (named is not null) // they said themselves what they saw: both must agree
            plans = plans.Where(p => p.Digest.Hex.StartsWith(named.DigestPrefix, StringComparison.Ordinal));
        if (plans.LastOrDefault() is { } plan) return Signs(review, plan, named?.Statements ?? new Chosen.All());
        return Unbound(review, named is null
            ? $"{review.By.Handle} approved commit {commit.Short}, of which no plan was shown"
            : $"{review.By.Handle} named plan `{named.DigestPrefix}`, which is not the plan of commit {commit.Short} that they approved");
    }

    private Act ByDigest(Review review, Command.Approve named) => _named.Find(named, out var problem) is { } plan
        ? Signs(review, plan, named.Statements)
        : Unbound(review, problem!);

    private static Act.Signs Signs(Review review, SignedPlan plan, Chosen chosen) =>
        new(new SignOff(new SignOffSource.Review(review.Id), review.By, review.SubmittedAt, plan.SignedBy(chosen)));

    private static Act.CannotBind Unbound(Review review, string because) =>
        new(new UnboundSignOff(new SignOffSource.Review(review.Id), review.By, review.SubmittedAt, $"{because}; please approve again"));
}
