using Countersign.Analysis;
using Countersign.Changes;
using Countersign.Forges;

namespace Countersign.IntegrationTests.GitHub;

public sealed class WritingTests
{
    [Fact]
    public async Task The_comment_is_edited_in_place_and_made_anew_when_it_is_gone()
    {
        await using var github = await GitHubShop.AsApp();
        var pull = github.Shop.Pull;
        var first = await github.Forge.WriteComment(github.Repository, 1, null, "one", default);
        Assert.Equal(first, await github.Forge.WriteComment(github.Repository, 1, first, "two", default));
        Assert.Equal([(first, "two")], pull.Comments.Select(c => (c.Id, c.Body)));

        pull.DeleteComment(github.Shop.Root, pull.Comments[0]);
        var second = await github.Forge.WriteComment(github.Repository, 1, first, "three", default);

        Assert.NotEqual(first, second);
        Assert.Equal([(second, "three")], pull.Comments.Select(c => (c.Id, c.Body)));
    }

    [Theory]
    [InlineData('x', 65_536)]
    [InlineData('\u20ac', 65_536)]
    public async Task A_comment_that_GitHub_would_refuse_is_the_callers_mistake(char character, int length)
    {
        await using var github = await GitHubShop.AsApp();
        await Assert.ThrowsAsync<ArgumentException>(
            () => github.Forge.WriteComment(github.Repository, 1, null, new string(character, length), default));
        Assert.DoesNotContain(github.Shop.Forge.Journal.Writes, w => w.Path.Contains("comments", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reaction_answers_a_command()
    {
        await using var github = await GitHubShop.AsApp();
        var comment = github.Shop.Pull.Comment(github.Shop.Bob, "/countersign help");
        await github.Forge.React(github.Repository, 1, comment.Id, Reaction.Seen, default);
        await github.Forge.React(github.Repository, 1, comment.Id, Reaction.Seen, default);
        await github.Forge.React(github.Repository, 1, comment.Id, Reaction.Refused, default);
        Assert.Equal(["eyes", "confused"], comment.Reactions.Select(r => r.Content));
    }

    [Fact]
    public async Task The_check_run_is_updated_in_place_and_no_annotation_is_said_twice()
    {
        await using var github = await GitHubShop.AsApp();
        await Write(github, CheckState.InProgress, 0);
        await Write(github, CheckState.Pending, 120);
        await Write(github, CheckState.Pending, 120);
        await Write(github, CheckState.Success, 120);

        var run = Assert.Single(github.Shop.Repository.CheckRuns);
        Assert.Equal(("countersign", "completed", "success", github.Head.Hex), (run.Name, run.Status, run.Conclusion, run.HeadSha));
        Assert.Equal(120, run.Annotations.Count);
    }

    [Fact]
    public async Task A_new_run_takes_over_when_annotations_no_longer_hold_or_the_old_one_is_over()
    {
        await using var github = await GitHubShop.AsApp();
        await Write(github, CheckState.Pending, 2);
        await Write(github, CheckState.Success, 1);
        await Write(github, CheckState.Pending, 1);
        Assert.Equal(
            [("in_progress", 2), ("completed", 1), ("in_progress", 1)],
            github.Shop.Repository.CheckRuns.Select(r => (r.Status, r.Annotations.Count)));
    }

    [Fact]
    public async Task With_a_token_the_check_is_a_commit_status_of_140_characters()
    {
        await using var github = await GitHubShop.WithToken();
        var title = string.Concat(Enumerable.Repeat("\U0001F512", 100));
        await github.Forge.WriteCheck(github.Repository, github.Head, new(CheckState.Failure, title, "", []), default);
        await github.Forge.WriteCheck(github.Repository, github.Head, new(CheckState.Pending, "needs 1", "", []), default);

        var statuses = github.Shop.Repository.Statuses;
        Assert.Equal([("countersign", "failure"), ("countersign", "pending")], statuses.Select(s => (s.Context, s.State)));
        Assert.True(statuses[0].Description!.Length <= 140);
        Assert.EndsWith("\U0001F512…", statuses[0].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_is_recorded_on_the_commit_without_merging_and_without_waiting_for_checks()
    {
        await using var github = await GitHubShop.AsApp();
        var landed = new CommitId(github.Shop.Pull.AdminMerge(github.Shop.Root));
        var report = new DeploymentReport(null, landed, "production", DeploymentState.Queued, "waits");
        var id = await github.Forge.WriteDeployment(github.Repository, report, default);
        foreach (var state in new[] { DeploymentState.InProgress, DeploymentState.Success })
            Assert.Equal(id, await github.Forge.WriteDeployment(github.Repository, report with { Existing = id, State = state }, default));

        var deployment = Assert.Single(github.Shop.Repository.Deployments);
        Assert.Equal((id, landed.Hex, "production"), (deployment.Id, deployment.Sha, deployment.Environment));
        Assert.Equal(["queued", "in_progress", "success"], deployment.Statuses.Select(s => s.State));
    }

    private static Task Write(GitHubShop github, CheckState state, int annotations) => github.Forge.WriteCheck(
        github.Repository, github.Head,
        new(state, "a title", "a **summary**",
            [.. Enumerable.Range(1, annotations).Select(i => new CheckAnnotation("db/002_note.sql", i, i, Severity.Warning, "PG003", $"finding {i}"))]),
        default);
}
