using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Countersign.Analysis.Rules;
using Countersign.Statements;

namespace Countersign.Targets.SqlServer.Declarative;

/// <summary>
/// Asks the child process. It gets nothing of the bot's environment but where .NET, programs and temporary files are, has a bounded
/// heap, and is killed when it takes too long.
/// </summary>
internal static class ProjectChild
{
    private static readonly ImmutableArray<string> Inherited = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "DOTNET_ROOT"];

    internal static ProjectAnswer Ask(ProjectQuestion question, TimeSpan patience, CancellationToken cancellation)
    {
        using var process = Process.Start(StartOf()) ?? throw new InvalidOperationException("the child process did not start");
        var answer = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var faults = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            JsonSerializer.Serialize(process.StandardInput.BaseStream, question);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says so below.
        }

        var isDone = Wait(process, patience, cancellation);
        if (!isDone) process.Kill(entireProcessTree: true);
        cancellation.ThrowIfCancellationRequested();
        if (!isDone) return Failed(question, "was not done with the project in time", "split it");
        _ = faults.Result;
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<ProjectAnswer>(answer.Result)!
            : Failed(question, $"ended with code {process.ExitCode} on the project", "look whether the machine has ICU (libicu), which DacFx needs; else report it as a fault of Countersign");
    }

    private static bool Wait(Process process, TimeSpan patience, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (!process.WaitForExit(100))
            if (cancellation.IsCancellationRequested || clock.Elapsed > patience)
                return false;
        process.WaitForExit(); // and until all of its output is there
        return true;
    }

    private static ProcessStartInfo StartOf()
    {
        var start = new ProcessStartInfo(DotNet(), [Path.Combine(AppContext.BaseDirectory, "Countersign.Targets.SqlServer.dll")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var inherited = Inherited.Select(n => (n, Environment.GetEnvironmentVariable(n))).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited)
            if (value is not null) start.Environment[name] = value;
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x40000000"; // 1 GiB
        start.Environment["DOTNET_gcServer"] = "0";
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

    private static ProjectAnswer Failed(ProjectQuestion question, string why, string nextStep) =>
        ProjectAnswer.Refused(SqlServerReadingRules.Limits.Refuse(Place.File(question.Project), $"DacFx {why}", nextStep));
}
