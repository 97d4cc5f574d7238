using System.Globalization;

namespace Countersign.IntegrationTests.Faults;

/// <summary>One world: everything in it follows from these.</summary>
/// <param name="Kills">Times that the process is ended, or its connection cut, before the world may settle.</param>
internal sealed record FaultOptions(int Seed, bool IsPostgreSql, int Kills)
{
    /// <summary>Processes that share the store.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Of several replicas: for so long they are killed and stopped.</summary>
    public int Minutes { get; init; }

    /// <summary>The one command that repeats it.</summary>
    public string Command => Replicas > 1
        ? string.Create(CultureInfo.InvariantCulture,
            $"eng/soak.sh --replicas {Replicas} --minutes {Minutes} --seed {Seed} --target {(IsPostgreSql ? "postgresql" : "sqlite")}")
        : string.Create(CultureInfo.InvariantCulture,
            $"eng/soak.sh {Kills} --seed {Seed} --target {(IsPostgreSql ? "postgresql" : "sqlite")} --per-world {Kills} --worlds 1");
}

/// <summary>What happened, counted.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int this[string what]
    {
        get
        {
            lock (_counts) return _counts.GetValueOrDefault(what);
        }
    }

    /// <summary>Kills at labelled points, on the wire and at any time.</summary>
    public int Kills
    {
        get
        {
            lock (_counts) return _counts.Where(c => c.Key.StartsWith("killed ", StringComparison.Ordinal)).Sum(c => c.Value);
        }
    }

    public void Add(string what, int times = 1)
    {
        lock (_counts) _counts[what] = _counts.GetValueOrDefault(what) + times;
    }

    public void Add(Tally other)
    {
        foreach (var (what, times) in other._counts.ToArray()) Add(what, times);
    }

    /// <summary>A line each.</summary>
    public override string ToString()
    {
        lock (_counts) return string.Concat(_counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value,8}  {c.Key}\n")));
    }
}

/// <summary>What a world came to.</summary>
/// <param name="Story">What the bot and the forge said, for whoever looks for the cause; empty when nothing is wrong.</param>
internal sealed record WorldReport(FaultOptions Options, Tally Tally, ImmutableArray<Violation> Violations, WorldState State, string Story);
