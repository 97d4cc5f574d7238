using System.Diagnostics;
using System.Globalization;

namespace Countersign.Benchmarks;

/// <summary>
/// What some work took: on the clock, and of the processor. On a machine that does other work as well, only the second tells
/// two programs apart.
/// </summary>
/// <param name="Cpu">User and system time of all threads.</param>
internal readonly record struct Cost(TimeSpan Wall, TimeSpan Cpu)
{
    private const char Separator = ' ';

    /// <summary>Of this process while it does something.</summary>
    public static async Task<Cost> Of(Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await work();
        process.Refresh();
        return new(Stopwatch.GetElapsedTime(clock), process.TotalProcessorTime - cpu);
    }

    /// <summary>Of a program from start to end, its children included, as the shell tells it. What it prints is read and dropped.</summary>
    /// <param name="allowed">Exit codes that mean that it did its work.</param>
    public static async Task<Cost> OfProgram(string directory, ImmutableArray<int> allowed, params IEnumerable<string> command)
    {
        var start = new ProcessStartInfo("bash", ["-c", "TIMEFORMAT='%R %U %S'; { time \"$@\" > /dev/null 2> program.err; } 2> program.time", "bash", .. command])
        {
            WorkingDirectory = directory,
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (!allowed.Contains(process.ExitCode))
            throw new InvalidOperationException(await File.ReadAllTextAsync(Path.Combine(directory, "program.err")));
        var seconds = (await File.ReadAllTextAsync(Path.Combine(directory, "program.time"))).Trim().Split(Separator)
            .Select(s => double.Parse(s, CultureInfo.InvariantCulture)).ToArray();
        return new(TimeSpan.FromSeconds(seconds[0]), TimeSpan.FromSeconds(seconds[1] + seconds[2]));
    }

    /// <summary>The best of several turns, each measure by itself.</summary>
    public static Cost Best(Cost one, Cost other) => new(
        one.Wall < other.Wall ? one.Wall : other.Wall, one.Cpu < other.Cpu ? one.Cpu : other.Cpu);

    public static Cost Most { get; } = new(TimeSpan.MaxValue, TimeSpan.MaxValue);

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Wall.TotalMilliseconds,8:F0} ms wall {Cpu.TotalMilliseconds,8:F0} ms cpu");
}
