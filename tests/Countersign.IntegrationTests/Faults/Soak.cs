using System.Diagnostics;
using System.Globalization;
using Countersign.IntegrationTests.PostgreSql;

namespace Countersign.IntegrationTests.Faults;

/// <summary>Worlds one after the other, four at a time, as many as so many kills take. Or replicas, for so many minutes. What `eng/soak.sh` runs.</summary>
internal static class Soak
{
    /// <summary>Runs with the arguments of the script; see there.</summary>
    /// <returns>0 when every promise was kept in every world, else 1.</returns>
    public static async Task<int> Run(string[] arguments)
    {
        string? Of(string name) => Array.IndexOf(arguments, name) is var at and >= 0 ? arguments[at + 1] : null;
        int Number(string name, int otherwise) => Of(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var (seed, perWorld, replicas, minutes) = (Number("--seed", 1), Number("--per-world", 30), Number("--replicas", 1), Number("--minutes", 10));
        var kills = replicas > 1 ? perWorld : int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var worlds = Number("--worlds", (kills + perWorld - 1) / perWorld);
        var atOnce = Number("--at-once", 4);
        await using var servers = new PostgreSqlServers();
        var run = new SoakRun(() => servers.Shared);
        var lanes = Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            while (run.TakeWorld() is var world && world < worlds)
                await run.Live(new(seed + world, Of("--target") is { } target ? target == "postgresql" : world % 2 == 1, perWorld) { Replicas = replicas, Minutes = minutes });
        })).ToArray();
        await Task.WhenAll(lanes);
        run.Print();
        return run.Tally["violations"] + run.Tally["worlds that could not be judged"] == 0 ? 0 : 1;
    }
}

/// <summary>The counts of a soak, and how a world adds to them.</summary>
internal sealed class SoakRun(Func<Task<PostgreSqlServer>> server)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _worlds;

    public Tally Tally { get; } = new();

    public int TakeWorld() => Interlocked.Increment(ref _worlds) - 1;

    /// <summary>One world. What goes wrong is told at once, with the command that repeats it.</summary>
    public async Task<ImmutableArray<Violation>> Live(FaultOptions options)
    {
        Tally.Add(options.IsPostgreSql ? "worlds on PostgreSQL" : "worlds on SQLite");
        try
        {
            var report = await Run(options);
            Tally.Add(report.Tally);
            foreach (var violation in report.Violations) Console.WriteLine($"VIOLATION {violation.Rule}: {violation.What}\n  again: {options.Command}");
            if (report.Story.Length > 0) await File.WriteAllTextAsync(Path.Combine(Path.GetTempPath(), $"countersign-world-{options.Seed}.txt"), report.Story);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Stopwatch.GetElapsedTime(_started):hh\\:mm\\:ss} seed {options.Seed}: {report.Tally.Kills} kills, {report.Violations.Length} violations; {Tally.Kills} kills so far"));
            return report.Violations;
        }
        catch (Exception fault) // a world that cannot be judged is no success; the others go on
        {
            Tally.Add("worlds that could not be judged");
            Console.WriteLine($"WORLD {options.Seed} could not be judged: {fault}\n  again: {options.Command}");
            return [new("the world can be judged", fault.Message)];
        }
    }

    private async Task<WorldReport> Run(FaultOptions options)
    {
        if (options.Replicas > 1)
        {
            await using var replicas = await ReplicaWorld.Open(options, server);
            return await replicas.Run();
        }

        await using var world = await FaultWorld.Open(options, server);
        return await world.Run();
    }

    public void Print() => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"\n{Tally.Kills,8}  kills in all, in {Stopwatch.GetElapsedTime(_started):hh\\:mm\\:ss}\n{Tally}"));
}
