using Countersign.Bot.Store;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Repositories;
using Countersign.Sandbox.Switches;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>What somebody with the right to push, or a crash at the wrong moment, must not achieve.</summary>
public sealed class AttackJourneys
{
    private static readonly string OnCommand = Company.Policy.Replace("connection: shop-prod", "connection: shop-prod\n    deploy: on-command", StringComparison.Ordinal);

    [Fact]
    [Invariant(18)]
    public async Task Whoever_pushed_what_another_wrote_cannot_sign_it()
    {
        await using var company = await Company.Open();
        company.Protect(dismissStale: false);
        var pull = company.Propose(Company.Creates);
        var author = new GitIdentity(company.Author.Name, company.Author.Email);
        pull.Push(company.Dan, new NewCommit("Not mine", [FileChange.Put("notes.md", "by somebody else\n")]) { Author = author, Committer = author });
        await company.Settle();

        pull.Approve(company.Dan);
        await company.Settle();
        Assert.NotEqual("success", company.CheckOf(pull));

        pull.Approve(company.Ana);
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_command_starts_what_waits_for_one_but_never_what_nobody_can_tell_the_outcome_of(bool frozen)
    {
        await using var company = await Company.Open(OnCommand);
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();
        pull.Merge(company.Author);
        await company.Settle();
        var deployments = company.Get<DeploymentRecords>();
        var waiting = Assert.Single(await deployments.ReadAll(new(new(company.Repository.Id), pull.Number), CancellationToken.None));
        if (frozen) await company.Get<Database>().Execute("update deployments set state = 'frozen' where id = @Id", new { Id = waiting.Id.Value }, CancellationToken.None);

        pull.Comment(company.Dan, "/countersign deploy");
        await company.Settle();

        Assert.Equal(frozen ? ["customer"] : ["coupon", "customer"], company.Tables());
    }

    [Fact]
    [Invariant(4)]
    public async Task A_repository_that_was_renamed_executes_nothing_even_before_any_sweep()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        pull.Approve(company.Dan);
        await company.Settle();
        company.Forge.Deliveries.Hold();
        company.Repository.Rename(company.Root, "store");
        company.Forge.Deliveries.Drop(_ => true);
        company.Forge.Deliveries.Release();

        pull.Merge(company.Author);
        company.Forge.Deliveries.Drop(d => d.Event == "push"); // which would start a sweep
        await company.Settle();

        Assert.Equal(["customer"], company.Tables());
        Assert.NotNull((await company.Get<RepositoryRecords>().Find(new(company.Repository.Id), CancellationToken.None))!.Suspended);
    }

    [Fact]
    public async Task A_change_from_a_fork_is_read_signed_and_applied_like_any_other()
    {
        await using var company = await Company.Open();
        var eve = company.Forge.AddUser("eve");
        company.Repository.Grant(eve, Role.Read);
        var fork = company.Repository.Fork(eve);
        fork.Push(eve, "change", "Add coupons", FileChange.Put("db/0002-change.sql", Company.Creates));
        var pull = company.Repository.OpenPullRequest(eve, "change", "main", "Add coupons", "", from: fork);
        await company.Settle();
        Assert.Equal("in_progress", company.CheckOf(pull));

        pull.Approve(company.Dan);
        await company.Settle();
        Assert.Equal("success", company.CheckOf(pull));
        pull.Merge(company.Author);
        await company.Settle();

        Assert.Equal(["coupon", "customer"], company.Tables());
    }

    [Fact]
    public async Task A_script_without_a_statement_is_refused_because_all_after_it_would_wait_for_it()
    {
        await using var company = await Company.Open();
        var pull = company.Propose("-- nothing yet\n");
        await company.Settle();

        Assert.Equal("failure", company.CheckOf(pull));
        Assert.Contains("holds no statement", company.CommentOn(pull), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_whose_first_answer_was_lost_is_found_again()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        await company.Get<Database>().Execute("update changes set comment_id = null", new { }, CancellationToken.None);

        pull.Approve(company.Dan);
        await company.Settle();

        Assert.DoesNotContain("need", company.CommentOn(pull).Split('\n')[0], StringComparison.Ordinal); // there is one, and it is the new one
    }

    [Fact]
    public async Task A_comment_that_was_found_again_is_not_lost_by_being_edited()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        await company.Get<Database>().Execute("update changes set comment_id = null", new { }, CancellationToken.None);
        company.Forge.Switches.Fail(Fault.LostAnswer("PATCH", "/comments", requests: 100)); // it is edited, and the answers never come
        pull.Approve(company.Dan);
        await company.UntilWorkFails();
        Assert.Contains(pull.Comments, c => c.Body.StartsWith("### 🟢", StringComparison.Ordinal));

        company.Forge.Switches.Reset();
        await company.Sweep();

        Assert.Single(pull.Comments, c => c.Author == company.App.Bot);
    }

    [Fact]
    public async Task A_check_that_somebody_asked_to_run_again_is_written_again()
    {
        await using var company = await Company.Open();
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        var before = CheckWrites(company);

        company.Repository.Rerequest(company.Dan, company.Repository.CheckRuns[^1]);
        await company.Settle();

        Assert.Equal(before + 1, CheckWrites(company));
    }

    private static int CheckWrites(Company company) => company.Forge.Journal.Entries
        .Count(e => e.Method is "POST" or "PATCH" && e.Path.Contains("/check-runs", StringComparison.Ordinal));
}
