using System.Diagnostics;

namespace Countersign.Benchmarks.Readings;

/// <summary>The linter of PostgreSQL migrations, a native program that comes as an npm package per platform.</summary>
internal static class Squawk
{
    private const string Version = "2.66.0";

    /// <summary>0 without findings, 1 with.</summary>
    public static readonly ImmutableArray<int> ExitCodes = [0, 1];

    /// <summary>Installs it into a directory; the program's path.</summary>
    public static async Task<string> Install(string directory)
    {
        var start = new ProcessStartInfo("npm",
            ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", directory, $"squawk-cli@{Version}"]);
        using var npm = Process.Start(start)!;
        await npm.WaitForExitAsync();
        return npm.ExitCode == 0
            ? Directory.GetFiles(Path.Combine(directory, "node_modules", "@squawk-cli"), "squawk", SearchOption.AllDirectories)[0]
            : throw new InvalidOperationException($"npm could not install squawk-cli@{Version}");
    }
}
