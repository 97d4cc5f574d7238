using Countersign.Changes;
using Countersign.SignOffs;
using Countersign.Statements;
using static Countersign.Tests.Given;

namespace Countersign.Tests.SignOffs;

[Invariant(16)]
public sealed class BindingTests
{
    private static readonly Plan First = Plan("ALTER TABLE a", "ALTER TABLE b");
    private static readonly Plan Second = Plan("ALTER TABLE a", "ALTER TABLE B", "ALTER TABLE c");

    private static readonly BindingFacts Nothing = new([], [], [], [],
        [Shown(First, 1), Shown(Second, 2)], Shown(Second, 2));

    [Fact]
    public void Our_own_evidence_outweighs_the_commit_that_the_forge_names()
    {
        var facts = Nothing with { Reviews = [Approval(1, Ana, Commit(2))], Evidence = [new(1, Commit(1), "main", Noon)] };

        Assert.Equal(Chains(First, 1, 2), Assert.Single(Binding.Bind(facts).SignOffs).SignedChains);
    }

    [Fact]
    public void Without_evidence_a_force_push_leaves_an_approval_unbound()
    {
        var facts = Nothing with { Reviews = [Approval(1, Ana, Commit(2))], ForcePushes = [new(Noon.AddMinutes(1))] };

        var bound = Binding.Bind(facts);

        Assert.Empty(bound.SignOffs);
        Assert.Equal(
            "the branch was force-pushed after @ana approved, and which commit they saw is not known; please approve again",
            Assert.Single(bound.Unbound).Because);
    }

    [Fact]
    public void A_force_push_before_the_approval_does_not_matter()
    {
        var facts = Nothing with { Reviews = [Approval(1, Ana, Commit(2))], ForcePushes = [new(Noon.AddMinutes(-1))] };

        Assert.Equal(Chains(Second, 1, 2, 3), Assert.Single(Binding.Bind(facts).SignOffs).SignedChains);
    }

    [Fact]
    public void A_digest_in_the_review_binds_where_evidence_is_missing()
    {
        var facts = Nothing with
        {
            Reviews = [Approval(1, Ana, Commit(2)) with { Body = $"/countersign approve q2 {First.Digest.Short}\nlooks good" }],
            ForcePushes = [new(Noon.AddMinutes(1))],
        };

        Assert.Equal(Chains(First, 2), Assert.Single(Binding.Bind(facts).SignOffs).SignedChains);
    }

    [Fact]
    public void A_digest_that_contradicts_the_evidence_binds_nothing()
    {
        var facts = Nothing with
        {
            Reviews = [Approval(1, Ana, Commit(1)) with { Body = $"/countersign approve all {Second.Digest.Short}" }],
            Evidence = [new(1, Commit(1), "main", Noon)],
        };

        Assert.Contains("is not the plan of commit", Assert.Single(Binding.Bind(facts).Unbound).Because, StringComparison.Ordinal);
    }

    [Fact]
    public void An_approval_without_any_commit_is_unbound() => Assert.Contains("was not seen by this bot",
        Assert.Single(Binding.Bind(Nothing with { Reviews = [Approval(1, Ana, null)] }).Unbound).Because, StringComparison.Ordinal);

    [Fact]
    public void An_approval_of_a_commit_without_a_plan_is_unbound() => Assert.Contains("no plan was shown",
        Assert.Single(Binding.Bind(Nothing with { Reviews = [Approval(1, Ana, Commit(3))] }).Unbound).Because, StringComparison.Ordinal);

    [Theory]
    [InlineData(ReviewState.Commented, 1, 0)]
    [InlineData(ReviewState.Dismissed, 0, 0)]
    [InlineData(ReviewState.ChangesRequested, 0, 1)]
    public void Only_an_opinion_replaces_an_opinion(ReviewState later, int signOffs, int objections)
    {
        var bound = Binding.Bind(Nothing with { Reviews = [Approval(1, Ana, Commit(2)), new(2, Ana, later, Commit(2), Noon.AddMinutes(1), "")] });

        Assert.Equal((signOffs, objections), (bound.SignOffs.Length, bound.Objections.Length));
    }

    [Fact]
    public void A_command_signs_the_statements_it_names_in_the_plan_it_names()
    {
        var bound = Binding.Bind(Nothing with { Comments = [Say(1, Bob, $"/countersign approve q1 q3 {Second.Digest.Short}")] });

        var signOff = Assert.Single(bound.SignOffs);
        Assert.Equal(Chains(Second, 1, 3), signOff.SignedChains);
        Assert.Equal(new SignOffSource.Command(1), signOff.Source);
        Assert.Equal(3, signOff.Seen.Length);
    }

    [Theory]
    [InlineData("/countersign approve all ffffffffffff", "no plan of this change begins with `ffffffffffff`; please approve the plan shown above")]
    [InlineData("/countersign approve all", "`approve` ends with the digest")]
    [InlineData("/countersign approve q9 FIRST", "has no q9, so nothing was signed")]
    public void A_command_that_cannot_be_bound_says_why(string body, string part)
    {
        var bound = Binding.Bind(Nothing with { Comments = [Say(1, Bob, body.Replace("FIRST", First.Digest.Short, StringComparison.Ordinal))] });

        Assert.Empty(bound.SignOffs);
        Assert.Contains(part, Assert.Single(bound.Unbound).Because, StringComparison.Ordinal);
    }

    [Fact]
    public void Revoking_takes_back_what_the_same_person_signed_before()
    {
        var signed = Say(1, Bob, $"/countersign approve all {Second.Digest.Short}");
        var revoked = Say(2, Bob, "/countersign revoke q2", minute: 1);

        Assert.Equal(Chains(Second, 1, 3), Assert.Single(Bind(signed, revoked)).SignedChains);
        Assert.Equal(Chains(Second, 1, 2, 3), Assert.Single(Bind(signed, revoked with { By = Ana })).SignedChains);
        Assert.Equal(Chains(Second, 1, 2, 3), Assert.Single(Bind(signed, revoked with { CreatedAt = Noon.AddMinutes(-1), UpdatedAt = Noon.AddMinutes(-1) })).SignedChains);
        Assert.Empty(Bind(signed, Say(2, Bob, "/countersign revoke all", minute: 1)));
    }

    [Fact]
    public void Revoking_reaches_reviews_and_both_ways_of_counting()
    {
        var twoTargets = PlanBuilding.Build([Reading("a", "a.sql", "ALTER TABLE x"), Reading("orders-prod", "db/orders/002.sql", "ALTER TABLE a")]);
        var facts = Nothing with
        {
            Reviews = [Approval(1, Ana, Commit(1))],
            Comments = [Say(2, Ana, "/countersign revoke q2", minute: 1)],
            Plans = [Shown(First, 1)],
            Current = Shown(twoTargets, 3),
        };

        Assert.Empty(Binding.Bind(facts).SignOffs); // q2 then, and what is q2 now (q1 then)
    }

    [Fact]
    public void An_edited_approval_is_unbound() => Assert.Contains("edited",
        Assert.Single(Binding.Bind(Nothing with
        {
            Comments = [Say(1, Bob, $"/countersign approve all {Second.Digest.Short}") with { UpdatedAt = Noon.AddSeconds(1) }],
        }).Unbound).Because, StringComparison.Ordinal);

    private static SignedPlan Shown(Plan plan, int commit) => SignedPlan.Of(plan, Commit(commit), "main", Noon.AddMinutes(-5));

    private static ImmutableArray<SignOff> Bind(params ImmutableArray<Comment> comments) => Binding.Bind(Nothing with { Comments = comments }).SignOffs;

    private static Review Approval(long id, Person by, CommitId? commit) => new(id, by, ReviewState.Approved, commit, Noon, "");

    private static Comment Say(long id, Person by, string body, int minute = 0) => new(id, by, Noon.AddMinutes(minute), Noon.AddMinutes(minute), body);

    private static HashSet<Digest> Chains(Plan plan, params int[] numbers) => [.. plan.Statements.Where(s => numbers.Contains(s.Number)).Select(s => s.Chain)];
}
