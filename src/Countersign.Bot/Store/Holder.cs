using System.Diagnostics;
using System.Globalization;

namespace Countersign.Bot.Store;

/// <summary>
/// Names whoever holds a lease: machine, process, when that process started, and a number of its own. So a process that starts knows
/// which leases belong to processes of its machine that are dead, and need not wait for them to run out.
/// </summary>
internal static class Holder
{
    private static readonly string ThisProcess = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{StartOf(Process.GetCurrentProcess())}");

    /// <summary>A new name of this process.</summary>
    public static string New() => $"{ThisProcess}/{Guid.NewGuid():n}";

    /// <summary>True when its process was on this machine and is there no more. False says nothing.</summary>
    public static bool IsKnownDead(string holder) =>
        holder.Split('/') is [var machine, var id, var start, _] && machine == Environment.MachineName
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
        && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var second)
        && !IsAlive(process, second);

    private static bool IsAlive(int id, long second)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return Math.Abs(StartOf(process) - second) <= 2; // told from the ticks since the machine started, which round
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Seconds since 1970.</summary>
    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
}
