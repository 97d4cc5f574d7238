using Countersign.Sandbox;
using Countersign.Sandbox.Repositories;
using Countersign.Sandbox.Reviews;
using Octokit;

namespace Countersign.IntegrationTests.Sandbox;

/// <summary>Reviews follow GitHub's rules, the inconvenient ones too.</summary>
public sealed class ReviewTests
{
    [Fact]
    public async Task Nobody_approves_their_own_pull_request()
    {
        await using var shop = await Shop.OpenAsync();
        var byHand = Assert.Throws<RefusedException>(() => shop.Pull.Approve(shop.Alice));
        var review = new PullRequestReviewCreate { Event = PullRequestReviewEvent.Approve, Body = "mine" };
        var byApi = await Assert.ThrowsAsync<ApiValidationException>(() => shop.As(shop.Alice).PullRequest.Review.Create("acme", "shop", 1, review));

        Assert.Equal((422, "Can not approve your own pull request"), (byHand.Status, byHand.Errors[0]));
        Assert.Contains("Can not approve your own pull request", byApi.HttpResponse.Body!.ToString(), StringComparison.Ordinal);
        Assert.Empty(shop.Pull.Reviews);
    }

    [Fact]
    public async Task Only_approvals_with_write_access_count_and_a_remark_does_not_replace_one()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Repository.Protect("main", new BranchProtection { RequiredApprovals = 1 });
        shop.Pull.Approve(shop.Carol);
        Assert.Single(shop.Pull.MergeBlockers);
        shop.Pull.Approve(shop.Bob);
        shop.Pull.ReviewWithComment(shop.Bob, "by the way");
        Assert.Empty(shop.Pull.MergeBlockers);
        shop.Pull.RequestChanges(shop.Bob, "no");
        Assert.NotEmpty(shop.Pull.MergeBlockers);
    }

    [Fact]
    public async Task A_push_that_changes_the_difference_dismisses_approvals_where_the_branch_says_so()
    {
        await using var shop = await Shop.OpenAsync();
        var kept = shop.Pull.Approve(shop.Bob);
        shop.Pull.Push(shop.Alice, "More", FileChange.Put("x.txt", "x\n"));
        Assert.Equal(ReviewState.Approved, kept.State);

        shop.Repository.Protect("main", new BranchProtection { DismissStaleReviews = true, RequiredApprovals = 1 });
        shop.Pull.Push(shop.Alice, "Even more", FileChange.Put("y.txt", "y\n"));
        Assert.Equal(ReviewState.Dismissed, kept.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_clean_rebase_keeps_an_approval_and_moves_its_commit_when_the_switch_is_on(bool reanchor)
    {
        await using var shop = await Shop.OpenAsync();
        shop.Repository.Protect("main", new BranchProtection { DismissStaleReviews = true, RequiredApprovals = 1 });
        shop.Forge.Switches.ReanchorApprovals = reanchor;
        var (approval, reviewed) = (shop.Pull.Approve(shop.Bob), shop.Pull.HeadSha);
        shop.Repository.Push(shop.Root, "main", "Elsewhere", FileChange.Put("other.txt", "x\n"));
        shop.Pull.Rebase(shop.Alice);

        Assert.NotEqual(reviewed, shop.Pull.HeadSha);
        Assert.Equal((ReviewState.Approved, reanchor ? shop.Pull.HeadSha : reviewed), (approval.State, approval.CommitId));
    }

    [Fact]
    public async Task A_force_push_with_another_patch_never_moves_an_approval()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Forge.Switches.ReanchorApprovals = true;
        var (approval, reviewed) = (shop.Pull.Approve(shop.Bob), shop.Pull.HeadSha);
        shop.Pull.ForcePush(shop.Alice, new Countersign.Sandbox.Repositories.NewCommit("Evil", FileChange.Put("db/002_note.sql", "DROP TABLE orders;\n")));
        var timeline = await shop.AsApp().Issue.Timeline.GetAllForIssue("acme", "shop", 1);

        Assert.Equal(reviewed, approval.CommitId);
        Assert.Contains(timeline, entry => entry.Event.StringValue == "head_ref_force_pushed" && entry.CommitId == shop.Pull.HeadSha);
    }

    [Fact]
    public async Task Code_owners_named_on_the_base_branch_must_approve_their_files()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Forge.AddTeam(shop.Company, "dba", shop.Root);
        shop.Repository.Push(shop.Root, "main", "Owners", FileChange.Put(".github/CODEOWNERS", "* @alice\n/db/ @acme/dba\n"));
        shop.Repository.Protect("main", new BranchProtection { RequireCodeOwnerReviews = true });
        shop.Pull.Approve(shop.Bob);
        Assert.Equal(["Waiting on code owner review."], shop.Pull.MergeBlockers);
        shop.Pull.Approve(shop.Root);
        Assert.Empty(shop.Pull.MergeBlockers);
    }

    [Fact]
    public async Task A_pull_request_from_a_fork_has_its_head_in_this_repository_and_follows_the_fork()
    {
        await using var shop = await Shop.OpenAsync();
        var mallory = shop.Forge.AddUser("mallory");
        shop.Repository.Private = false;
        var fork = shop.Repository.Fork(mallory);
        fork.Push(mallory, "patch", "Patch", FileChange.Put("x.txt", "x\n"));
        var pull = shop.Repository.OpenPullRequest(mallory, "patch", "main", "Patch", from: fork);
        pull.Push(mallory, "More", FileChange.Put("y.txt", "y\n"));
        var read = await shop.AsApp().PullRequest.Get("acme", "shop", pull.Number);

        Assert.Equal(("mallory/shop", fork.Tip("patch")), (read.Head.Repository.FullName, read.Head.Sha));
        Assert.Equal(2, (await shop.AsApp().PullRequest.Files("acme", "shop", pull.Number)).Count);
        Assert.Throws<RefusedException>(() => pull.Merge(mallory));
    }
}
