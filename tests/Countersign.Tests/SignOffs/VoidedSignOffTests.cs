using Countersign.SignOffs;
using Countersign.Statements;
using static Countersign.Tests.Given;

namespace Countersign.Tests.SignOffs;

public sealed class VoidedSignOffTests
{
    private static readonly Plan Signed = Plan("ALTER TABLE a", "ALTER TABLE b", "ALTER TABLE c", "ALTER TABLE d");

    [Fact]
    public void An_edit_above_voids_the_sign_off() =>
        AssertRemark([1], "q2 changed after @dan signed q2–q4", "ALTER TABLE a", "ALTER TABLE B", "ALTER TABLE c", "ALTER TABLE d");

    [Fact]
    public void An_edit_below_does_not_void_the_sign_off()
    {
        var now = Plan("ALTER TABLE a", "ALTER TABLE b", "ALTER TABLE c", "ALTER TABLE D");

        var account = Account(Command(Dan, Signed, 1, 1, 2, 3), now);

        Assert.Equal([1, 2, 3], account.CountsFor);
        Assert.Empty(account.Remarks);
    }

    [Fact]
    public void A_statement_added_at_the_end_only_needs_its_own_sign_off()
    {
        var now = Plan("ALTER TABLE a", "ALTER TABLE b", "ALTER TABLE c", "ALTER TABLE d", "ALTER TABLE e");

        Assert.Equal(["q5 needs 1 sign-off from role:write by rule `default`"], JudgingTests.Sentences(Facts(now, Review(Dan, Signed))));
    }

    [Fact]
    public void An_insertion_is_named() =>
        AssertRemark([1], "q2–q4 moved: q2 was inserted before them after @dan signed",
            "ALTER TABLE a", "ALTER TABLE x", "ALTER TABLE b", "ALTER TABLE c", "ALTER TABLE d");

    [Fact]
    public void A_removal_is_named() =>
        AssertRemark([1], "q2 was removed after @dan signed q2–q4", "ALTER TABLE a", "ALTER TABLE c", "ALTER TABLE d");

    [Fact]
    public void A_removal_at_the_end_is_named_while_something_is_missing()
    {
        var now = Plan("ALTER TABLE a", "ALTER TABLE b");

        Assert.Equal(["q3, q4 were removed after @dan signed q3, q4"], Account(Command(Dan, Signed, 1, 1, 3, 4), now).Remarks);
        Assert.Empty(Account(Review(Dan, Signed), now).Remarks);
    }

    [Fact]
    public void Another_order_is_named() =>
        AssertRemark([1], "statements were put in another order after @dan signed q2–q4",
            "ALTER TABLE a", "ALTER TABLE c", "ALTER TABLE b", "ALTER TABLE d");

    [Fact]
    public void A_sign_off_on_one_statement_names_the_edit_above_it()
    {
        var now = Plan("ALTER TABLE a", "ALTER TABLE B", "ALTER TABLE c", "ALTER TABLE d");

        Assert.Equal(["q2 changed after @dan signed q4"], Account(Command(Dan, Signed, 1, 4), now).Remarks);
    }

    [Fact]
    public void A_void_sign_off_needs_no_words_once_its_author_signed_again()
    {
        var now = Plan("ALTER TABLE A", "ALTER TABLE b", "ALTER TABLE c", "ALTER TABLE d");

        var clear = Assert.IsType<Verdict.Clear>(Judging.Judge(Facts(now, Review(Dan, Signed), Review(Dan, now, 5))));

        Assert.All(clear.Judgement.SignOffs, a => Assert.Empty(a.Remarks));
    }

    private static void AssertRemark(int[] stillCounts, string remark, params string[] now)
    {
        var account = Account(Review(Dan, Signed), Plan(now));

        Assert.Equal(stillCounts, account.CountsFor);
        Assert.Equal([remark], account.Remarks);
    }

    private static SignOffAccount Account(SignOff signOff, Plan now) => Judging.Judge(Facts(now, signOff)) switch
    {
        Verdict.Pending pending => pending.Judgement.SignOffs.Single(),
        Verdict.Clear clear => clear.Judgement.SignOffs.Single(),
        _ => throw new InvalidOperationException("refused"),
    };
}
