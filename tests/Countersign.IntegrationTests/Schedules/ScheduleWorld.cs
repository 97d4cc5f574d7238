using System.Globalization;
using Countersign.Bot.Store;
using Countersign.Changes;
using Countersign.IntegrationTests.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>What a schedule came to.</summary>
/// <param name="Story">Every choice, in order.</param>
internal sealed record ScheduleReport(int Seed, Tally Tally, ImmutableArray<Violation> Violations, ImmutableArray<string> Story)
{
    /// <summary>The one command that repeats it.</summary>
    public string Command => string.Create(CultureInfo.InvariantCulture, $"eng/schedules.sh {Seed}");
}

/// <summary>
/// Two replicas of the bot, a forge, a server and their people in one thread. What happens next is drawn by a seed: a process goes on by a
/// step, a message comes, somebody does something, time passes, a process dies, stands still or starts.
/// </summary>
internal sealed class ScheduleWorld : IDisposable
{
    private const int MostCrashes = 5;

    private readonly int _seed;
    private readonly List<SimulatedChange> _changes = [];
    private readonly List<string> _story = [];
    private readonly List<Violation> _violations = [];
    private readonly Replica?[] _replicas = new Replica?[2];
    private readonly int _most;
    private readonly Twist _lastTwist;
    private bool _isCalm;
    private int _crashes;

    public ScheduleWorld(int seed)
    {
        (_seed, Random) = (seed, new(seed));
        Forge = new(Clock);
        Server = new(this);
        _most = Random.Next(3) == 0 ? 2 : 1;
        _lastTwist = Random.Next(3) == 0 ? Twist.Plain : (Twist)Random.Next(Enum.GetValues<Twist>().Length);
        new EnrolmentRecords(Store.Of("Store", null), Clock).Keep(
            SimulatedForge.Repository.Id, new("shop-prod"), SimulatedServer.Identity, CancellationToken.None).GetAwaiter().GetResult();
    }

    public Random Random { get; }

    public FakeTimeProvider Clock { get; } = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public Stepper Stepper { get; } = new();

    public WorldStore Store { get; } = new();

    public SimulatedForge Forge { get; }

    public SimulatedServer Server { get; }

    public Tally Tally { get; } = new();

    /// <summary>The tip of the main branch in the mirror of each machine.</summary>
    public Dictionary<string, CommitId> Mirrored { get; } = [];

    /// <summary>Lives through it.</summary>
    public ScheduleReport Run()
    {
        for (var i = 0; i < _replicas.Length; i++) Start(i);
        for (var step = 100 + Random.Next(350); step > 0; step--) Choose();
        Settle();
        var state = ScheduleReading.Read(this, _changes);
        _violations.AddRange(Oracle.Judge(state));
        if (_violations.Count > 0) foreach (var change in _changes) Tell(change.ToString());
        Tally.Add("schedules");
        Tally.Add($"last change: {_lastTwist}");
        Tally.Add("units committed", state.Ledger.Count(l => l.Outcome == "committed"));
        Tally.Add("units not committed, and sent again", state.Ledger.Count(l => l.Outcome == "not-committed"));
        Tally.Add("units found applied already", state.Ledger.Count(l => l.Outcome == "already-applied"));
        Tally.Add("violations", _violations.Count);
        return new(_seed, Tally, [.. _violations], [.. _story]);
    }

    /// <summary>Whether a fault happens now, in one of so many cases.</summary>
    public bool Happens(string what, int oneIn)
    {
        if (_isCalm || Random.Next(oneIn) != 0) return false;
        Tell(what);
        Tally.Add(what);
        return true;
    }

    /// <summary>An old state may be told, where no sign-off is taken back: nobody could tell that it was old.</summary>
    public bool MayTellOld() => _lastTwist != Twist.Dismissed && Happens("the forge told an old state", 8);

    /// <summary>The server has committed something: it had to be signed and landed by then.</summary>
    public void Committed(Trace trace)
    {
        if (_changes.FirstOrDefault(c => c.Number == trace.Change) is not { IsDue: true } change || change.Landed != trace.Version)
            _violations.Add(new("effects are signed when they happen", $"{trace} was committed, and was not signed and landed"));
    }

    public void Dispose()
    {
        foreach (var replica in _replicas.OfType<Replica>())
        {
            replica.Kill("ends");
            Stepper.Unwind(replica);
            replica.Dispose();
        }

        Stepper.Dispose();
        Store.Dispose();
    }

    private IEnumerable<Replica> Living => _replicas.OfType<Replica>();

    private void Choose()
    {
        var kind = Random.Next(100);
        if (kind < 86 && GoOn()) return;
        switch (kind % 14)
        {
            case 0 or 1 or 2 or 3:
                Act();
                break;
            case 4 or 5 or 6:
                Deliver();
                break;
            case 7 when Random.Next(3) == 0:
                Kill();
                break;
            case 8:
                Replace();
                break;
            case 9 when Random.Next(3) == 0:
                Pause();
                break;
            case 10 when Random.Next(2) == 0:
                Pass(TimeSpan.FromSeconds(31));
                break;
            case 11 when Random.Next(4) == 0:
                Pass(TimeSpan.FromSeconds(121));
                break;
            case 12:
                Pass(TimeSpan.FromMilliseconds(600));
                break;
        }
    }

    /// <summary>One that stands before a step, or a job that waits.</summary>
    private bool GoOn()
    {
        var waiting = Stepper.Waiting.Where(p => !p.Flow.Owner.IsPaused).ToArray();
        var idle = Living.Where(r => r.MayBegin).ToArray();
        if (waiting.Length + idle.Length == 0) return false;
        Server.Pass();
        var choice = Random.Next(waiting.Length + idle.Length);
        if (choice < waiting.Length)
        {
            Tell($"{waiting[choice].Flow.Name} | {waiting[choice].At}");
            Stepper.Resume(waiting[choice]);
        }
        else
        {
            Tell(idle[choice - waiting.Length].Begin());
        }

        Bury();
        return true;
    }

    private bool Act()
    {
        var acts = _changes.SelectMany(c => c.Acts(IsNext(c))).ToList();
        if (_changes.Count < _most && (_changes.Count == 0 || Random.Next(3) == 0)) acts.Add(("somebody opens a change", Open));
        if (acts.Count == 0) return false;
        var (what, act) = acts[Random.Next(acts.Count)];
        Tell(what);
        act();
        return true;
    }

    private void Open() => _changes.Add(new(Forge, _changes.Count + 2, TwistOf(_changes.Count), Random));

    /// <summary>What does not come to be applied keeps later changes waiting, so only the last may be of that kind.</summary>
    private Twist TwistOf(int index) => index == _most - 1 ? _lastTwist : (Twist)Random.Next(3);

    private bool IsNext(SimulatedChange change) => _changes.TakeWhile(c => c != change).All(c => !c.IsOpen);

    private void Deliver()
    {
        var receivers = Living.Where(r => !r.IsPaused).ToArray();
        if (Forge.Outbox.Count == 0 || receivers.Length == 0) return;
        var message = Forge.Outbox[Random.Next(Forge.Outbox.Count)];
        if (!Happens("a message came twice", 6)) Forge.Outbox.Remove(message);
        if (Happens("a message was lost", 6)) return;
        Tell($"message {message.Guid} {message.Event}");
        receivers[Random.Next(receivers.Length)].Receive(message);
        Bury();
    }

    private void Kill()
    {
        if (_replicas[Random.Next(2)] is not { } victim || ++_crashes > MostCrashes) return;
        Tell($"{victim.Name} is killed");
        victim.Kill("crashed at any step");
        Bury();
    }

    private void Replace()
    {
        for (var i = 0; i < _replicas.Length; i++)
        {
            if (_replicas[i] is { IsPaused: true } paused)
            {
                Tell($"{paused.Name} goes on");
                paused.IsPaused = false;
                paused.FollowClock();
                Stepper.Drain();
            }

            if (_replicas[i] is null) Start(i);
        }

        Bury();
    }

    private void Pause()
    {
        if (_replicas[Random.Next(2)] is not { } replica || Living.Any(r => r.IsPaused)) return;
        Tell($"{replica.Name} stands still");
        Tally.Add("stood still");
        replica.IsPaused = true;
    }

    private void Pass(TimeSpan time)
    {
        Tell($"{time} pass");
        Clock.Advance(time);
        foreach (var replica in Living.ToArray())
        {
            replica.FollowClock();
            Stepper.Drain();
        }

        Bury();
    }

    private void Start(int i)
    {
        var name = i == 0 ? "A" : "B";
        var plan = _isCalm || _crashes > MostCrashes ? null : CrashPlan.Next(Random);
        Tell($"{name} starts, {plan}");
        var replica = _replicas[i] = new(this, name, plan);
        replica.Start();
        Bury();
    }

    /// <summary>Whoever died in the last step leaves nothing but what others have.</summary>
    private void Bury()
    {
        for (var i = 0; i < _replicas.Length; i++)
        {
            if (_replicas[i] is not { IsDead: true } dead) continue;
            _crashes++;
            Tell($"{dead.Name} is dead");
            _replicas[i] = null;
            Stepper.Unwind(dead);
            dead.Dispose();
        }
    }

    /// <summary>No more faults; people do what is left for them, and the rest is the bot's.</summary>
    private void Settle()
    {
        _isCalm = true;
        Tell("from here on nothing fails");
        if (Random.Next(2) == 0) Forge.Outbox.Clear();
        Replace();
        var quiet = 0;
        for (var round = 0; round < 200 && (quiet < 2 || !IsDone(quiet)); round++)
        {
            while (GoOn()) { }
            Replace(); // one may have come to the point where its life was to end
            quiet = Act() ? 0 : quiet + 1;
            while (Forge.Outbox.Count > 0) Deliver();
            while (GoOn()) { }
            Pass(TimeSpan.FromSeconds(quiet switch { 0 => 1, 1 => 31, 2 or 3 => 121, _ => 301 }));
        }
    }

    /// <summary>What may never be applied has to outlast a sweep.</summary>
    private bool IsDone(int quiet) =>
        _changes.Count == _most && (quiet > 2 || _changes.TrueForAll(c => c.IsDue)) && _changes.TrueForAll(c => c.IsOver && (!c.IsDue || Server.Traces.Any(t => t.Change == c.Number && t.Step == SimulatedChange.Steps)))
        && Living.All(r => r.IsIdle) && ScheduleReading.IsQuiet(this);

    private void Tell(string what) => _story.Add(what);
}
