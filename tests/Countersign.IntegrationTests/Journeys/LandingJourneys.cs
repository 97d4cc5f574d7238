using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>A merge authorises nothing; what was signed is applied whichever way it lands.</summary>
public sealed class LandingJourneys
{
    [Theory]
    [InlineData(MergeMethod.Merge)]
    [InlineData(MergeMethod.Squash)]
    [InlineData(MergeMethod.Rebase)]
    public async Task What_is_signed_is_applied_whichever_way_it_lands(MergeMethod method)
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        pull.Push(company.Author, "And one more", FileChange.Put("db/0003-more.sql", "CREATE TABLE more (id INTEGER);\n"));
        company.LandElsewhere();
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();

        pull.Merge(company.Author, method);
        await company.Settle();

        Assert.Equal(["coupon", "customer", "more"], company.Tables());
        Assert.Contains("success", company.Repository.Deployments.Single().Statuses.Select(s => s.State));
    }

    [Theory]
    [InlineData(MergeMethod.Merge)]
    [InlineData(MergeMethod.Squash)]
    [Invariant(22)]
    public async Task What_the_forge_merged_wrongly_does_not_run(MergeMethod method)
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();

        company.Forge.Switches.EvilMerge = FileChange.Put("db/0002-change.sql", Company.Drops);
        pull.Merge(company.Author, method);
        await company.Settle();

        Assert.Equal(["customer"], company.Tables());
        Assert.Contains("what landed is not what was reviewed", company.CommentOn(pull), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_merge_without_sign_offs_runs_nothing_and_can_be_completed_later()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Drops);
        await company.Settle();

        company.AdminMerge(pull);
        await company.Settle();
        Assert.Equal(["customer"], company.Tables());

        pull.Comment(company.Ana, $"/countersign approve all {company.DigestIn(pull)}");
        await company.Settle();
        Assert.Equal(["customer"], company.Tables());

        pull.Comment(company.Bo, $"/countersign approve all {company.DigestIn(pull)}");
        await company.Settle();
        Assert.Empty(company.Tables());
    }

    [Fact]
    public async Task A_later_change_waits_for_one_that_landed_before_it()
    {
        await using var company = await Company.Open();
        var first = company.Propose(Company.Drops);
        var second = company.Propose(Company.Creates, "db/0003-coupon.sql", "second");
        await company.Settle();
        company.AdminMerge(first);
        second.Approve(company.Dan);
        await company.Settle();
        second.Merge(company.Author);
        await company.Settle();
        Assert.Equal(["customer"], company.Tables());
        Assert.Contains("landed earlier", company.CommentOn(second), StringComparison.Ordinal);

        first.Comment(company.Ana, $"/countersign approve all {company.DigestIn(first)}");
        first.Comment(company.Bo, $"/countersign approve all {company.DigestIn(first)}");
        await company.Settle();

        Assert.Equal(["coupon"], company.Tables());
    }

    [Fact]
    [Invariant(6)]
    public async Task A_policy_loosened_in_the_same_change_does_not_loosen_it()
    {
        await using var company = await Company.Open();
        var loose = Company.Policy.Replace("count: 2", "count: 1", StringComparison.Ordinal);
        var pull = company.Propose("sneaky", FileChange.Put(".countersign.yml", loose), FileChange.Put("db/0002-drop.sql", Company.Drops));
        await company.Settle();

        pull.Approve(company.Ana);
        pull.Approve(company.Cleo); // by the policy that the change brings, that would be enough
        await company.Settle();
        Assert.NotEqual("success", company.CheckOf(pull));

        company.AdminMerge(pull);
        await company.Settle();
        Assert.Equal(["customer"], company.Tables());
    }

    [Fact]
    [Invariant(6)]
    public async Task A_policy_edit_needs_the_people_that_the_policy_in_force_names()
    {
        await using var company = await Company.Open();
        var pull = company.Propose("loosen", FileChange.Put(".countersign.yml", Company.Policy.Replace("count: 2", "count: 1", StringComparison.Ordinal)));
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();
        Assert.NotEqual("success", company.CheckOf(pull));

        pull.Approve(company.Cleo);
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));
    }

    [Theory]
    [InlineData(MergeMethod.Merge)]
    [InlineData(MergeMethod.Squash)]
    public async Task A_merge_queue_lands_what_is_signed(MergeMethod method)
    {
        await using var company = await Company.Open();
        company.Protect(queue: true, queueMethod: method);
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();

        pull.Enqueue(company.Author);
        await company.Settle();

        Assert.Equal(["coupon", "customer"], company.Tables());
    }

    [Fact]
    public async Task A_failed_statement_rolls_its_script_back_and_says_why()
    {
        await using var company = await Company.Open();
        var pull = company.Propose("CREATE TABLE coupon (code TEXT);\nINSERT INTO customer (id, email) VALUES (1, 'a');\nINSERT INTO customer (id, email) VALUES (1, 'b');\n");
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();
        pull.Merge(company.Author);
        await company.Settle();

        Assert.Equal(["customer"], company.Tables());
        Assert.Contains("q3", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.Contains("failure", company.Repository.Deployments.Single().Statuses.Select(s => s.State));
        company.Ledger();
    }
}
