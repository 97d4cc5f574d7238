using Countersign.Changes;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;
using Countersign.SignOffs;

namespace Countersign.IntegrationTests.GitHub;

public sealed class ChangeReadingTests
{
    [Fact]
    public async Task Everything_about_an_open_pull_request_is_read()
    {
        await using var github = await GitHubShop.AsApp();
        var (shop, pull) = (github.Shop, github.Shop.Pull);
        pull.RequestChanges(shop.Bob, "no");
        pull.Approve(shop.Bob, "/countersign approve all");
        pull.Comment(shop.Carol, "hello");

        var facts = await github.Read();

        Assert.Equal(new ChangeKey(github.Repository.Id, 1), facts.Change.Key);
        Assert.Equal(("acme/shop", "Add a note", "alice"), (facts.Change.RepositoryName, facts.Change.Title, facts.Change.Author.Login));
        Assert.Equal((github.Head, "main", "main", new CommitId(shop.Repository.Tip("main")!)),
            (facts.Change.Head, facts.Change.BaseRef, facts.Change.DefaultBranch, facts.Change.BaseTip));
        Assert.Equal((new ChangeState.Open(), false, false), (facts.Change.State, facts.Change.IsDraft, facts.Change.IsFork));
        Assert.Equal(
            [(ReviewState.ChangesRequested, "no", github.Head), (ReviewState.Approved, "/countersign approve all", github.Head)],
            facts.Reviews.Select(r => (r.State, r.Body, r.Commit!.Value)));
        Assert.Equal([("carol", "hello")], facts.Comments.Select(c => (c.By.Login, c.Body)));
        Assert.Equal(["alice"], facts.Contributors.People.Select(p => p.Login));
        Assert.Empty(facts.Contributors.Unknown);
        Assert.Equal(1, facts.CommitCount);
    }

    [Fact]
    public async Task All_pages_are_read()
    {
        await using var github = await GitHubShop.AsApp();
        for (var i = 0; i < 7; i++) github.Shop.Pull.ReviewWithComment(github.Shop.Bob, $"{i}");
        for (var i = 0; i < 5; i++) github.Shop.Pull.Comment(github.Shop.Carol, $"{i}");
        github.Shop.Forge.Switches.PageSize = 2;

        var facts = await github.Read();

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], facts.Reviews.Select(r => r.Body));
        Assert.Equal(["0", "1", "2", "3", "4"], facts.Comments.Select(c => c.Body));
    }

    [Fact]
    public async Task Whoever_had_a_hand_in_it_is_a_contributor_and_who_cannot_be_told_is_unknown()
    {
        await using var github = await GitHubShop.AsApp();
        var shop = github.Shop;
        var dana = shop.Forge.AddUser("dana");
        var erik = shop.Forge.AddUser("erik");
        shop.Pull.Push(shop.Bob, new NewCommit("by others", FileChange.Put("a", "1"))
        {
            Author = new GitIdentity("Dana", dana.Email),
            CoAuthors = [new GitIdentity("Erik", $"{erik.Id}+erik-before-renaming@users.noreply.127.0.0.1"), new GitIdentity("Carol", shop.Carol.Email)],
        });
        shop.Pull.Push(shop.Alice, new NewCommit("by nobody", FileChange.Put("b", "1"))
        {
            Author = new GitIdentity("Nobody", "nobody@nowhere.example"),
            CoAuthors = [new GitIdentity("Somebody", "somebody@nowhere.example")],
        });

        var contributors = (await github.Read()).Contributors;

        Assert.Equal(["alice", "bob", "carol", "dana", "erik"], contributors.People.Select(p => p.Login).Order());
        Assert.Equal(
            [(github.Head, "Nobody <nobody@nowhere.example>"), (github.Head, "Somebody <somebody@nowhere.example>")],
            contributors.Unknown.Select(u => (u.Commit, u.NameAndEmail)));
    }

    [Fact]
    public async Task Who_pushed_a_commit_under_another_name_is_a_contributor()
    {
        await using var github = await GitHubShop.AsApp();
        var shop = github.Shop;
        var alice = new GitIdentity(shop.Alice.Name, shop.Alice.Email);
        shop.Pull.Push(shop.Bob, new NewCommit("as if by alice", FileChange.Put("a", "1")) { Author = alice, Committer = alice });
        Assert.Equal(["alice", "bob"], (await github.Read()).Contributors.People.Select(p => p.Login).Order());
    }

    [Fact]
    public async Task The_button_that_updates_a_branch_makes_its_presser_a_contributor_and_GitHub_none()
    {
        await using var github = await GitHubShop.AsApp();
        github.Shop.Repository.Push(github.Shop.Root, "main", "elsewhere", FileChange.Put("x", "1"));
        github.Shop.Pull.UpdateBranch(github.Shop.Bob);
        var contributors = (await github.Read()).Contributors;
        Assert.Equal(["alice", "bob"], contributors.People.Select(p => p.Login).Order());
        Assert.Empty(contributors.Unknown);
    }

    [Fact]
    public async Task A_forced_push_and_a_change_of_base_are_told_with_their_times()
    {
        await using var github = await GitHubShop.AsApp();
        var shop = github.Shop;
        Assert.Empty((await github.Read()).ForcePushes);

        shop.Pull.ForcePush(shop.Bob, new NewCommit("anew", FileChange.Put("db/002_note.sql", "select 1;\n")));
        shop.Repository.Push(shop.Alice, "release", "branch", FileChange.Put("r", "1"));
        shop.Pull.Retarget(shop.Alice, "release");

        var facts = await github.Read();
        Assert.Equal(2, facts.ForcePushes.Length);
        Assert.Contains("bob", facts.Contributors.People.Select(p => p.Login));
        Assert.False(facts.Change.IsGoverned);
    }

    [Theory]
    [InlineData(MergeMethod.Merge)]
    [InlineData(MergeMethod.Squash)]
    [InlineData(MergeMethod.Rebase)]
    public async Task A_merged_one_names_the_commit_that_landed(MergeMethod method)
    {
        await using var github = await GitHubShop.AsApp();
        var landed = github.Shop.Pull.Merge(github.Shop.Bob, method);
        Assert.Equal(new ChangeState.Merged(new CommitId(landed)), (await github.Read()).Change.State);
    }

    [Fact]
    public async Task A_closed_one_is_not_merged_though_it_names_a_commit()
    {
        await using var github = await GitHubShop.AsApp();
        github.Shop.Pull.Close(github.Shop.Alice);
        Assert.Equal(new ChangeState.Closed(), (await github.Read()).Change.State);
    }

    [Fact]
    public async Task A_fork_is_told_by_the_id_of_its_repository()
    {
        await using var github = await GitHubShop.AsApp();
        var shop = github.Shop;
        shop.Repository.Private = false;
        var fork = shop.Repository.Fork(shop.Carol);
        fork.Push(shop.Carol, "idea", "idea", FileChange.Put("db/003.sql", "select 1;\n"));
        var pull = shop.Repository.OpenPullRequest(shop.Carol, "idea", "main", "From a fork", from: fork);
        var facts = await github.Forge.ReadChange(github.Repository, pull.Number, default);
        Assert.True(facts!.Change.IsFork);
        Assert.Equal(new RepositoryId(fork.Id), facts.Change.HeadRepository);
    }

    [Fact]
    public async Task What_does_not_exist_is_null()
    {
        await using var github = await GitHubShop.AsApp();
        Assert.Null(await github.Forge.ReadChange(github.Repository, 99, default));
    }

    [Fact]
    public async Task A_read_that_shows_an_old_head_is_made_again()
    {
        await using var github = await GitHubShop.AsApp();
        await github.Read();
        github.Shop.Pull.Push(github.Shop.Alice, "more", FileChange.Put("db/003.sql", "select 3;\n"));
        github.Shop.Forge.Switches.StaleReads = 1;
        Assert.Equal(github.Head, (await github.Read()).Change.Head);
    }

    [Fact]
    public async Task After_a_rebase_the_forge_names_a_commit_that_the_approver_never_saw_and_the_move_is_told()
    {
        await using var github = await GitHubShop.AsApp();
        var shop = github.Shop;
        shop.Forge.Switches.ReanchorApprovals = true;
        shop.Pull.Approve(shop.Bob);
        var seen = github.Head;
        shop.Repository.Push(shop.Root, "main", "elsewhere", FileChange.Put("x", "1"));
        shop.Pull.Rebase(shop.Alice);

        var facts = await github.Read();

        var review = Assert.Single(facts.Reviews);
        Assert.NotEqual(seen, review.Commit);
        Assert.True(Assert.Single(facts.ForcePushes).At >= review.SubmittedAt);
    }
}
