using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Countersign.Targets.SqlServer;

/// <summary>
/// How this assembly is started as a program of its own: with cultures, which the bot runs without, a bounded heap, and nothing of
/// the bot's environment but where .NET, programs and temporary files are.
/// </summary>
internal static class ChildProcess
{
    private static readonly ImmutableArray<string> Inherited = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "DOTNET_ROOT"];

    /// <param name="purpose">The program's only argument; see <see cref="Program"/>.</param>
    /// <param name="heap">Bytes.</param>
    internal static ProcessStartInfo StartOf(string purpose, long heap)
    {
        var start = new ProcessStartInfo(DotNet(), [Path.Combine(AppContext.BaseDirectory, "Countersign.Targets.SqlServer.dll"), purpose])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var inherited = Inherited.Select(n => (n, Environment.GetEnvironmentVariable(n))).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited)
            if (value is not null) start.Environment[name] = value;
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x" + heap.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        // It lives for seconds: counting how often its code runs, and collecting beside it, costs a quarter of its processor time.
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }

    /// <summary>The host that runs this process; its folder holds the shared runtime.</summary>
    private static string DotNet()
    {
        var program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", program));
        return File.Exists(host) ? host : "dotnet";
    }
}
