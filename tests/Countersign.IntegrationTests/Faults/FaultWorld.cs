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
    private const int InFlight = 3;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(30);

    /// <summary>How long a life lasts that does not come to the point where it is to end.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(8);

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
    private readonly List<PlannedChange> _changes = [];
    private readonly Tally _tally = new();
    private readonly int _port = FreePort();

    private FaultWorld(FaultOptions options, Company company, TestDatabase? database)
    {
        (_options, _company, _database, _random) = (options, company, database, new(options.Seed));
        _tap = database is null ? null : new(database.Server.Port, _watch.Decide);
    }

    /// <summary>Opens it; <paramref name="server"/> is for worlds on PostgreSQL.</summary>
    public static async Task<FaultWorld> Open(FaultOptions options, Func<Task<PostgreSqlServer>> server)
    {
        var database = options.IsPostgreSql ? await TestDatabase.Create(await server()) : null;
        var policy = database is null
            ? Company.Policy
            : Company.Policy.Replace("dialect: sqlite", $"dialect: postgresql\n    server_version: {database.Server.Major}\n    rehearsal: off", StringComparison.Ordinal);
        var world = new FaultWorld(options, await Company.OpenWithoutBot(policy, database), database);
        world._company.DeliverTo(world._port);
        return world;
    }

    /// <summary>Lives through it.</summary>
    public async Task<WorldReport> Run()
    {
        await Begin();
        for (var life = 1; life < _options.Kills; life++) await Live(KillPlan.Next(_random, _options.IsPostgreSql, isDue: _changes.Any(c => c is { IsOpen: false, IsApplied: false })));
        await Settle();
        var state = await WorldReading.Read(_company, _database, _changes, _watch, _said);
        var violations = Oracle.Judge(state);
        _tally.Add("changes applied", _changes.Count(c => c.IsApplied));
        _tally.Add("changes not applied", _changes.Count(c => !c.IsApplied));
        _tally.Add("units committed", state.Ledger.Count(l => l.Outcome == "committed"));
        _tally.Add("units not committed, and sent again", state.Ledger.Count(l => l.Outcome == "not-committed"));
        _tally.Add("units found applied already", state.Ledger.Count(l => l.Outcome == "already-applied"));
        _tally.Add("units indeterminate", state.Ledger.Count(l => l.Outcome == "indeterminate"));
        _tally.Add("violations", violations.Length);
        return new(_options, _tally, violations, state, violations.IsEmpty ? "" : WorldReading.Story(_company, _changes, _said));
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
        for (var paused = false; DateTime.UtcNow < end && !bot.HasExited; await Task.Delay(Glance))
        {
            Act();
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
        if (!bot.WasKilled) _tally.Add("ended by itself");
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

    private void Act(bool mayOpen = true)
    {
        if (mayOpen && _changes.Count > 0 && _changes.Count(c => !c.IsApplied) < InFlight) _changes.Add(new(_company, _changes.Count + 2, _random));
        foreach (var change in _changes)
            if (change.Act(isNext: _changes.TakeWhile(c => c != change).All(c => !c.IsOpen)) is { } done)
                _tally.Add($"people: {done}");
    }

    /// <summary>
    /// The first start makes the store, and is killed meanwhile; no later one comes to that point. The first change makes the table
    /// of the others, which would be refused as long as it is not there.
    /// </summary>
    private async Task Begin()
    {
        await Live(new KillPlan.At([(CrashPoint.K26, 1 + _random.Next(3))]));
        _changes.Add(new(_company, 2, _random));
        await using var bot = FaultedBot.Start(_company.Environment(_port, _tap?.Port), "", _said);
        for (var end = DateTime.UtcNow + SettlingTime; DateTime.UtcNow < end && !_changes[0].IsApplied; await Task.Delay(Glance)) Act(mayOpen: false);
        bot.Kill();
    }

    private async Task Settle()
    {
        _company.Forge.Switches.Reset();
        _company.Forge.Deliveries.Release();
        await using var bot = FaultedBot.Start(_company.Environment(_port, _tap?.Port), "", _said);
        _tally.Add("starts");
        for (var end = DateTime.UtcNow + SettlingTime; DateTime.UtcNow < end && !_changes.All(c => c.IsApplied); await Task.Delay(Glance)) Act(mayOpen: false);
        for (var end = DateTime.UtcNow + SettlingTime / 4; DateTime.UtcNow < end && !await WorldReading.IsQuiet(_company); await Task.Delay(Glance)) Act(mayOpen: false);
        bot.Kill();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
