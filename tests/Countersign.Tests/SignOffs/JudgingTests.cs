using Countersign.Policy;
using Countersign.SignOffs;
using Countersign.Statements;
using static Countersign.Tests.Given;

namespace Countersign.Tests.SignOffs;

[Invariant(18)]
[Invariant(19)]
public sealed class JudgingTests
{
    private static readonly Plan Ordinary = Plan("ALTER TABLE a", "ALTER TABLE b", "ALTER TABLE c");

    [Fact]
    public void An_empty_plan_is_clear_whatever_else_is_missing()
    {
        var facts = Facts(PlanBuilding.Build([])) with { Contributors = new([Author], [new(Commit(1), "x <x@y>")]) };

        Assert.IsType<Verdict.Clear>(Judging.Judge(facts));
    }

    [Fact]
    public void Without_a_sign_off_the_default_asks_for_one() => Assert.Equal(
        ["q1–q3 need 1 sign-off from role:write by rule `default`"], Sentences(Facts(Ordinary)));

    [Fact]
    public void One_person_with_authority_is_enough_for_the_default()
    {
        var clear = Assert.IsType<Verdict.Clear>(Judging.Judge(Facts(Ordinary, Review(Dan, Ordinary))));

        Assert.Equal(Ordinary.Digest, clear.Plan.Plan.Digest);
        Assert.Equal([1, 2, 3], clear.Judgement.SignOffs.Single().CountsFor);
        Assert.Empty(clear.Judgement.SignOffs.Single().Remarks);
    }

    [Fact]
    public void Requirements_of_all_matching_rules_add_up()
    {
        var plan = Plan("DROP TABLE payments.cards");

        Assert.Equal(
            [
                "q1 needs 2 sign-offs from team:dba by rule `destructive changes need two DBAs`",
                "q1 needs 1 sign-off from user:ana or team:payments by rule `payments tables have owners`",
            ],
            Sentences(Facts(plan)));
        Assert.Equal(
            ["q1 needs 1 sign-off from team:dba by rule `destructive changes need two DBAs` (has @ana)"],
            Sentences(Facts(plan, Review(Ana, plan))));
        Assert.IsType<Verdict.Clear>(Judging.Judge(Facts(plan, Review(Ana, plan), Review(Bob, plan))));
    }

    [Fact]
    public void A_person_who_signs_twice_counts_once()
    {
        var plan = Plan("DROP TABLE a");

        Assert.Equal(
            ["q1 needs 1 sign-off from team:dba by rule `destructive changes need two DBAs` (has @ana)"],
            Sentences(Facts(plan, Review(Ana, plan), Command(Ana, plan, 1, 1))));
    }

    [Fact]
    public void A_refusing_rule_outweighs_every_sign_off()
    {
        var plan = Plan("TRUNCATE a");

        var refused = Assert.IsType<Verdict.Refused>(Judging.Judge(Facts(plan, Review(Ana, plan), Review(Bob, plan))));

        Assert.Equal(
            "db/orders/002.sql:1:1: rule `never` refuses q1: TRUNCATE is not allowed on production (matched by kind `TRUNCATE`); "
            + "take the statement out of this change, or change the policy on the base branch first (CS031)",
            refused.Reasons.Single().Sentence);
    }

    [Fact]
    public void What_cannot_be_read_matches_every_rule_about_effects_or_objects() => Assert.Equal(
        [
            "q1 needs 2 sign-offs from team:dba by rule `destructive changes need two DBAs`",
            "q1 needs 1 sign-off from team:security by rule `grants need security`",
            "q1 needs 1 sign-off from user:ana or team:payments by rule `payments tables have owners`",
        ],
        Sentences(Facts(Plan("DO x"))));

    [Theory]
    [InlineData("author", "@author wrote part of this change (INV-18), so their sign-off does not count")]
    [InlineData("robot[bot]", "@robot[bot] is a bot, and bots never count (INV-18)")]
    [InlineData("nobody", "what @nobody may do could not be read from the forge (INV-19), so their sign-off does not count")]
    public void Who_never_counts_is_told_why(string login, string remark)
    {
        var by = new[] { Author, Robot, new(new(77), "nobody", false) }.Single(p => p.Login == login);

        var pending = Assert.IsType<Verdict.Pending>(Judging.Judge(Facts(Ordinary, Review(by, Ordinary))));

        var account = Assert.Single(pending.Judgement.SignOffs);
        Assert.Equal([remark], account.Remarks);
        Assert.Empty(account.CountsFor);
    }

    [Fact]
    public void A_person_without_the_authority_is_told_which_is_asked_for()
    {
        var plan = Plan("DROP TABLE a", "GRANT b");

        var pending = Assert.IsType<Verdict.Pending>(Judging.Judge(Facts(plan, Review(Cleo, plan))));

        var account = Assert.Single(pending.Judgement.SignOffs);
        Assert.Equal([2], account.CountsFor);
        Assert.Equal(
            ["@cleo is not in team:dba, so their sign-off does not count for q1 by rule `destructive changes need two DBAs`"],
            account.Remarks);
    }

    [Fact]
    public void An_objection_of_a_writer_holds_the_change_and_voids_their_earlier_sign_off()
    {
        var facts = Facts(Ordinary, Command(Dan, Ordinary, 1, 1, 2, 3)) with { Objections = [new(5, Dan, Noon.AddMinutes(2))] };

        Assert.Equal(
            [
                "q1–q3 need 1 sign-off from role:write by rule `default`",
                "@dan asked for changes; they must approve or withdraw their review",
            ],
            Sentences(facts));
    }

    [Fact]
    public void An_objection_of_a_reader_holds_nothing()
    {
        var facts = Facts(Ordinary, Review(Ana, Ordinary)) with { Objections = [new(5, Dan, Noon)] };
        facts = facts with { Authorities = Authorities.SetItem(Dan.Id, new(Dan, RepositoryRole.Read, [])) };

        Assert.IsType<Verdict.Clear>(Judging.Judge(facts));
        Assert.IsType<Verdict.Pending>(Judging.Judge(facts with { Authorities = Authorities.Remove(Dan.Id) })); // unknown: held
    }

    [Fact]
    public void A_commit_of_an_unknown_person_holds_the_change()
    {
        var facts = Facts(Ordinary, Review(Ana, Ordinary)) with { Contributors = new([Author], [new(Commit(7), "Eve <eve@example.org>")]) };

        Assert.Contains("maps to no account", Assert.Single(Sentences(facts)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sign_off_for_another_target_does_not_count()
    {
        var staging = PlanBuilding.Build([Reading("orders-staging", "db/orders/002.sql", "ALTER TABLE a", "ALTER TABLE b", "ALTER TABLE c")]);

        Assert.IsType<Verdict.Pending>(Judging.Judge(Facts(Ordinary, Review(Dan, staging))));
    }

    [Fact]
    public void Code_owners_count_by_the_path_of_the_script()
    {
        var owners = CodeownersReading.Read("/db/ @dan ops@example.org\n"u8.ToArray()).Codeowners;
        var policy = Given.Policy(PolicyText.Replace("role:write", "codeowners", StringComparison.Ordinal));
        var facts = Facts(Ordinary) with { Policy = policy, Codeowners = owners };

        Assert.IsType<Verdict.Clear>(Judging.Judge(facts with { SignOffs = [Review(Dan, Ordinary)] }));
        Assert.IsType<Verdict.Pending>(Judging.Judge(facts with { SignOffs = [Review(Ana, Ordinary)] }));
    }

    [Fact]
    public void The_stricter_of_two_verdicts_wins()
    {
        var clear = Judging.Judge(Facts(Ordinary, Review(Dan, Ordinary)));
        var pending = Judging.Judge(Facts(Ordinary));
        var refused = Judging.Judge(Facts(Plan("TRUNCATE a")));

        Assert.Same(clear, Judging.Stricter(clear, clear));
        Assert.Same(pending, Judging.Stricter(clear, pending));
        Assert.Same(pending, Judging.Stricter(pending, clear));
        Assert.Same(refused, Judging.Stricter(refused, pending));
        Assert.Same(refused, Judging.Stricter(clear, refused));
        Assert.Single(Assert.IsType<Verdict.Pending>(Judging.Stricter(pending, pending)).Shortfalls);
    }

    internal static IEnumerable<string> Sentences(JudgingFacts facts) => Judging.Judge(facts) switch
    {
        Verdict.Pending pending => pending.Shortfalls.Select(s => s.Sentence),
        Verdict.Refused refused => refused.Reasons.Select(r => r.Sentence),
        _ => [],
    };
}
