using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// Private directories for throwaway servers. The name of each tells the process that made it, by number and second of start,
/// because numbers come again: what a killed process left behind can be told from what another one uses.
/// </summary>
internal static class ShadowRooms
{
    private static readonly ConcurrentDictionary<string, bool> Swept = new(StringComparer.Ordinal);

    internal static async Task<string> Make(string directory, CancellationToken cancellation)
    {
        using var self = Process.GetCurrentProcess();
        var room = Path.Combine(directory, NameOf(self.Id, StartOf(self)) + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));
        await PostgreSqlPrograms.MakePrivate(room, cancellation);
        return room;
    }

    /// <summary>The beginning of a room's name. Short, because a socket's path has 107 bytes and no more.</summary>
    internal static string NameOf(int process, long start) => string.Create(CultureInfo.InvariantCulture, $"r-{process}-{start:x}-");

    /// <summary>Once for each directory: nothing that this process makes is left behind while it lives.</summary>
    internal static async Task SweepOnce(string directory, CancellationToken cancellation)
    {
        if (Swept.TryAdd(directory, true)) await Sweep(directory, cancellation);
    }

    /// <summary>Ends servers and removes rooms whose process is gone.</summary>
    internal static async Task Sweep(string directory, CancellationToken cancellation)
    {
        foreach (var room in Directory.GetDirectories(directory, "r-*").Where(IsAbandoned))
        {
            await EndServer(room, cancellation);
            Directory.Delete(room, recursive: true);
        }
    }

    /// <summary>What has no such name was made by an older version of this program, whose process is gone too.</summary>
    private static bool IsAbandoned(string room)
    {
        var parts = Path.GetFileName(room).Split('-');
        if (parts.Length != 4 || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(parts[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var start)) return true;
        try
        {
            using var process = Process.GetProcessById(id);
            return Math.Abs(StartOf(process) - start) > 2; // the system computes it anew for each who asks
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>The first line of `postmaster.pid` is its number; that it is this server's is told by its arguments.</summary>
    private static async Task EndServer(string room, CancellationToken cancellation)
    {
        var file = Path.Combine(room, "data", "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse((await File.ReadAllLinesAsync(file, cancellation)).FirstOrDefault(), CultureInfo.InvariantCulture, out var id)) return;
        var arguments = $"/proc/{id.ToString(CultureInfo.InvariantCulture)}/cmdline";
        if (!File.Exists(arguments) || !(await File.ReadAllTextAsync(arguments, cancellation)).Contains(room + "/", StringComparison.Ordinal)) return;
        using var server = Process.GetProcessById(id);
        await PostgreSqlPrograms.Tool("kill", ["-QUIT", id.ToString(CultureInfo.InvariantCulture)], cancellation);
        await server.WaitForExitAsync(cancellation);
    }

    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeSeconds();
}
