using Countersign.Policy;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;

namespace Countersign.Tests.SignOffs;

public sealed class RequiredRehearsalTests
{
    private static readonly TargetName Target = new("orders-prod");
    private static readonly StatementRehearsal Seen = new StatementRehearsal.Observed(Impact.None, null);

    [Fact]
    public void What_could_not_be_rehearsed_may_not_land_and_the_sentence_says_why_and_what_next()
    {
        var pending = Assert.IsType<Verdict.Pending>(Judge(RehearsalMode.Required, new RehearsalOutcome.Unavailable(Target, "no programs of PostgreSQL 17")));

        Assert.Equal(
            "`orders-prod` has `rehearsal: required`, and this could not be rehearsed: no programs of PostgreSQL 17; mend that, and the next review tries again",
            Assert.Single(pending.Shortfalls).Sentence);
    }

    [Theory]
    [InlineData(RehearsalMode.WhenPossible)]
    [InlineData(RehearsalMode.Off)]
    public void Elsewhere_it_may(RehearsalMode mode)
    {
        Assert.IsType<Verdict.Clear>(Judge(mode, new RehearsalOutcome.Unavailable(Target, "no programs")));
        Assert.IsType<Verdict.Clear>(Judge(mode, null));
    }

    [Fact]
    public void What_was_seen_to_its_end_or_is_in_the_target_may_land()
    {
        Assert.IsType<Verdict.Clear>(Judge(RehearsalMode.Required, Done(Seen)));
        Assert.IsType<Verdict.Clear>(Judge(RehearsalMode.Required, Done(new StatementRehearsal.NotRun("it is in the target already"))));
        Assert.IsType<Verdict.Clear>(Judge(RehearsalMode.Required, new RehearsalOutcome.InTarget(Target)));
    }

    [Fact]
    public void What_failed_in_the_rehearsal_or_was_not_tried_may_not()
    {
        var failed = Assert.IsType<Verdict.Pending>(Judge(RehearsalMode.Required, Done(new StatementRehearsal.Failed("42P01", "42P01 no such table"))));
        Assert.Contains("q1 fails there: 42P01 no such table", Assert.Single(failed.Shortfalls).Sentence, StringComparison.Ordinal);
        Assert.IsType<Verdict.Pending>(Judge(RehearsalMode.Required, null));
    }

    [Fact]
    public void Of_two_policies_one_that_requires_it_is_enough()
    {
        var outcome = new RehearsalOutcome.Unavailable(Target, "no programs");
        Assert.IsType<Verdict.Pending>(Judging.Stricter(Judge(RehearsalMode.Off, outcome), Judge(RehearsalMode.Required, outcome)));
    }

    private static RehearsalOutcome.Done Done(StatementRehearsal statement) => new(new(
        Target, "the schema of orders-prod", 17, Schema.Empty.Fingerprint, SchemaDifference.None, [statement], [], [], []));

    private static Verdict Judge(RehearsalMode mode, RehearsalOutcome? outcome)
    {
        var plan = Given.Plan("ALTER shop.orders");
        var policy = Given.Policy();
        policy = policy with { Targets = [.. policy.Targets.Select(t => t with { Rehearsal = mode })] };
        return Judging.Judge(Given.Facts(plan, Given.Review(Given.Dan, plan)) with
        {
            Policy = policy,
            Outcomes = outcome is null ? ImmutableDictionary<TargetName, RehearsalOutcome>.Empty
                : ImmutableDictionary<TargetName, RehearsalOutcome>.Empty.Add(Target, outcome),
        });
    }
}
