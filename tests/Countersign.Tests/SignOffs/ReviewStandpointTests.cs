using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Tests.SignOffs;

/// <summary>A review is bound to the plan that was shown when it was given, on that commit and onto that branch.</summary>
public sealed class ReviewStandpointTests
{
    private static readonly Plan Small = Given.Plan("CREATE TABLE a");
    private static readonly Plan Large = Given.Plan("CREATE TABLE a", "DROP TABLE b");

    [Fact]
    public void A_review_given_before_a_retarget_does_not_cover_what_the_new_base_adds()
    {
        var bound = Bind("release", At(1), [Shown(Small, "release", 0), Shown(Large, "main", 2)]);

        Assert.Equal(Chains(Small), bound.SignOffs.Single().SignedChains);
    }

    [Fact]
    public void A_review_given_before_a_retarget_is_not_bound_to_a_plan_it_never_saw()
    {
        var bound = Bind("release", At(1), [Shown(Large, "main", 2)]);

        Assert.Empty(bound.SignOffs);
        Assert.Contains("please approve again", Assert.Single(bound.Unbound).Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_plan_of_the_same_commit_is_not_what_was_reviewed()
    {
        var bound = Bind("main", At(1), [Shown(Small, "main", 0), Shown(Large, "main", 2)]);

        Assert.Equal(Chains(Small), bound.SignOffs.Single().SignedChains);
    }

    [Fact]
    public void A_review_that_was_faster_than_the_bot_is_about_the_first_plan()
    {
        var bound = Bind("main", At(1), [Shown(Small, "main", 2), Shown(Large, "main", 3)]);

        Assert.Equal(Chains(Small), bound.SignOffs.Single().SignedChains);
    }

    private static BoundOpinions Bind(string baseRef, DateTimeOffset at, ImmutableArray<SignedPlan> plans) => Binding.Bind(new(
        [new(7, Given.Ana, ReviewState.Approved, Given.Commit(1), at, "")], [],
        [new(7, Given.Commit(1), baseRef, at)], [], plans, plans[^1]));

    private static SignedPlan Shown(Plan plan, string baseRef, int minute) =>
        SignedPlan.Of(plan, Given.Commit(1), baseRef, At(minute));

    private static DateTimeOffset At(int minute) => Given.Noon.AddMinutes(minute);

    private static ImmutableHashSet<Digest> Chains(Plan plan) => [.. plan.Statements.Select(s => s.Chain)];
}
