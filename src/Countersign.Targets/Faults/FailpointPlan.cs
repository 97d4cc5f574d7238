using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Countersign.Targets.Faults;

/// <summary>What happens at a point. Closed.</summary>
internal abstract record FailpointAct
{
    private FailpointAct() { }

    /// <summary>SIGKILL: nothing is flushed, nothing is closed.</summary>
    internal sealed record Kill : FailpointAct;

    /// <summary>SIGSTOP: the process stands still until somebody continues it.</summary>
    internal sealed record Stop : FailpointAct;

    /// <summary>The thread that came here waits.</summary>
    internal sealed record Delay(TimeSpan By) : FailpointAct;
}

/// <summary>
/// What is to happen where: `K7@3:kill;K11:stop;K6@2:delay=2000`, that is point, the how-manieth time it is reached (the
/// first unless told otherwise), and what happens (a delay in milliseconds).
/// </summary>
internal sealed partial class FailpointPlan
{
    /// <summary>Begins the line that is written before anything happens.</summary>
    internal const string Told = "failpoint ";

    private const int SignalKill = 9;
    private const int SignalStop = 19;

    private readonly ImmutableDictionary<(CrashPoint Point, int Time), FailpointAct> _acts;
    private readonly ConcurrentDictionary<CrashPoint, int> _reached = [];

    private FailpointPlan(ImmutableDictionary<(CrashPoint Point, int Time), FailpointAct> acts) => _acts = acts;

    /// <exception cref="FormatException">When the text is no such list. A harness that misspells a point must not pass.</exception>
    internal static FailpointPlan Read(string text) => new(text
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(ReadOne).ToImmutableDictionary(one => one.Where, one => one.Act));

    /// <summary>What is to happen now that the point is reached once more; null when nothing is.</summary>
    internal FailpointAct? Take(CrashPoint point) =>
        _acts.GetValueOrDefault((point, _reached.AddOrUpdate(point, 1, (_, times) => times + 1)));

    internal void Reach(CrashPoint point)
    {
        var act = Take(point);
        if (act is not null) Console.Error.WriteLine($"{Told}{point}"); // which of several it was, nobody could tell afterwards
        switch (act)
        {
            case FailpointAct.Kill:
                Signal(SignalKill);
                Thread.Sleep(Timeout.Infinite); // not one instruction more of ours, however late the signal comes
                break;
            case FailpointAct.Stop:
                Signal(SignalStop);
                break;
            case FailpointAct.Delay delay:
                Thread.Sleep(delay.By);
                break;
        }
    }

    private static ((CrashPoint Point, int Time) Where, FailpointAct Act) ReadOne(string text)
    {
        if (text.Split(':') is not [var where, var act]) throw Misspelt(text);
        var parts = where.Split('@');
        if (!Enum.TryParse<CrashPoint>(parts[0], out var point) || !Enum.IsDefined(point)) throw Misspelt(text);
        var time = parts.Length == 1 ? 1 : int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture);
        return ((point, time), act.Split('=') switch
        {
            ["kill"] => new FailpointAct.Kill(),
            ["stop"] => new FailpointAct.Stop(),
            ["delay", var milliseconds] => new FailpointAct.Delay(
                TimeSpan.FromMilliseconds(int.Parse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture))),
            _ => throw Misspelt(text),
        });
    }

    private static FormatException Misspelt(string text) => new($"`{text}` is no failpoint; write for example `K7@3:kill`");

    private static void Signal(int signal) => _ = Kill(Environment.ProcessId, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
