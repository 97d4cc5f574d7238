using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>Who signed what, through everything that may happen to a pull request before it lands.</summary>
public sealed class SignOffJourneys
{
    [Fact]
    public async Task A_push_that_edits_the_signed_statement_voids_the_sign_off()
    {
        await using var company = await Company.Open();
        company.Protect(dismissStale: false);
        var pull = await Signed(company);

        pull.Push(company.Author, "One more column", FileChange.Put("db/0002-change.sql", "CREATE TABLE coupon (code TEXT PRIMARY KEY, percent INTEGER);\n"));
        await company.Settle();

        Assert.NotEqual("success", company.CheckOf(pull));
        Assert.Contains("q1 changed after", company.CommentOn(pull), StringComparison.Ordinal);
        Assert.NotEmpty(pull.MergeBlockers);
    }

    [Fact]
    public async Task A_push_elsewhere_keeps_it()
    {
        await using var company = await Company.Open();
        company.Protect(dismissStale: false);
        var pull = await Signed(company);

        pull.Push(company.Author, "Explain", FileChange.Put("README.md", "# shop\nwith coupons\n"));
        await company.Settle();

        Assert.Equal("success", company.CheckOf(pull));
    }

    [Fact]
    public async Task A_statement_inserted_above_voids_it_and_one_below_does_not()
    {
        await using var company = await Company.Open();
        company.Protect(dismissStale: false);
        var pull = await Signed(company);

        pull.Push(company.Author, "Below", FileChange.Put("db/0003-below.sql", "CREATE TABLE below (id INTEGER);\n"));
        await company.Settle();
        Assert.Contains("q2 needs 1 sign-off", company.CommentOn(pull), StringComparison.Ordinal);

        pull.Push(company.Author, "Above", FileChange.Put("db/00015-above.sql", "CREATE TABLE above (id INTEGER);\n"));
        await company.Settle();
        Assert.Contains("q1–q3 need 1 sign-off", company.CommentOn(pull), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_force_push_of_other_bytes_does_not_inherit_an_approval_that_the_forge_moved(bool reanchor)
    {
        await using var company = await Company.Open();
        company.Protect(dismissStale: false);
        company.Forge.Switches.ReanchorApprovals = reanchor;
        var pull = await Signed(company);

        // A comment and a live statement have the same patch id once white space is ignored.
        pull.ForcePush(company.Author, new NewCommit("Tidy", [FileChange.Put("db/0002-change.sql", "CREATE TABLE coupon (code TEXT  PRIMARY KEY);\n")]));
        await company.Settle();

        Assert.NotEqual("success", company.CheckOf(pull));
    }

    [Fact]
    public async Task A_rebase_keeps_the_sign_off_by_content_though_the_forge_moved_the_review()
    {
        await using var company = await Company.Open();
        company.Protect(dismissStale: false);
        company.Forge.Switches.ReanchorApprovals = true;
        var pull = await Signed(company);

        company.LandElsewhere();
        pull.Rebase(company.Author);
        await company.Settle();

        Assert.Equal("success", company.CheckOf(pull));
    }

    [Fact]
    public async Task An_approval_whose_delivery_was_lost_does_not_survive_a_force_push()
    {
        await using var company = await Company.Open();
        company.Protect(dismissStale: false);
        company.Forge.Switches.ReanchorApprovals = true;
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        company.Forge.Deliveries.Hold();
        pull.Approve(company.Dan);
        company.Forge.Deliveries.Drop(d => d.Event == "pull_request_review");
        company.LandElsewhere();
        pull.Rebase(company.Author);
        company.Forge.Deliveries.Release();
        await company.Settle();

        Assert.NotEqual("success", company.CheckOf(pull));
        Assert.Contains("please approve again", company.CommentOn(pull), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_for_changes_after_approving_takes_the_approval_back()
    {
        await using var company = await Company.Open();
        var pull = await Signed(company);

        pull.RequestChanges(company.Dan, "Wait, the type is wrong.");
        await company.Settle();

        Assert.NotEqual("success", company.CheckOf(pull));
        Assert.Contains("@dan", company.CommentOn(pull), StringComparison.Ordinal);
    }

    [Fact]
    [Invariant(2)]
    [Invariant(17)]
    public async Task A_dismissed_approval_does_not_count()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        var review = pull.Approve(company.Dan);
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));

        pull.Dismiss(company.Root, review, "Not yours to approve");
        await company.Settle();

        Assert.NotEqual("success", company.CheckOf(pull));
    }

    [Fact]
    public async Task The_author_cannot_sign_their_own_change_by_a_command()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();

        pull.Comment(company.Author, $"/countersign approve all {company.DigestIn(pull)}");
        await company.Settle();

        Assert.NotEqual("success", company.CheckOf(pull));
    }

    [Fact]
    public async Task Someone_who_committed_to_the_change_cannot_sign_it()
    {
        await using var company = await Company.Open();
        company.Protect(dismissStale: false);
        var pull = company.Propose(Company.Creates);
        pull.Push(company.Dan, "Reformat", FileChange.Put("notes.md", "by dan\n"));
        await company.Settle();

        pull.Approve(company.Dan);
        await company.Settle();
        Assert.NotEqual("success", company.CheckOf(pull));

        pull.Approve(company.Ana);
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));
    }

    [Fact]
    public async Task A_command_signs_what_it_names_and_revoking_takes_it_back()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();

        pull.Comment(company.Dan, $"/countersign approve q1 {company.DigestIn(pull)}");
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));

        pull.Comment(company.Dan, "/countersign revoke q1");
        await company.Settle();
        Assert.NotEqual("success", company.CheckOf(pull));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_revoked_stays_so_when_the_revoking_comment_is_deleted_or_edited(bool delete)
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        pull.Comment(company.Dan, $"/countersign approve q1 {company.DigestIn(pull)}");
        await company.Settle();
        var revocation = pull.Comment(company.Dan, "/countersign revoke q1\nI had not seen the index.");
        await company.Settle();

        if (delete) pull.DeleteComment(company.Dan, revocation);
        else pull.EditComment(company.Dan, revocation, "never mind");
        await company.Settle();
        Assert.NotEqual("success", company.CheckOf(pull));

        pull.Comment(company.Dan, $"/countersign approve q1 {company.DigestIn(pull)}");
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));
    }

    [Fact]
    public async Task A_command_with_the_digest_of_another_plan_signs_nothing_and_is_told_so()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();

        pull.Comment(company.Dan, "/countersign approve all 0123456789ab");
        await company.Settle();

        Assert.NotEqual("success", company.CheckOf(pull));
        Assert.Contains(pull.Comments, c => c.Author == company.App.Bot && c.Body.Contains("no plan of this change", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Destroying_data_needs_two_different_DBAs()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Drops);
        await company.Settle();

        pull.Approve(company.Dan);
        pull.Approve(company.Ana);
        pull.Comment(company.Ana, $"/countersign approve all {company.DigestIn(pull)}");
        await company.Settle();
        Assert.NotEqual("success", company.CheckOf(pull));

        pull.Approve(company.Bo);
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));
    }

    [Fact]
    public async Task After_a_retarget_the_sign_offs_given_before_cover_only_what_was_seen()
    {
        await using var company = await Company.Open();
        company.Protect(dismissStale: false);
        company.Repository.Push(company.Author, "release", "Prepare", FileChange.Put("db/0002-hidden.sql", Company.Drops));
        company.Repository.Push(company.Author, "feature", new NewCommit("Add", [FileChange.Put("db/0003-coupon.sql", Company.Creates)]), "release");
        var pull = company.Repository.OpenPullRequest(company.Author, "feature", "release", "Add coupons", "");
        await company.Settle();
        pull.Approve(company.Ana);
        pull.Approve(company.Bo);
        await company.Settle();

        pull.Retarget(company.Author, "main");
        await company.Settle();

        Assert.NotEqual("success", company.CheckOf(pull));
        Assert.Contains("q1", company.CommentOn(pull), StringComparison.Ordinal);
    }

    private static async Task<SandboxPullRequest> Signed(Company company)
    {
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));
        return pull;
    }
}
