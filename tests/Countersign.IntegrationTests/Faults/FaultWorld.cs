using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Countersign.IntegrationTests.Journeys;
using Countersign.IntegrationTests.PostgreSql;
using Countersign.Sandbox.Switches;
using Countersign.Targets.Faults;

namespace Countersign.IntegrationTests.Faults;

/// <summary>
/// A company whose bot is killed, stopped and lied to while its people open, word, sign and merge changes; then it is left alone
/// until everything signed is applied, and the oracle judges what is there.
/// </summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(30);

    /// <summary>
    /// A life that does not come to the point where it is to end, ends when it has worked for so long; or waited: on a busy machine
    /// it is still at its beginning when another one has seen all.
    /// </summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Longer than the bot itself may wait, one after the other: for the backend of a dead executor (a minute), a lease (half of one)
    /// and a retry (two minutes). A world that is done ends at once.
    /// </summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromMinutes(5);

    private readonly FaultOptions _options;
    private readonly Random _random;
    private readonly Company _company;
    private readonly TestDatabase? _database;
    private readonly WireWatch _watch = new();
    private readonly WireTap? _tap;
    private readonly StringBuilder _said = new();
    private readonly People _people;
    private readonly Tally _tally = new();
    private readonly int _port = FreePort();

    private FaultWorld(FaultOptions options, Company company, TestDatabase? database)
    {
        (_options, _company, _database, _random) = (options, company, database, new(options.Seed));
        _people = new(company, _random, _tally);
        _tap = database is null ? null : new(database.Server.Port, _watch.Decide);
    }

    /// <summary>Opens it; <paramref name="server"/> is for worlds on PostgreSQL.</summary>
    public static async Task<FaultWorld> Open(FaultOptions options, Func<Task<PostgreSqlServer>> server)
    {
        var (company, database) = await OpenCompany(options, server, null);
        var world = new FaultWorld(options, company, database);
        world._company.DeliverTo(world._port);
        return world;
    }

    /// <summary>The company of a world, and its production when that is on PostgreSQL.</summary>
    /// <param name="store">A connection string of the bot's store; null for files.</param>
    public static async Task<(Company Company, TestDatabase? Database)> OpenCompany(
        FaultOptions options, Func<Task<PostgreSqlServer>> server, string? store)
    {
        var database = options.IsPostgreSql ? await TestDatabase.Create(await server()) : null;
        var policy = database is null
            ? Company.Policy
            : Company.Policy.Replace("dialect: sqlite", $"dialect: postgresql\n    server_version: {database.Server.Major}\n    rehearsal: off", StringComparison.Ordinal);
        return (await Company.OpenWithoutBot(policy, database, store), database);
    }

    /// <summary>Lives through it.</summary>
    public async Task<WorldReport> Run()
    {
        await Begin();
        for (var life = 1; life < _options.Kills; life++)
        {
            // While no bot lives they sign and merge what they can, so that many a life begins with something to deploy.
            _people.Act(mayOpen: _people.Changes.Count > 0);
            await Live(KillPlan.Next(_random, _options.IsPostgreSql, isDue: _people.WaitForADeployment));
        }

        await Settle();
        return await WorldReading.Report(_options, _company, _database, _people, _watch, _said, _tally);
    }

    public async ValueTask DisposeAsync()
    {
        await _company.DisposeAsync();
        if (_tap is not null) await _tap.DisposeAsync();
    }

    private async Task Live(KillPlan plan)
    {
        LieABit();
        lock (_said) _said.AppendLine(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss.fff} the next life ends: {plan.GetType().Name} {plan.Failpoints}");
        await using var bot = FaultedBot.Start(_company.Environment(_port, _tap?.Port), plan.Failpoints, _said);
        _tally.Add("starts");
        if (plan is KillPlan.OnTheWire wire) _watch.Arm(wire.Point, () => Cut(wire, bot));
        var end = DateTime.UtcNow + (plan is KillPlan.After after ? after.Time : LongestLife);
        for (var paused = false; DateTime.UtcNow < end && !bot.HasExited && bot.Worked < LongestWork; await Task.Delay(Glance))
        {
            _people.Act(mayOpen: _people.Changes.Count > 0);
            if (plan is not KillPlan.Pause pause || paused || !bot.IsStopped) continue;
            paused = true;
            await Task.Delay(pause.For);
            bot.Signal("CONT");
            _tally.Add($"paused at {pause.Point}");
        }

        _watch.Arm(null, null);
        var endedBefore = bot.HasExited;
        bot.Kill();
        await bot.Ended();
        Count(plan, bot, endedBefore);
    }

    private void Cut(KillPlan.OnTheWire wire, FaultedBot bot)
    {
        if (wire.OnlyTheConnection) _tally.Add($"connection cut, {wire.Point}");
        else bot.Kill();
    }

    private void Count(KillPlan plan, FaultedBot bot, bool endedBefore)
    {
        if (!bot.WasKilled)
        {
            _tally.Add("ended by itself");
            return;
        }

        _tally.Add(plan switch
        {
            KillPlan.At when bot.LastFailpoint is { } point => $"killed at {point}",
            KillPlan.OnTheWire wire when endedBefore => $"killed on the wire, {wire.Point}",
            _ => "killed at any time",
        });
    }

    /// <summary>What a forge does to its callers in a bad minute. Nothing that lasts.</summary>
    private void LieABit()
    {
        var (switches, deliveries) = (_company.Forge.Switches, _company.Forge.Deliveries);
        switches.Reset();
        deliveries.Release();
        var lie = _random.Next(12);
        switch (lie)
        {
            case 0:
                switches.Fail(Fault.BadGateway(requests: 1 + _random.Next(4)));
                break;
            case 1:
                switches.Fail(Fault.LostAnswer("POST", "/comments"));
                break;
            case 2:
                switches.Fail(Fault.LostAnswer("POST", "/check-runs"));
                break;
            case 3:
                switches.StaleReads = 1 + _random.Next(3);
                break;
            case 4:
                deliveries.Hold();
                break;
            case 5:
                deliveries.Shuffle(_random.Next());
                break;
            case 6:
                deliveries.Duplicate(_ => true);
                break;
            case 7:
                deliveries.Drop(_ => true);
                break;
            default:
                return;
        }

        _tally.Add("lies of the forge");
    }

    /// <summary>
    /// The first start makes the store, and is killed meanwhile; no later one comes to that point. The first change makes the table
    /// of the others, which would be refused as long as it is not there.
    /// </summary>
    private async Task Begin()
    {
        await Live(new KillPlan.At([(CrashPoint.K26, 1 + _random.Next(3))]));
        _people.Open();
        await using var bot = FaultedBot.Start(_company.Environment(_port, _tap?.Port), "", _said);
        for (var end = DateTime.UtcNow + SettlingTime; DateTime.UtcNow < end && !_people.AreDone; await Task.Delay(Glance)) _people.Act(mayOpen: false);
        bot.Kill();
    }

    private async Task Settle()
    {
        _company.Forge.Switches.Reset();
        _company.Forge.Deliveries.Release();
        await using var bot = FaultedBot.Start(_company.Environment(_port, _tap?.Port), "", _said);
        _tally.Add("starts");
        for (var end = DateTime.UtcNow + SettlingTime; DateTime.UtcNow < end && !_people.AreDone; await Task.Delay(Glance)) _people.Act(mayOpen: false);
        for (var end = DateTime.UtcNow + SettlingTime / 4; DateTime.UtcNow < end && !await WorldReading.IsQuiet(_company); await Task.Delay(Glance)) _people.Act(mayOpen: false);
        if (!_people.AreDone)
        {
            var standstill = await Standstill.Describe(_company, _database);
            lock (_said) _said.Append(standstill);
        }

        bot.Kill();
    }

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
