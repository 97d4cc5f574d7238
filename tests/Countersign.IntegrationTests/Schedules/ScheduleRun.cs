using System.Diagnostics;
using System.Globalization;
using Countersign.IntegrationTests.Faults;

namespace Countersign.IntegrationTests.Schedules;

/// <summary>Schedules one after the other, counted. What `eng/schedules.sh` runs.</summary>
internal sealed class ScheduleRun
{
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();

    public Tally Tally { get; } = new();

    /// <summary>A line for each promise that was not kept, with the command that repeats it.</summary>
    public ImmutableArray<string> Problems => _problems.ToImmutable();

    /// <summary>`SEED`, which also prints every choice, or `FIRST COUNT`.</summary>
    /// <returns>0 when every promise was kept in every schedule, else 1.</returns>
    public static int Run(string[] arguments)
    {
        var (run, started) = (new ScheduleRun(), Stopwatch.GetTimestamp());
        var first = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var count = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        for (var seed = first; seed < first + count; seed++)
        {
            var report = run.Live(seed);
            if (count == 1) foreach (var choice in report.Story) Console.WriteLine(choice);
            foreach (var problem in run.Problems.Skip(run._told)) Console.WriteLine(problem);
            run._told = run.Problems.Length;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Tally}{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"));
        return run.Problems.IsEmpty ? 0 : 1;
    }

    private int _told;

    /// <summary>Lives through one.</summary>
    public ScheduleReport Live(int seed)
    {
        using var world = new ScheduleWorld(seed);
        var report = world.Run();
        Tally.Add(report.Tally);
        _problems.AddRange(report.Violations.Select(v => $"{v.Rule}: {v.What}\n  again: {report.Command}"));
        return report;
    }
}

/// <summary>Seeds of schedules that found a fault, each with what it was, in `kept-seeds.txt`.</summary>
internal static class KeptSeeds
{
    public static IEnumerable<int> Read() => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Schedules", "kept-seeds.txt"))
        .Where(l => l.Length > 0 && l[0] != '#').Select(l => int.Parse(l.Split(' ')[0], CultureInfo.InvariantCulture));
}
