using System.Net;
using System.Net.Sockets;
using Countersign.Bot.Store;
using Countersign.Ledger;
using Countersign.Sandbox;
using Countersign.Sandbox.PullRequests;
using Microsoft.Extensions.DependencyInjection;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>The real process is killed again and again while changes are reviewed, signed, merged and applied (K1–K21).</summary>
public sealed class KillJourney
{
    private const int Changes = 5;
    private const int Kills = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_is_killed_when_everything_signed_runs_exactly_once(int seed)
    {
        await using var company = await Company.OpenWithoutBot();
        var port = FreePort();
        company.DeliverTo(port);
        var random = new Random(seed);
        var pulls = Enumerable.Range(2, Changes).Select(n => Propose(company, n)).ToArray();

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var bot = BotProcess.Start(company.Environment(port));
            await Act(company, pulls, TimeSpan.FromMilliseconds(1200 + random.Next(1500)));
            await bot.Kill();
        }

        await using var last = BotProcess.Start(company.Environment(port));
        await Act(company, pulls, TimeSpan.FromSeconds(60), () => pulls.All(p => IsApplied(company, p)));
        await last.Kill();

        Assert.Equal(string.Join(',', Enumerable.Range(2, Changes)), company.Ask("select group_concat(n, ',' order by n) from effect"));
        foreach (var pull in pulls) company.CommentOn(pull);
        Assert.Equal(Changes, Entries(company).Count(k => k == LedgerKind.MergeObserved));
    }

    private static SandboxPullRequest Propose(Company company, int number)
    {
        var first = number == 2 ? "CREATE TABLE effect (n INTEGER NOT NULL);\n" : "";
        return company.Propose($"{first}INSERT INTO effect (n) VALUES ({number});\n", $"db/{number:0000}-effect.sql", $"change-{number}");
    }

    /// <summary>People sign what the bot has shown and merge what it lets through, in order of number.</summary>
    private static async Task Act(Company company, SandboxPullRequest[] pulls, TimeSpan time, Func<bool>? until = null)
    {
        for (var end = DateTime.UtcNow + time; DateTime.UtcNow < end && until?.Invoke() != true; await Task.Delay(50))
            foreach (var pull in pulls.Where(p => p.State == PullRequestState.Open))
            {
                if (pull.Reviews.Count == 0 && company.CheckOf(pull) == "in_progress") pull.Approve(company.Dan);
                if (company.CheckOf(pull) != "success" || pulls.Any(p => p.Number < pull.Number && p.State == PullRequestState.Open)) continue;
                try
                {
                    pull.Merge(company.Author, MergeMethod.Squash);
                }
                catch (RefusedException)
                {
                    // the check was taken back in between; the next round looks again
                }
            }
    }

    private static bool IsApplied(Company company, SandboxPullRequest pull) =>
        pull.Comments.Any(c => c.Author == company.App.Bot && c.Body.Contains("Applied on", StringComparison.Ordinal));

    private static ImmutableArray<LedgerKind> Entries(Company company)
    {
        using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddStoreForTests(company.DataDirectory).BuildServiceProvider();
        return Company.KindsOf(services.GetRequiredService<LedgerStore>());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
