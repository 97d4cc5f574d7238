using Countersign.Bot.Configuration;
using Countersign.Bot.Store;
using Countersign.IntegrationTests.Bot.Store;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Ledger;
using Countersign.Sandbox.PullRequests;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>
/// A web process, and two replicas each of the reviewing and of the executing one, share a PostgreSQL store. Whatever stops one of
/// them, what is signed runs once, and what is not does not run.
/// </summary>
public sealed class ReplicaJourney(PostgreSqlServers servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Two_replicas_take_a_signed_change_to_applied_once_and_leave_an_unsigned_one()
    {
        await using var company = await Open("replicas_one");
        await using var bots = await RoleProcesses.Start(company, replicas: 2);
        var (signed, unsigned) = (company.Propose(Effect(2), "db/0002-effect.sql", "signed"), company.Propose(Company.Drops, "db/0003-drop.sql", "unsigned"));
        await Until(() => company.CheckOf(signed) == "in_progress" && company.CheckOf(unsigned) == "in_progress");

        signed.Approve(company.Dan);
        await Until(() => company.CheckOf(signed) == "success");
        signed.Merge(company.Author, MergeMethod.Squash);
        await Until(() => IsApplied(company, signed));
        company.AdminMerge(unsigned);
        await Until(() => company.CommentOn(unsigned).Contains("landed", StringComparison.OrdinalIgnoreCase) || company.CommentOn(unsigned).Contains("merged", StringComparison.OrdinalIgnoreCase));

        Assert.Equal(["customer", "effect"], company.Tables());
        Assert.Equal("2", company.Ask("select group_concat(n) from effect"));
        Assert.Single(Ledger(company), k => k == LedgerKind.Result);
        Assert.All(Said(company, signed).Zip(Said(company, signed).Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second)); // nothing twice
        company.CommentOn(signed); // one
        company.CommentOn(unsigned);
    }

    [Fact]
    public async Task A_replica_that_is_stopped_past_its_lease_and_goes_on_repeats_nothing()
    {
        await using var company = await Open("replicas_two");
        await using var bots = await RoleProcesses.Start(company, 2, ("Limits__Lease", "00:00:03"));
        for (var n = 2; n < 5; n++)
        {
            var pull = company.Propose(Effect(n), $"db/000{n}-effect.sql", $"change-{n}");
            await Until(() => company.CheckOf(pull) == "in_progress");
            pull.Approve(company.Dan);
            await Until(() => company.CheckOf(pull) == "success");
            pull.Merge(company.Author, MergeMethod.Squash);
            await Task.Delay(Random.Shared.Next(600));
            var stopped = new[] { bots.Of(BotRoles.Execute)[n % 2], bots.Of(BotRoles.Review)[n % 2] };
            foreach (var process in stopped) await process.Signal("STOP");

            await Until(() => IsApplied(company, pull)); // by the others, whatever those were at

            foreach (var process in stopped) await process.Signal("CONT");
        }

        await Until(() => IsIdle(company));
        Assert.Equal("2,3,4", company.Ask("select group_concat(n, ',' order by n) from effect"));
        Assert.Equal(3, Ledger(company).Count(k => k == LedgerKind.MergeObserved));
        foreach (var pull in company.Repository.PullRequests) company.CommentOn(pull); // one each
    }

    private async Task<Company> Open(string database) =>
        await Company.OpenWithoutBot(store: await StoreFile.Connection(await servers.Shared, database));

    private static string Effect(int number) =>
        (number == 2 ? "CREATE TABLE effect (n INTEGER NOT NULL);\n" : "") + $"INSERT INTO effect (n) VALUES ({number});\n";

    private static IEnumerable<string> Said(Company company, SandboxPullRequest pull) => company.Repository.CheckRuns
        .Where(c => c.HeadSha == pull.HeadSha).Select(c => $"{c.Status} {c.Conclusion} {c.Title} {c.Summary}");

    private static bool IsApplied(Company company, SandboxPullRequest pull) =>
        pull.Comments.Any(c => c.Author == company.App.Bot && c.Body.Contains("Applied on", StringComparison.Ordinal));

    private static bool IsIdle(Company company)
    {
        using var parts = Parts(company);
        return parts.GetRequiredService<WorkRecords>().IsIdle(CancellationToken.None).GetAwaiter().GetResult();
    }

    private static ImmutableArray<LedgerKind> Ledger(Company company)
    {
        using var parts = Parts(company);
        return Company.KindsOf(parts.GetRequiredService<LedgerStore>());
    }

    private static ServiceProvider Parts(Company company) => new ServiceCollection().AddSingleton(TimeProvider.System)
        .AddStoreForTests(company.DataDirectory, company.StoreConnection).BuildServiceProvider();

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(50, limit.Token);
    }
}
