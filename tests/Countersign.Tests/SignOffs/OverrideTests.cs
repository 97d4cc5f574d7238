using Countersign.Changes;
using Countersign.Policy;
using Countersign.SignOffs;
using Countersign.Statements;
using static Countersign.Tests.Given;

namespace Countersign.Tests.SignOffs;

/// <summary>INV-21: an override needs two people outside the change, one plan, an hour, and everybody told.</summary>
[Invariant(21)]
public sealed class OverrideTests
{
    private static readonly Plan Dangerous = Plan("DROP TABLE payments.cards");

    private static readonly PolicyFile Policy = Given.Policy(PolicyText + "\noverride: { count: 2, from: [team:dba, team:security] }\n");

    private static readonly OverrideRequest Asked = new(31, Author, Noon, Dangerous.Digest.Short, "orders cannot be placed");

    private static readonly JudgingFacts Granted = Facts(Dangerous) with
    {
        Policy = Policy,
        Overrides = new(new([Asked], [Grant(Ana, 5), Grant(Cleo, 9)]), [31], [], Noon.AddMinutes(10)),
    };

    [Fact]
    public void Two_people_outside_the_change_stand_in_for_missing_sign_offs()
    {
        var clear = Assert.IsType<Verdict.Clear>(Judging.Judge(Granted));

        Assert.Equal([Ana, Cleo], clear.Plan.Override!.By);
        Assert.Equal(
            "@author asked for an override because: orders cannot be placed; @ana and @cleo granted it, and it holds until 13:00 UTC",
            clear.Plan.Override.Sentence);
    }

    [Fact]
    public void What_was_signed_is_not_called_overridden()
    {
        var signed = Granted with { SignOffs = [Review(Ana, Dangerous), Review(Bob, Dangerous)] };

        Assert.Null(Assert.IsType<Verdict.Clear>(Judging.Judge(signed)).Plan.Override);
    }

    [Fact]
    public void One_is_not_enough() => Refused(Acts(Grant(Ana, 5)), null);

    [Fact]
    public void The_same_person_twice_is_one() => Refused(Acts(Grant(Ana, 5), Grant(Ana, 6)), null);

    [Fact]
    public void Nobody_who_wrote_the_change_grants_it() => Refused(
        new(new([Asked with { By = Dan }], [Grant(Author, 5), Grant(Ana, 6)]), [31], [], Noon.AddMinutes(10)),
        "@author wrote part of this change (INV-18), so their sign-off does not count");

    [Fact]
    public void Whoever_asked_does_not_grant_it() => Refused(
        new(new([Asked with { By = Bob }], [Grant(Bob, 5), Grant(Ana, 6)]), [31], [], Noon.AddMinutes(10)),
        "@bob asked for the override, so their grant does not count (INV-18)");

    [Fact]
    public void Whoever_asked_first_does_not_grant_what_another_asks_for_again() => Refused(
        new(new([Asked with { By = Bob }, Asked with { CommentId = 32, At = Noon.AddMinutes(1) }], [Grant(Bob, 5), Grant(Ana, 6)]), [31, 32], [], Noon.AddMinutes(10)),
        "@bob asked for the override, so their grant does not count (INV-18)");

    [Fact]
    public void Only_those_whom_policy_names_grant_it() => Refused(
        Acts(Grant(Ana, 5), Grant(Dan, 6)),
        "@dan is not among those who may grant an override (team:dba or team:security, with write access)");

    [Fact]
    public void A_bot_does_not_grant_it() => Refused(Acts(Grant(Ana, 5), Grant(Robot, 6)), "@robot[bot] is a bot, and bots never count (INV-18)");

    [Fact]
    public void It_ends_after_an_hour()
    {
        Assert.IsType<Verdict.Clear>(Judging.Judge(At(Noon.AddMinutes(60).AddTicks(-1))));
        Assert.IsType<Verdict.Pending>(Judging.Judge(At(Noon.AddMinutes(60))));

        static JudgingFacts At(DateTimeOffset now) => Granted with { Overrides = Granted.Overrides with { Now = now } };
    }

    [Fact]
    public void It_holds_for_the_plan_that_it_names_and_no_other()
    {
        var other = Plan("DROP TABLE payments.cards", "DROP TABLE payments.banks");

        Assert.Null(((Verdict.Pending)Judging.Judge(Granted with { Plan = other })).Judgement.Override);
        Refused(
            Granted.Overrides with { Acts = new([Asked], [Grant(Ana, 5), Grant(Cleo, 9) with { DigestPrefix = other.Digest.Short }]) }, null);
    }

    [Fact]
    public void A_grant_before_the_request_is_none() => Refused(
        new(new([Asked with { At = Noon.AddMinutes(7) }], [Grant(Ana, 5), Grant(Cleo, 9)]), [31], [], Noon.AddMinutes(10)),
        "@ana granted an override before it was asked for; they must say it again");

    [Fact]
    public void It_does_not_hold_before_everybody_was_told()
    {
        var pending = Assert.IsType<Verdict.Pending>(Judging.Judge(Granted with { Overrides = Granted.Overrides with { Announced = [] } }));

        Assert.True(pending.Judgement.Override!.IsGranted);
        Assert.EndsWith("it does not hold before the alert channel (`Alerts:Url` of the bot) has taken the news", pending.Judgement.Override.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_no_override_stands_in_for_keeps_it_from_holding_and_is_said(bool isAnnounced)
    {
        var facts = Granted with
        {
            Contributors = new([Author], [new(Commit(4), "Stranger <stranger@example.org>")]),
            Overrides = Granted.Overrides with { Announced = isAnnounced ? [31] : [] },
        };

        var standing = Assert.IsType<Verdict.Pending>(Judging.Judge(facts)).Judgement.Override!;

        Assert.False(standing.IsInForce);
        Assert.Contains("it does not hold, because it cannot stand in for this: ", standing.Sentence, StringComparison.Ordinal);
        Assert.Contains("stranger@example.org", Assert.Single(standing.Beyond), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_word_in_policy_nobody_can_grant_one()
    {
        var pending = Assert.IsType<Verdict.Pending>(Judging.Judge(Granted with { Policy = Given.Policy() }));

        Assert.Equal(["the policy has no `override`, so nobody can grant one"], pending.Judgement.Override!.Remarks);
    }

    [Fact]
    public void Only_those_who_can_push_ask_for_one() => Refused(
        new(new([Asked with { By = new(new(99), "stranger", false) }], [Grant(Ana, 5), Grant(Cleo, 9)]), [31], [], Noon.AddMinutes(10)),
        "@stranger cannot push to the repository, so they cannot ask for an override");

    [Fact]
    public void What_policy_refuses_is_refused_whoever_overrides()
    {
        var truncate = Plan("TRUNCATE a");
        var facts = Granted with { Plan = truncate, Overrides = Granted.Overrides with { Acts = ActsFor(truncate) } };

        Assert.IsType<Verdict.Refused>(Judging.Judge(facts));
    }

    [Fact]
    public void An_author_without_an_account_is_not_overridden() => Assert.IsType<Verdict.Pending>(
        Judging.Judge(Granted with { Contributors = new([Author], [new(Commit(1), "x <x@y>")]) }));

    [Fact]
    public void The_policy_itself_is_not_overridden()
    {
        var edit = PlanBuilding.Build([Reading(PolicyEdit.Target.Value, PolicyFile.Path, "EDIT policy")]);
        var facts = Granted with { Plan = edit, Overrides = Granted.Overrides with { Acts = ActsFor(edit) } };

        var standing = Assert.IsType<Verdict.Pending>(Judging.Judge(facts)).Judgement.Override!;

        Assert.True(standing is { IsGranted: true, IsAnnounced: true, IsInForce: false });
    }

    [Fact]
    public void An_override_that_nobody_looked_at_since_holds_the_next_change_back()
    {
        var left = new UnreviewedOverride(new(new(7), 12), Noon);
        var next = Facts(Plan("ALTER TABLE a"), Review(Dan, Plan("ALTER TABLE a"))) with { Overrides = OverrideFacts.None with { Unreviewed = [left] } };

        Assert.Equal(
            "change 12 was applied on an override and still misses the sign-offs that it went without; give them there, by `/countersign approve`, and this one can go on",
            Assert.IsType<Verdict.Pending>(Judging.Judge(next)).Shortfalls.Single().Sentence);
        Assert.IsType<Verdict.Clear>(Judging.Judge(next with { Overrides = OverrideFacts.None }));
        Assert.IsType<Verdict.Clear>(Judging.Judge(Granted with { Overrides = Granted.Overrides with { Unreviewed = [left] } }));
    }

    [Fact]
    public void The_stricter_of_two_verdicts_still_says_that_it_was_overridden()
    {
        var overridden = Judging.Judge(Granted);
        var signed = Judging.Judge(Granted with { SignOffs = [Review(Ana, Dangerous), Review(Bob, Dangerous)] });

        Assert.NotNull(((Verdict.Clear)Judging.Stricter(signed, overridden)).Plan.Override);
        Assert.NotNull(((Verdict.Clear)Judging.Stricter(overridden, signed)).Plan.Override);
    }

    [Theory]
    [InlineData("override: { count: 1, from: [team:dba] }", "an override needs at least 2 people; write `count: 2` or more")]
    [InlineData("override: { count: 2, from: [codeowners] }", "`codeowners` differ from script to script")]
    [InlineData("override: { count: 2 }", "override has no `from`")]
    public void A_policy_that_lets_one_person_override_is_refused(string key, string problem) => Assert.Contains(
        problem, Assert.Throws<ArgumentException>(() => Given.Policy($"{PolicyText}\n{key}\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Comments_ask_and_grant_and_an_edited_one_does_not()
    {
        var asks = new Comment(1, Author, Noon, Noon, "/countersign override 0123456789AB because orders cannot be placed\nmore");
        var grants = new Comment(2, Ana, Noon, Noon, "/countersign grant 0123456789ab");
        var edited = grants with { Id = 3, UpdatedAt = Noon.AddMinutes(1) };

        var acts = OverrideActs.In([asks, grants, edited]);

        Assert.Equal([new(1, Author, Noon, "0123456789ab", "orders cannot be placed")], acts.Requests);
        Assert.Equal([new(2, Ana, Noon, "0123456789ab")], acts.Grants);
    }

    [Theory]
    [InlineData("/countersign override 0123456789ab")]
    [InlineData("/countersign override 0123456789ab because")]
    [InlineData("/countersign override 0123 because of this")]
    [InlineData("/countersign override because of this")]
    [InlineData("/countersign grant")]
    [InlineData("/countersign grant 0123456789ab now")]
    public void A_request_without_digest_or_reason_is_answered_with_an_example(string line) =>
        Assert.IsType<CommandText.Malformed>(CommandReading.ReadLine(line));

    private static OverrideGrant Grant(Person by, int minute) => new(40 + minute, by, Noon.AddMinutes(minute), Dangerous.Digest.Short);

    private static OverrideFacts Acts(params OverrideGrant[] grants) => new(new([Asked], [.. grants]), [31], [], Noon.AddMinutes(10));

    private static OverrideActs ActsFor(Plan plan) => new(
        [Asked with { DigestPrefix = plan.Digest.Short }],
        [Grant(Ana, 5) with { DigestPrefix = plan.Digest.Short }, Grant(Cleo, 9) with { DigestPrefix = plan.Digest.Short }]);

    private static void Refused(OverrideFacts overrides, string? remark)
    {
        var pending = Assert.IsType<Verdict.Pending>(Judging.Judge(Granted with { Overrides = overrides }));
        if (remark is not null) Assert.Contains(remark, pending.Judgement.Override!.Remarks);
    }
}
