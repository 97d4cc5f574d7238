using Countersign.Bot.Configuration;
using Countersign.Sandbox.PullRequests;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>Each role in a process of its own, with its own secrets only, over one store in files.</summary>
public sealed class RoleJourney
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Three_processes_that_know_little_of_each_other_take_a_change_from_opened_to_applied()
    {
        await using var company = await Company.OpenWithoutBot();
        await using var bots = await RoleProcesses.Start(company);
        var pull = company.Propose(Company.Creates);
        await Until(() => company.CheckOf(pull) == "in_progress");
        pull.Approve(company.Dan);
        await Until(() => company.CheckOf(pull) == "success");
        pull.Merge(company.Author, MergeMethod.Squash);

        await Until(() => pull.Comments.Any(c => c.Body.Contains("Applied on", StringComparison.Ordinal)));

        Assert.Equal(["coupon", "customer"], company.Tables());
        company.CommentOn(pull); // one
        Assert.Empty(bots.PortsOf(BotRoles.Review));
        Assert.Empty(bots.PortsOf(BotRoles.Execute));
        Assert.Single(bots.PortsOf(BotRoles.Web)); // so that the look at the others means something
    }

    [Fact]
    public async Task What_is_merged_without_sign_offs_is_judged_by_the_executor_itself_and_does_not_run()
    {
        await using var company = await Company.OpenWithoutBot();
        await using var bots = await RoleProcesses.Start(company);
        var pull = company.Propose(Company.Creates);
        await Until(() => company.CheckOf(pull) == "in_progress");

        company.AdminMerge(pull);
        await Until(() => pull.Comments.Any(c => c.Body.Contains("landed", StringComparison.OrdinalIgnoreCase)
            || c.Body.Contains("merged", StringComparison.OrdinalIgnoreCase)));

        Assert.Equal(["customer"], company.Tables());
    }

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(50, limit.Token);
    }
}
