using System.Reflection;
using Countersign.Bot.Configuration;
using Countersign.Bot.Hosting;
using Countersign.Bot.Jobs;
using Countersign.Bot.Store;
using Countersign.Bot.Webhooks;
using Countersign.Bot.Workflows;
using Countersign.Changes;
using Countersign.Forges;
using Countersign.Forges.Git;
using Countersign.Targets.Faults;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>One life of one process: everything of the product between the forge's API, the target's sessions and the store's files is real.</summary>
internal sealed class Replica : IDisposable
{
    private const int Workers = 2;

    private readonly ScheduleWorld _world;
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Flow> _running = [];
    private readonly List<(BotRoles Role, string Key)> _jobs = [];
    private readonly Dictionary<CrashPoint, int> _reached = [];
    private int _commits;

    public Replica(ScheduleWorld world, string name, CrashPlan? crash)
    {
        (_world, Name, Crash) = (world, name, crash);
        Clock = new(world.Clock.GetUtcNow());
        _services = Compose().BuildServiceProvider();
    }

    public string Name { get; }

    /// <summary>Where its life ends, if at a place that is known beforehand.</summary>
    public CrashPlan? Crash { get; }

    public FakeTimeProvider Clock { get; }

    public bool IsDead { get; private set; }

    /// <summary>Stands still, as after SIGSTOP: nothing goes on, and its timers do not fire.</summary>
    public bool IsPaused { get; set; }

    /// <summary>A job is waiting, and somebody to do it.</summary>
    public bool MayBegin => !IsDead && !IsPaused && _jobs.Count > 0 && _running.Count(f => !f.Task.IsCompleted) < Workers;

    /// <summary>Nothing is under way and nothing waits.</summary>
    public bool IsIdle => _jobs.Count == 0 && _running.TrueForAll(f => f.Task.IsCompleted);

    /// <summary>The tip of the main branch in its mirror, which outlives it.</summary>
    public CommitId? Mirrored
    {
        get => _world.Mirrored.TryGetValue(Name, out var tip) ? tip : null;
        set => _world.Mirrored[Name] = value!.Value;
    }

    /// <summary>What runs from the start of a process to its end.</summary>
    public void Start()
    {
        Run("recovery", () => _services.GetRequiredService<WorkRecovery>().StartAsync(_stopping.Token));
        foreach (var loop in new BackgroundService[] { Get<DeliveryReading>(), Get<SweepSchedule>(), Get<WorkPolling>() })
            Run(loop.GetType().Name, () => Execute(loop));
    }

    /// <summary>Begins the next job.</summary>
    public string Begin()
    {
        var (role, key) = _jobs[0];
        _jobs.RemoveAt(0);
        _running.RemoveAll(f => f.Task.IsCompleted);
        var job = _services.GetRequiredService<WorkJob>();
        _running.Add(Run($"{role} {key}", () => role == BotRoles.Execute ? job.Execute(key, _stopping.Token) : job.Review(key, _stopping.Token), mayLeave: true));
        return $"{Name} begins {role} {key}";
    }

    /// <summary>A message arrives.</summary>
    public void Receive(SimulatedDelivery message) => Run($"receive {message.Event}", () => Get<DeliveryReceiver>().ProcessWebhookAsync(
        new Dictionary<string, StringValues> { ["X-GitHub-Event"] = message.Event, ["X-GitHub-Delivery"] = message.Guid }, message.Body).AsTask());

    /// <summary>To be awaited before anything that others can see.</summary>
    public Task Step(string what) => _world.Stepper.Park($"{Name} {what}");

    /// <summary>A labelled point was reached.</summary>
    public void Reached(CrashPoint point)
    {
        Live();
        _reached[point] = _reached.GetValueOrDefault(point) + 1;
        _world.Tally.Add($"reached {point}");
        if (Crash is CrashPlan.At at && at.Point == point && at.Time == _reached[point]) Die($"crashed at {point}");
    }

    /// <summary>A transaction of the store is about to be committed.</summary>
    public void Commits()
    {
        Live();
        if (Crash is CrashPlan.BeforeCommit before && before.Number == ++_commits) Die("crashed before a commit");
    }

    /// <summary>A dead process does nothing.</summary>
    public void Live()
    {
        if (IsDead) throw new SimulatedCrash();
    }

    /// <summary>Ends it where it stands.</summary>
    public void Kill(string how)
    {
        IsDead = true;
        _world.Tally.Add(how);
    }

    /// <summary>Its clock follows the world's, which fires its timers.</summary>
    public void FollowClock()
    {
        if (!IsDead && !IsPaused && _world.Clock.GetUtcNow() - Clock.GetUtcNow() is { Ticks: > 0 } late) Clock.Advance(late);
    }

    public void Dispose()
    {
        IsDead = true;
        _stopping.Cancel(); // ends what waits for a timer, which would otherwise be ended some time by the collector
        _world.Stepper.Drain();
        _services.Dispose();
        _stopping.Dispose();
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private void Die(string how)
    {
        Kill(how);
        throw new SimulatedCrash();
    }

    private Flow Run(string what, Func<Task> work, bool mayLeave = false) =>
        _world.Stepper.Start(new($"{Name} {what}", this, mayLeave), async () =>
        {
            try
            {
                await work();
            }
            catch (Exception fault) when (fault is SimulatedCrash || IsDead) // whatever it was, nobody is there any more
            {
            }
        });

    /// <summary>The host would start it on a thread of the pool; here it is to stay on this one.</summary>
    private Task Execute(BackgroundService loop) =>
        (Task)loop.GetType().GetMethod("ExecuteAsync", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(loop, [_stopping.Token])!;

    private ServiceCollection Compose()
    {
        var options = new BotOptions
        {
            DataDirectory = "/nowhere",
            PublicUrl = new("https://countersign.example.com"),
            GitHub = { Mode = GitHubMode.Token, Token = "unused", Repositories = { SimulatedForge.Repository.FullName } },
        };
        var services = new ServiceCollection();
        services.AddSingleton(options).AddSingleton<TimeProvider>(Clock).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddStore(options);
        services.AddWorkflows(options);
        services.AddSingleton(_ => new Inbox(_world.Store.Of("Inbox", this), Clock));
        services.AddSingleton(_ => new LedgerStore(_world.Store.Of("Ledger", this), Clock));
        services.AddSingleton<Database>(_ => _world.Store.Of("Store", this));
        services.AddSingleton<IForge>(new ForgeView(_world, this));
        services.AddSingleton<GitMirrors>(new SimulatedMirrors(this, _world.Forge));
        services.AddSingleton<TargetConnections>(new SimulatedConnections(_world, this, options));
        services.AddSingleton<IBackgroundJobClient>(new SimulatedJobs(_jobs));
        services.AddSingleton<ForgeReachability>().AddSingleton<DeliveryQueue>().AddSingleton<WorkQueue>().AddSingleton<LedgerAnchor>();
        services.AddSingleton<WorkRecovery>().AddSingleton<DeliveryReading>().AddSingleton<SweepSchedule>().AddSingleton<WorkPolling>();
        services.AddSingleton<DeliveryReceiver>().AddTransient<WorkJob>();
        return services;
    }
}

/// <summary>Where a life of a process ends. Closed.</summary>
internal abstract record CrashPlan
{
    private CrashPlan() { }

    /// <summary>At a labelled point, the so-manieth time it is reached.</summary>
    internal sealed record At(CrashPoint Point, int Time) : CrashPlan;

    /// <summary>Before the so-manieth transaction of its store.</summary>
    internal sealed record BeforeCommit(int Number) : CrashPlan;

    private static readonly ImmutableArray<CrashPoint> Points = [.. Enum.GetValues<CrashPoint>().Where(p => p != CrashPoint.K26)]; // no upgrade runs here

    private static readonly ImmutableArray<CrashPoint> WhileDeploying = [.. Points.Where(p => p is >= CrashPoint.K10 and <= CrashPoint.K19 or CrashPoint.K21)];

    /// <summary>The next of a seeded sequence; null for a life that ends at any step or not at all.</summary>
    public static CrashPlan? Next(Random random) => random.Next(10) switch
    {
        < 3 => new At(Points[random.Next(Points.Length)], 1 + random.Next(2)),
        < 7 => new At(WhileDeploying[random.Next(WhileDeploying.Length)], 1),
        < 8 => new BeforeCommit(1 + random.Next(200)),
        _ => null,
    };
}

/// <summary>Jobs in the memory of a process; they are gone with it.</summary>
internal sealed class SimulatedJobs(List<(BotRoles Role, string Key)> jobs) : IBackgroundJobClient
{
    public string Create(Hangfire.Common.Job job, Hangfire.States.IState state)
    {
        jobs.Add((job.Method.Name == nameof(WorkJob.Execute) ? BotRoles.Execute : BotRoles.Review, (string)job.Args[0]));
        return "";
    }

    public bool ChangeState(string jobId, Hangfire.States.IState state, string expectedState) => throw new NotSupportedException();
}
