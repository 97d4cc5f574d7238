using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.SignOffs;
using Countersign.Statements;
using static Countersign.Tests.Given;

namespace Countersign.Tests.SignOffs;

/// <summary>A sign-off is on what a statement was shown to do, not on its bytes alone.</summary>
public sealed class ChangedImpactTests
{
    private static readonly Plan Read = Plan("ALTER TABLE a", "ALTER TABLE b");
    private static readonly Impact Shared = Impact.None with { Locks = [new(new("public", "b"), LockStrength.AccessShare)] };
    private static readonly Impact Exclusive = Impact.None with { Locks = [new(new("public", "b"), LockStrength.AccessExclusive)] };

    [Fact]
    public void What_does_the_same_stays_signed() =>
        Assert.IsType<Verdict.Clear>(Judging.Judge(Facts(Rehearsed(Shared), Review(Dan, Rehearsed(Shared)))));

    [Fact]
    public void What_does_something_else_now_has_to_be_signed_again()
    {
        var pending = Assert.IsType<Verdict.Pending>(Judging.Judge(Facts(Rehearsed(Exclusive), Review(Dan, Rehearsed(Shared)))));

        var account = Assert.Single(pending.Judgement.SignOffs);
        Assert.Equal([1], account.CountsFor);
        Assert.Equal(["what q2 does to the target changed after @dan signed"], account.Remarks);
    }

    [Fact]
    public void Signed_again_the_older_sign_off_needs_no_words()
    {
        var clear = Assert.IsType<Verdict.Clear>(
            Judging.Judge(Facts(Rehearsed(Exclusive), Review(Dan, Rehearsed(Shared)), Review(Dan, Rehearsed(Exclusive), 5))));

        Assert.All(clear.Judgement.SignOffs, a => Assert.Empty(a.Remarks));
    }

    [Fact]
    public void What_was_not_rehearsed_then_or_is_not_now_is_judged_by_its_chain()
    {
        Assert.IsType<Verdict.Clear>(Judging.Judge(Facts(Rehearsed(Shared), Review(Dan, Read))));
        Assert.IsType<Verdict.Clear>(Judging.Judge(Facts(Read, Review(Dan, Rehearsed(Shared)))));
    }

    [Fact]
    public void Taking_a_script_out_of_its_transaction_asks_for_another_sign_off()
    {
        var seen = Review(Dan, Read);
        var alone = new SignOff(seen.Source, seen.By, seen.At, [.. seen.Seen.Select(s => s with { RunsAlone = true })]);

        var pending = Assert.IsType<Verdict.Pending>(Judging.Judge(Facts(Read, alone)));

        Assert.Equal(["whether q1, q2 run in a transaction changed after @dan signed"], Assert.Single(pending.Judgement.SignOffs).Remarks);
    }

    [Fact]
    public void A_plan_is_named_by_what_was_seen_and_one_that_nobody_rehearsed_as_before()
    {
        Assert.Equal(Rehearsed(Shared).Digest, Rehearsed(Shared).Digest);
        Assert.NotEqual(Rehearsed(Shared).Digest, Rehearsed(Exclusive).Digest);
        Assert.NotEqual(Read.Digest, Rehearsed(Shared).Digest);
        Assert.Equal(Read.Digest, Read.With(ImmutableDictionary<TargetName, TargetRehearsal>.Empty).Digest);
    }

    private static Plan Rehearsed(Impact ofSecond)
    {
        var target = Read.Targets.Single();
        var rehearsal = new TargetRehearsal(
            target.Target, "the schema of orders-prod", 15, Schema.Empty.Fingerprint, SchemaDifference.None,
            [new StatementRehearsal.Observed(Impact.None, null), new StatementRehearsal.Observed(ofSecond, null)], [], [], []);
        return Read.With(ImmutableDictionary<TargetName, TargetRehearsal>.Empty.Add(target.Target, rehearsal));
    }
}
