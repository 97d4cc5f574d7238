using Countersign.Analysis;
using Countersign.Policy;
using Countersign.SignOffs;
using Countersign.Statements;
using static Countersign.Tests.Given;

namespace Countersign.Tests.Policy;

public sealed class PolicyExplainingTests
{
    [Fact]
    public void Every_matching_rule_is_named_with_what_it_matched() => Assert.Equal(
        [
            "q1 needs 2 sign-offs from team:dba by rule `destructive changes need two DBAs` (line 10), matched by target `orders-prod`, effect `drops`",
            "q1 needs 1 sign-off from user:ana or team:payments by rule `payments tables have owners` (line 16), matched by object `payments.*`",
            "q2 needs 1 sign-off from role:write by `default`, since no rule with a requirement matches it",
            "q3 is refused by rule `never` (line 19): TRUNCATE is not allowed on production, matched by kind `TRUNCATE`",
            "q3 needs 1 sign-off from role:write by `default`, since no rule with a requirement matches it",
            "q4 needs 2 sign-offs from team:dba by rule `destructive changes need two DBAs` (line 10), matched by target `orders-prod`, its effects cannot be read",
            "q4 needs 1 sign-off from team:security by rule `grants need security` (line 13), matched by effect `opaque`",
            "q4 needs 1 sign-off from user:ana or team:payments by rule `payments tables have owners` (line 16), matched by its objects cannot be read",
        ],
        Explain(Given.Policy(), "DROP TABLE payments.cards", "ALTER TABLE a", "TRUNCATE a", "DO x"));

    [Fact]
    public void Code_owners_are_named() => Assert.Equal(
        ["q1 needs 1 sign-off from codeowners by `default`, since no rule with a requirement matches it", "`db/orders/002.sql` is owned by @dan or @org/dba"],
        Explain(Given.Policy(PolicyText.Replace("role:write", "codeowners", StringComparison.Ordinal)), "ALTER TABLE a"));

    [Fact]
    public void Teams_to_ask_about_are_those_of_policy_and_of_owners()
    {
        var owners = CodeownersReading.Read("* @dan @org/dba"u8.ToArray()).Codeowners;

        Assert.Equal(["dba", "payments", "security"], AskedTeams.Of(Given.Policy(), Codeowners.None, ["db/a.sql"]).Order(StringComparer.Ordinal));
        Assert.Equal(["dba"], AskedTeams.Of(TreeText.Policy with { Default = new(1, [new Principal.Codeowners()]) }, owners, ["db/a.sql"]));
        Assert.Empty(AskedTeams.Of(TreeText.Policy, owners, ["db/a.sql"]));
    }

    [Fact]
    public void Text_that_deceives_counts_as_unreadable_and_needs_one_person_more()
    {
        var plan = Plan("ALTER TABLE a", "ALTER TABLE b");
        var second = plan.Targets[0].Statements[1].Source.Span;
        var finding = new Finding("CS010", Severity.Error, "db/orders/002.sql", new(second.Offset - 1, 1), plan.Targets[0].Statements[1].Place, "m", "a");
        var facts = Facts(plan) with { Findings = [finding] };

        var missing = Assert.IsType<Verdict.Pending>(Judging.Judge(facts)).Shortfalls.Select(s => s.Sentence);

        Assert.Equal(
            [
                "q1 needs 1 sign-off from role:write by rule `default`",
                "q2 needs 2 sign-offs from team:dba by rule `destructive changes need two DBAs`",
                "q2 needs 1 sign-off from team:security by rule `grants need security`",
                "q2 needs 1 sign-off from user:ana or team:payments by rule `payments tables have owners`",
                "q2 needs 2 sign-offs from role:write by rule `text that looks different from what it says`",
            ],
            missing);
    }

    [Theory]
    [InlineData("payments.*", "payments", "cards", true)]
    [InlineData("payments.*", "payments", "a/b\nc", true)]
    [InlineData("payments.*", "PAYMENTS", "Cards", true)]
    [InlineData("payments.*", "orders", "cards", false)]
    [InlineData("payments.*", null, "cards", false)]
    [InlineData("public.*", null, "cards", true)]
    [InlineData("cards", "payments", "cards", true)]
    [InlineData("card?", null, "cards", true)]
    [InlineData("paymentsx*", "payments", "x", false)]
    public void Object_patterns_cannot_be_dodged_by_spelling(string pattern, string? schema, string name, bool matches) =>
        Assert.Equal(matches, new ObjectPattern(pattern).Matches(new ObjectName(schema, name), ["public"]));

    private static IEnumerable<string> Explain(PolicyFile policy, params ReadOnlySpan<string> statements) =>
        PolicyExplaining.Explain(Plan(statements), [], policy, CodeownersReading.Read("* @dan @org/dba"u8.ToArray()).Codeowners).SelectMany(e => e.Sentences);
}
