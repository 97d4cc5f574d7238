using Countersign.Sandbox;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.IntegrationTests.Sandbox;

/// <summary>Merges leave the commits in Git that GitHub leaves.</summary>
public sealed class MergeTests
{
    [Fact]
    public async Task Asking_what_blocks_a_merged_pull_request_does_not_change_which_commit_it_landed_as()
    {
        await using var shop = await Shop.OpenAsync();
        var landed = shop.Pull.Merge(shop.Bob, MergeMethod.Squash);

        Assert.NotEmpty(shop.Pull.MergeBlockers);

        Assert.Equal(landed, shop.Pull.MergeCommitSha);
    }

    [Fact]
    public async Task A_merge_commit_has_the_base_and_the_head_as_parents()
    {
        await using var shop = await Shop.OpenAsync();
        var (tip, head) = (shop.Repository.Tip("main")!, shop.Pull.HeadSha);
        var landed = shop.Pull.Merge(shop.Bob);

        Assert.Equal([tip, head], Git(shop, "log", "-1", "--format=%P", landed).Split(' '));
        Assert.Equal("Merge pull request #1 from acme/note", Git(shop, "log", "-1", "--format=%s", landed));
        Assert.Equal((PullRequestState.Merged, landed, landed), (shop.Pull.State, shop.Pull.MergeCommitSha, shop.Repository.Tip("main")));
    }

    [Fact]
    public async Task A_squash_is_one_commit_of_the_author_committed_by_GitHub()
    {
        await using var shop = await Shop.OpenAsync();
        var tip = shop.Repository.Tip("main")!;
        shop.Pull.Push(shop.Bob, "More", FileChange.Put("db/003_more.sql", "SELECT 1;\n"));
        var landed = shop.Pull.Merge(shop.Bob, MergeMethod.Squash);

        Assert.Equal($"{tip}|alice|GitHub|Add a note (#1)", Git(shop, "log", "-1", "--format=%P|%an|%cn|%s", landed));
        Assert.Contains("Co-authored-by: bob <bob@example.com>", Git(shop, "log", "-1", "--format=%B", landed), StringComparison.Ordinal);
        Assert.NotNull(shop.Repository.File("main", "db/003_more.sql"));
    }

    [Fact]
    public async Task A_rebase_lands_each_commit_again_and_ends_at_the_last()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Pull.Push(shop.Alice, "More", FileChange.Put("db/003_more.sql", "SELECT 1;\n"));
        var tip = shop.Repository.Push(shop.Root, "main", "Elsewhere", FileChange.Put("other.txt", "x\n"));
        var head = shop.Pull.HeadSha;
        var landed = shop.Pull.Merge(shop.Bob, MergeMethod.Rebase);

        Assert.Equal(["Add a note to orders", "More"], Git(shop, "log", "--reverse", "--format=%s", $"{tip}..{landed}").Split('\n'));
        Assert.Equal("alice|bob", Git(shop, "log", "-1", "--format=%an|%cn", landed));
        Assert.NotEqual(head, landed);
    }

    [Fact]
    public async Task A_required_check_gates_the_merge_until_the_right_app_reports_it_on_the_head()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Repository.Protect("main", new BranchProtection { RequiredChecks = [new RequiredCheck("countersign", shop.App.Id)] });
        var expected = Assert.Throws<RefusedException>(() => shop.Pull.Merge(shop.Bob));
        shop.Repository.ReportStatus(shop.Bob, shop.Pull.HeadSha, "countersign", "success");
        var stranger = Assert.Throws<RefusedException>(() => shop.Pull.Merge(shop.Bob));
        await shop.AsApp().Check.Run.Create("acme", "shop", new Octokit.NewCheckRun("countersign", shop.Pull.HeadSha) { Conclusion = Octokit.CheckConclusion.Success });
        shop.Pull.Push(shop.Alice, "More", FileChange.Put("x.txt", "x\n"));
        var moved = Assert.Throws<RefusedException>(() => shop.Pull.Merge(shop.Bob));
        await shop.AsApp().Check.Run.Create("acme", "shop", new Octokit.NewCheckRun("countersign", shop.Pull.HeadSha) { Conclusion = Octokit.CheckConclusion.Success });
        shop.Pull.Merge(shop.Bob);

        Assert.All([expected, stranger, moved], refusal => Assert.Equal((405, "Required status check \"countersign\" is expected."), (refusal.Status, refusal.Message)));
        Assert.Equal(PullRequestState.Merged, shop.Pull.State);
    }

    [Fact]
    public async Task An_admin_merges_past_protection_unless_it_includes_admins()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Repository.Protect("main", new BranchProtection { RequiredApprovals = 1, EnforceAdmins = true });
        Assert.Throws<RefusedException>(() => shop.Pull.AdminMerge(shop.Bob));
        Assert.Throws<RefusedException>(() => shop.Pull.AdminMerge(shop.Root));
        shop.Repository.Protect("main", new BranchProtection { RequiredApprovals = 1 });
        shop.Pull.AdminMerge(shop.Root);

        Assert.Equal(PullRequestState.Merged, shop.Pull.State);
    }

    [Fact]
    public async Task A_conflict_shows_as_not_mergeable_and_is_refused()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Repository.Push(shop.Root, "main", "Same file", FileChange.Put("db/002_note.sql", "something else\n"));
        var pull = await shop.AsApp().PullRequest.Get("acme", "shop", 1);

        Assert.Equal((false, Octokit.MergeableState.Dirty), (pull.Mergeable, pull.MergeableState!.Value.Value));
        Assert.Equal(405, Assert.Throws<RefusedException>(() => shop.Pull.Merge(shop.Bob)).Status);
    }

    [Fact]
    public async Task A_pull_request_whose_commits_are_pushed_to_the_base_is_merged_without_a_merge()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Repository.ForcePush(shop.Root, "main", "note");

        Assert.Equal((PullRequestState.Merged, shop.Pull.HeadSha), (shop.Pull.State, shop.Pull.MergeCommitSha));
    }

    [Fact]
    public async Task A_revert_opens_a_pull_request_that_undoes_it()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Pull.Merge(shop.Bob, MergeMethod.Squash);
        var revert = shop.Pull.Revert(shop.Bob);

        Assert.Equal(("revert-1-note", "Revert \"Add a note\""), (revert.HeadBranch, revert.Title));
        Assert.Null(shop.Repository.File(revert.HeadSha, "db/002_note.sql"));
    }

    [Fact]
    public async Task The_switch_for_evil_merges_lands_what_nobody_saw()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Forge.Switches.EvilMerge = FileChange.Put("db/666.sql", "DROP TABLE orders;\n");
        foreach (var method in (MergeMethod[])[MergeMethod.Merge, MergeMethod.Squash, MergeMethod.Rebase])
        {
            shop.Repository.Push(shop.Alice, $"b{method}", $"{method}", FileChange.Put($"{method}.txt", "x\n"));
            var pull = shop.Repository.OpenPullRequest(shop.Alice, $"b{method}", "main", $"{method}");
            shop.Forge.Switches.EvilMerge = FileChange.Put($"evil-{method}.sql", "DROP TABLE orders;\n");
            pull.Merge(shop.Bob, method);

            Assert.Null(shop.Repository.File(pull.HeadSha, $"evil-{method}.sql"));
            Assert.NotNull(shop.Repository.File("main", $"evil-{method}.sql"));
        }
    }

    private static string Git(Shop shop, params string[] arguments) => GitCommand.Run(shop.Repository.GitDirectory, arguments).Trim();
}
