using Countersign.Bot.Configuration;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.Ledger;
using Countersign.Sandbox.PullRequests;
using Countersign.Sandbox.Repositories;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>
/// Whoever took over a process that listens to the internet writes to the store as they like. An executor apart runs nothing for it:
/// two people approved one script, another one landed, and rows say that they meant that.
/// </summary>
public sealed class ForgedStoreJourney
{
    private const string SignOff = "update review_evidence set head = @Landed where repository = @Repository and number = @Number";

    private const string Plan =
        """
        update plans set
          digest = (select p.digest from plans p where p.head = @Landed order by p.id desc limit 1),
          statements = (select p.statements from plans p where p.head = @Landed order by p.id desc limit 1)
        where repository = @Repository and number = @Number and head <> @Landed
        """;

    private const string Policy = "update plans set policy = @Lax where repository = @Repository and number = @Number";

    private const string WorkItem =
        """
        insert into work (subject, asked) values ('change/' || @Repository || '/' || @Number, 4) on conflict (subject) do update set asked = 4
        """;

    private const string Deployment =
        """
        insert into deployments (repository, number, target, merge_commit, plan, state, queued_at, changed_at)
        select repository, number, 'shop-prod', @Merge, digest, 'applying', recorded_at, recorded_at from plans
        where head = @Landed order by id desc limit 1
        """;

    private const string Override =
        """
        insert into overrides (repository, number, request, plan, announced_at, used_at)
        select repository, number, 1, digest, recorded_at, recorded_at from plans where head = @Landed order by id desc limit 1
        """;

    [Fact]
    [Invariant(17)]
    [Invariant(36)]
    public async Task An_executor_apart_runs_nothing_for_a_forged_sign_off_plan_policy_work_item_deployment_or_override()
    {
        await using var company = await Company.OpenWithoutBot();
        var pull = await LandAnotherThanWasApproved(company);
        await company.StopBot();
        await company.StartBot(BotRoles.Execute);

        foreach (var forgery in new[] { SignOff, Plan, Policy, WorkItem, Deployment, Override })
        {
            await Forge(company, pull, forgery);
            Assert.Equal(["customer"], company.Tables());
            Assert.DoesNotContain(LedgerKind.Intent, company.Ledger());
        }

        // Nothing but the missing word of two people was in the way.
        var digest = company.DigestIn(pull);
        foreach (var person in new[] { company.Ana, company.Bo }) pull.Comment(person, $"/countersign approve all {digest}");
        await Wake(company, pull);
        Assert.Empty(company.Tables());
    }

    [Theory]
    [InlineData(SignOff)]
    [InlineData(Plan)]
    public async Task The_same_rows_mislead_a_process_that_keeps_them_itself(string forgery)
    {
        await using var company = await Company.OpenWithoutBot();
        var pull = await LandAnotherThanWasApproved(company);
        Assert.Equal(["customer"], company.Tables());

        await Forge(company, pull, forgery);

        Assert.Empty(company.Tables()); // so they are no feint
    }

    /// <summary>The approvals stay on the forge; they were given on another commit.</summary>
    private static async Task<SandboxPullRequest> LandAnotherThanWasApproved(Company company)
    {
        company.Protect(dismissStale: false);
        await company.StartBot();
        var pull = company.Propose(Company.Creates);
        await company.Settle();
        foreach (var person in new[] { company.Ana, company.Bo }) pull.Approve(person);
        await company.Settle();
        pull.Push(company.Author, new NewCommit("Another", [FileChange.Put("db/0002-change.sql", Company.Drops)]));
        await company.Settle();
        company.AdminMerge(pull);
        await company.Settle();
        return pull;
    }

    private static async Task Forge(Company company, SandboxPullRequest pull, string forgery)
    {
        var rows = await company.Get<Database>().Execute(forgery, new
        {
            Repository = company.Repository.Id,
            pull.Number,
            Landed = pull.HeadSha,
            Merge = pull.MergeCommitSha,
            Lax = new string('0', 64),
        }, CancellationToken.None);
        Assert.True(rows > 0, "nothing was forged");
        await Wake(company, pull);
    }

    private static async Task Wake(Company company, SandboxPullRequest pull)
    {
        await company.Get<WorkQueue>().Ask(new ChangeKey(new(company.Repository.Id), pull.Number), BotRoles.Execute, CancellationToken.None);
        await company.Settle();
    }
}
