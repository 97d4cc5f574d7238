using System.Net;
using System.Security.Cryptography;
using Octokit;

namespace Countersign.IntegrationTests.Sandbox;

/// <summary>Octokit, as it is released, finds a GitHub it understands.</summary>
public sealed class OctokitTests
{
    [Fact]
    public async Task An_app_gets_an_installation_token_with_its_JWT_and_works_with_it()
    {
        await using var shop = await Shop.OpenAsync();
        var app = await shop.ByJwt().GitHubApps.GetCurrent();
        var installation = await shop.ByJwt().GitHubApps.GetRepositoryInstallationForCurrent("acme", "shop");
        var token = await shop.ByJwt().GitHubApps.CreateInstallationToken(installation.Id);

        var pull = await shop.Client(new Credentials(token.Token)).PullRequest.Get("acme", "shop", 1);

        Assert.Equal((shop.App.Id, shop.Installation.Id), (app.Id, installation.Id));
        Assert.InRange(token.ExpiresAt, DateTimeOffset.UtcNow.AddMinutes(58), DateTimeOffset.UtcNow.AddMinutes(61));
        Assert.Equal("Add a note", pull.Title);
        Assert.Empty(shop.Forge.UnknownRequests);
    }

    [Fact]
    public async Task A_JWT_signed_with_another_key_or_living_too_long_is_refused()
    {
        await using var shop = await Shop.OpenAsync();
        using var other = RSA.Create(2048);

        await Assert.ThrowsAsync<AuthorizationException>(() => shop.ByJwt(signedWith: other).GitHubApps.GetCurrent());
        await Assert.ThrowsAsync<AuthorizationException>(() => shop.ByJwt(TimeSpan.FromMinutes(11)).GitHubApps.GetCurrent());
        await Assert.ThrowsAsync<AuthorizationException>(() => shop.ByJwt(TimeSpan.FromMinutes(-1)).GitHubApps.GetCurrent());
    }

    [Fact]
    public async Task A_pull_request_shows_what_is_in_git()
    {
        await using var shop = await Shop.OpenAsync();
        var client = shop.AsApp();

        var pull = await client.PullRequest.Get(shop.Repository.Id, 1);
        var files = await client.PullRequest.Files(shop.Repository.Id, 1);
        var commits = await client.PullRequest.Commits("acme", "shop", 1);
        var content = await client.Repository.Content.GetRawContentByRef("acme", "shop", "db/002_note.sql", pull.Head.Sha);
        var compared = await client.Repository.Commit.Compare("acme", "shop", "main", pull.Head.Sha);

        Assert.Equal((shop.Repository.Tip("note"), shop.Repository.Tip("main")), (pull.Head.Sha, pull.Base.Sha));
        Assert.Equal((true, false, 1, 1), (pull.Mergeable, pull.Merged, pull.Commits, pull.ChangedFiles));
        Assert.Equal(("db/002_note.sql", "added", "@@ -0,0 +1 @@\n+ALTER TABLE orders ADD COLUMN note text;"),
            (files[0].FileName, files[0].Status, files[0].Patch));
        Assert.Equal(("alice", "alice@example.com"), (commits[0].Author.Login, commits[0].Commit.Author.Email));
        Assert.Equal(Shop.Migration, System.Text.Encoding.UTF8.GetString(content));
        Assert.Equal((1, 0, pull.Base.Sha), (compared.AheadBy, compared.BehindBy, compared.MergeBaseCommit.Sha));
        Assert.Empty(shop.Forge.UnknownRequests);
    }

    [Fact]
    public async Task Reviews_comments_reactions_and_checks_go_both_ways()
    {
        await using var shop = await Shop.OpenAsync();
        var client = shop.AsApp();
        var review = shop.Pull.Approve(shop.Bob, "fine");

        var reviews = await client.PullRequest.Review.GetAll("acme", "shop", 1);
        var comment = await client.Issue.Comment.Create("acme", "shop", 1, "needs **one** sign-off");
        await client.Issue.Comment.Update("acme", "shop", comment.Id, "signed");
        await client.Reaction.IssueComment.Create("acme", "shop", comment.Id, new NewReaction(ReactionType.Eyes));
        var run = await client.Check.Run.Create("acme", "shop", new NewCheckRun("countersign", shop.Pull.HeadSha) { Status = CheckStatus.InProgress });
        var output = new NewCheckRunOutput("Clear", "all signed")
        {
            Annotations = [new NewCheckRunAnnotation("db/002_note.sql", 1, 1, CheckAnnotationLevel.Notice, "adds a column")],
        };
        var done = await client.Check.Run.Update("acme", "shop", run.Id, new CheckRunUpdate { Conclusion = CheckConclusion.Success, Output = output });
        var listed = await client.Check.Run.GetAllForReference("acme", "shop", shop.Pull.HeadSha);

        Assert.Equal((review.Id, "bob", shop.Pull.HeadSha, PullRequestReviewState.Approved),
            (reviews[0].Id, reviews[0].User.Login, reviews[0].CommitId, reviews[0].State.Value));
        Assert.Equal("signed", shop.Pull.Comments[0].Body);
        Assert.Equal("eyes", shop.Pull.Comments[0].Reactions[0].Content);
        Assert.Equal((CheckStatus.Completed, CheckConclusion.Success), (done.Status.Value, done.Conclusion!.Value.Value));
        Assert.Equal(1, listed.TotalCount);
        Assert.Equal("adds a column", shop.Repository.CheckRuns[0].Annotations[0].Message);
        Assert.Empty(shop.Forge.UnknownRequests);
    }

    [Fact]
    public async Task Deployments_statuses_roles_teams_and_branches_are_read_and_written()
    {
        await using var shop = await Shop.OpenAsync();
        var client = shop.AsApp();
        shop.Forge.AddTeam(shop.Company, "dba", shop.Bob);

        var deployment = await client.Repository.Deployment.Create("acme", "shop", new NewDeployment(shop.Pull.HeadSha)
        {
            AutoMerge = false,
            RequiredContexts = [],
            Environment = "production",
        });
        await client.Repository.Deployment.Status.Create("acme", "shop", deployment.Id, new NewDeploymentStatus(DeploymentState.Success));
        await client.Repository.Status.Create("acme", "shop", shop.Pull.HeadSha, new NewCommitStatus { State = CommitState.Success, Context = "ci" });
        var combined = await client.Repository.Status.GetCombined("acme", "shop", shop.Pull.HeadSha);
        var role = await client.Repository.Collaborator.ReviewPermission("acme", "shop", "bob");
        var branch = await client.Repository.Branch.Get("acme", "shop", "main");
        var user = await shop.As(shop.Bob).User.Current();

        Assert.Equal(("production", shop.Pull.HeadSha), (deployment.Environment, deployment.Sha));
        Assert.Equal("success", shop.Repository.Deployments[0].Statuses[0].State);
        Assert.Equal(CommitState.Success, combined.State.Value);
        Assert.Equal("write", role.Permission);
        Assert.Equal(shop.Repository.Tip("main"), branch.Commit.Sha);
        Assert.Equal("bob", user.Login);
        Assert.Empty(shop.Forge.UnknownRequests);
    }

    [Fact]
    public async Task A_merge_with_the_right_head_lands_and_one_with_another_head_is_refused()
    {
        await using var shop = await Shop.OpenAsync();
        var client = shop.As(shop.Bob);
        var wrong = new MergePullRequest { Sha = shop.Repository.Tip("main"), MergeMethod = PullRequestMergeMethod.Squash };
        var right = new MergePullRequest { Sha = shop.Pull.HeadSha, MergeMethod = PullRequestMergeMethod.Squash };

        var refused = await Assert.ThrowsAnyAsync<ApiException>(() => client.PullRequest.Merge("acme", "shop", 1, wrong));
        var merged = await client.PullRequest.Merge("acme", "shop", 1, right);
        var pull = await client.PullRequest.Get("acme", "shop", 1);

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal((true, merged.Sha), (pull.Merged, shop.Repository.Tip("main")));
        Assert.Equal(merged.Sha, pull.MergeCommitSha);
    }
}
