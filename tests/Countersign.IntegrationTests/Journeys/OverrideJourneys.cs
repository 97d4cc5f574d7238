using Countersign.Ledger;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>INV-21: an emergency goes through loudly, and has to be looked at before anything else does.</summary>
[Invariant(21)]
public sealed class OverrideJourneys
{
    private const string Policy = Company.Policy + "\noverride: { count: 2, from: [team:dba, team:security] }\n";

    [Fact]
    public async Task Two_people_override_everybody_hears_of_it_and_the_next_change_waits_until_it_is_signed()
    {
        await using var desk = await AlertDesk.Open();
        await using var company = await Company.OpenAlerting(desk.Url, Policy);
        var pull = company.Propose(Company.Drops);
        await company.Settle();
        var digest = Asked(company, pull, company.Author);
        pull.Comment(company.Ana, $"/countersign grant {digest}");
        await company.Settle();
        Assert.NotEqual("success", company.CheckOf(pull));
        Assert.Empty(desk.Texts);

        pull.Comment(company.Cleo, $"/countersign grant {digest}");
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));
        Assert.Contains("@author asked for an override because: support is down; @ana and @cleo granted it", Assert.Single(desk.Texts), StringComparison.Ordinal);
        Assert.Contains(pull.Comments, c => c.Author == company.App.Bot && c.Body.Contains("### ⚠️ Override", StringComparison.Ordinal));

        pull.Merge(company.Author, MergeMethod.Squash);
        await company.Settle();
        Assert.Equal("0", company.Ask("select count(*) from sqlite_schema where name = 'customer'"));
        Assert.Contains("is being used", desk.Texts.Last(), StringComparison.Ordinal);
        Assert.Contains(LedgerKind.Override, company.Ledger());

        var next = company.Propose(Company.Creates, "db/0003-next.sql", "next");
        await company.Settle();
        next.Approve(company.Dan);
        await company.Settle();
        Assert.NotEqual("success", company.CheckOf(next));
        Assert.Contains($"change {pull.Number} was applied on an override", company.CommentOn(next), StringComparison.Ordinal);

        pull.Comment(company.Ana, $"/countersign approve all {digest}");
        pull.Comment(company.Bo, $"/countersign approve all {digest}");
        await company.Settle();
        await company.Sweep();
        Assert.Equal("success", company.CheckOf(next));
    }

    [Fact]
    public async Task While_the_alert_channel_does_not_answer_it_does_not_hold()
    {
        await using var desk = await AlertDesk.Open();
        await using var company = await Company.OpenAlerting(desk.Url, Policy);
        var pull = company.Propose(Company.Drops);
        await company.Settle();
        desk.IsDown = true;
        var digest = Asked(company, pull, company.Author);
        pull.Comment(company.Ana, $"/countersign grant {digest}");
        pull.Comment(company.Cleo, $"/countersign grant {digest}");
        await company.Settle();

        Assert.NotEqual("success", company.CheckOf(pull));
        Assert.Contains("it does not hold before the alert channel", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-part-of-the-address", company.CommentOn(pull), StringComparison.Ordinal);

        desk.IsDown = false;
        await company.Sweep();
        Assert.Equal("success", company.CheckOf(pull));
    }

    [Fact]
    public async Task Nobody_is_told_of_one_that_opens_nothing()
    {
        await using var desk = await AlertDesk.Open();
        await using var company = await Company.OpenAlerting(desk.Url, Policy);
        var pull = company.Propose(Company.Drops);
        var stranger = new GitIdentity("Stranger", "stranger@elsewhere.example");
        pull.Push(company.Author, new NewCommit("Not mine", [FileChange.Put("notes.md", "x\n")]) { Author = stranger, Committer = stranger });
        await company.Settle();
        var digest = Asked(company, pull, company.Author);
        pull.Comment(company.Ana, $"/countersign grant {digest}");
        pull.Comment(company.Cleo, $"/countersign grant {digest}");
        await company.Settle();

        Assert.NotEqual("success", company.CheckOf(pull));
        Assert.Empty(desk.Texts);
        Assert.DoesNotContain(LedgerKind.Override, company.Ledger());
        Assert.DoesNotContain(pull.Comments, c => c.Author == company.App.Bot && c.Body.Contains("### ⚠️ Override", StringComparison.Ordinal));
        Assert.Contains("it cannot stand in for this", company.CommentOn(pull), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_author_cannot_be_one_of_the_two()
    {
        await using var desk = await AlertDesk.Open();
        await using var company = await Company.OpenAlerting(desk.Url, Policy.Replace("team:dba, team:security", "role:write", StringComparison.Ordinal));
        var pull = company.Propose(Company.Drops);
        await company.Settle();
        var digest = Asked(company, pull, company.Dan);
        pull.Comment(company.Ana, $"/countersign grant {digest}");
        pull.Comment(company.Author, $"/countersign grant {digest}");
        await company.Settle();

        Assert.NotEqual("success", company.CheckOf(pull));
        Assert.Contains("wrote part of this change", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Empty(desk.Texts);
    }

    private static string Asked(Company company, SandboxPullRequest pull, Actor by)
    {
        var digest = company.DigestIn(pull);
        pull.Comment(by, $"/countersign override {digest} because support is down");
        return digest;
    }
}
