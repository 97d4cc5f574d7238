using System.Globalization;
using System.Text;
using Countersign.IntegrationTests.Bot.Store;
using Countersign.IntegrationTests.Journeys;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Targets.Faults;

namespace Countersign.IntegrationTests.Faults;

/// <summary>
/// Replicas that share a PostgreSQL store, each killed, and stopped for longer than its lease, at times of its own; then all are left
/// alone until everything signed is applied, and the oracle judges what is there.
/// </summary>
internal sealed class ReplicaWorld : IAsyncDisposable
{
    /// <summary>The shortest that makes stops of a few seconds longer than it.</summary>
    private const string Lease = "00:00:03";

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SettlingTime = TimeSpan.FromMinutes(5);

    /// <summary>All that a process comes to after its first start.</summary>
    private static readonly ImmutableArray<CrashPoint> Points = [.. Enum.GetValues<CrashPoint>().Where(p => p != CrashPoint.K26)];

    private readonly FaultOptions _options;
    private readonly Company _company;
    private readonly TestDatabase? _database;
    private readonly StringBuilder _said = new();
    private readonly Tally _tally = new();
    private readonly People _people;
    private readonly ImmutableArray<int> _ports;

    private ReplicaWorld(FaultOptions options, Company company, TestDatabase? database)
    {
        (_options, _company, _database) = (options, company, database);
        _people = new(company, new(options.Seed), _tally);
        _ports = [.. Enumerable.Range(0, options.Replicas).Select(_ => FaultWorld.FreePort())];
    }

    /// <summary>Opens it; <paramref name="server"/> has the store, and is the target of worlds on PostgreSQL.</summary>
    public static async Task<ReplicaWorld> Open(FaultOptions options, Func<Task<PostgreSqlServer>> server)
    {
        var store = await StoreFile.Connection(await server(), string.Create(CultureInfo.InvariantCulture, $"replica_world_{options.Seed}"));
        var (company, database) = await FaultWorld.OpenCompany(options, server, store);
        var world = new ReplicaWorld(options, company, database);
        company.DeliverTo(world._ports[0]); // what comes while that one is down is for the sweep of any
        return world;
    }

    /// <summary>Lives through it.</summary>
    public async Task<WorldReport> Run()
    {
        _people.Open();
        await using (Start(0, "")) await Until(() => _people.AreDone);
        var end = DateTime.UtcNow + TimeSpan.FromMinutes(_options.Minutes);
        var lives = Task.WhenAll(_ports.Select((_, replica) => Task.Run(() => Live(replica, new((_options.Seed * 31) + replica), end))));
        for (; !lives.IsCompleted; await Task.Delay(Glance)) _people.Act(mayOpen: true);
        await lives;

        var bots = _ports.Select((_, replica) => Start(replica, "")).ToList();
        await Until(() => _people.AreDone);
        for (var limit = DateTime.UtcNow + SettlingTime / 4; DateTime.UtcNow < limit && !await WorldReading.IsQuiet(_company); await Task.Delay(Glance)) _people.Act(mayOpen: false);
        foreach (var bot in bots) await bot.DisposeAsync();
        return await WorldReading.Report(_options, _company, _database, _people, new(), _said, _tally);
    }

    public ValueTask DisposeAsync() => _company.DisposeAsync();

    /// <summary>Lives of one replica, one after the other.</summary>
    private async Task Live(int replica, Random random, DateTime end)
    {
        while (DateTime.UtcNow < end)
        {
            var failpoints = string.Create(CultureInfo.InvariantCulture,
                $"{random.Pick(Points)}@{1 + random.Next(2)}:kill;{random.Pick(Points)}@{3 + random.Next(2)}:stop");
            await using var bot = Start(replica, failpoints);
            await Survive(bot, random, TimeSpan.FromSeconds(2 + random.Next(9)));
            if (!bot.HasExited && random.Next(2) == 0)
            {
                bot.Signal("STOP");
                await GoOn(bot, random, "stopped at any time");
                await Survive(bot, random, TimeSpan.FromSeconds(3));
            }

            var ended = bot.HasExited; // at a point that kills; the last that acted may have stopped it only
            bot.Kill();
            await bot.Ended();
            _tally.Add(!bot.WasKilled ? "ended by itself" : ended && bot.LastFailpoint is { } point ? $"killed at {point}" : "killed at any time");
        }
    }

    private async Task Survive(FaultedBot bot, Random random, TimeSpan time)
    {
        for (var end = DateTime.UtcNow + time; DateTime.UtcNow < end && !bot.HasExited; await Task.Delay(Glance))
            if (bot.IsStopped)
                await GoOn(bot, random, $"stopped at {bot.LastFailpoint}");
    }

    /// <summary>Some stops are shorter than the lease, and most are longer.</summary>
    private async Task GoOn(FaultedBot bot, Random random, string what)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1000 + random.Next(7000)));
        bot.Signal("CONT");
        _tally.Add(what);
    }

    private FaultedBot Start(int replica, string failpoints)
    {
        var environment = new Dictionary<string, string>(_company.Environment(_ports[replica]))
        {
            ["Countersign__Store__ConnectionString"] = _company.StoreConnection!,
            ["Countersign__Limits__Lease"] = Lease,
            ["Countersign__DataDirectory"] = Path.Combine(_company.DataDirectory, $"replica-{replica}"),
        };
        Directory.CreateDirectory(environment["Countersign__DataDirectory"]);
        _tally.Add("starts");
        return FaultedBot.Start(environment, failpoints, _said);
    }

    private async Task Until(Func<bool> condition)
    {
        for (var end = DateTime.UtcNow + SettlingTime; DateTime.UtcNow < end && !condition(); await Task.Delay(Glance)) _people.Act(mayOpen: false);
    }
}
