using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Countersign.Targets.Faults;

namespace Countersign.IntegrationTests.Faults;

/// <summary>
/// The shipped executable, byte for byte, under a host that was told to arm failpoints: only the runtime configuration differs.
/// Everything it says is kept.
/// </summary>
internal sealed class FaultedBot : IAsyncDisposable
{
    private const int Killed = 128 + 9;

    /// <summary>Names a directory with the bot compiled ahead of time; see eng/ahead.sh.</summary>
    private const string Ahead = "COUNTERSIGN_AHEAD";

    private static readonly string Armed = WriteConfiguration();

    private readonly Process _process;
    private readonly StringBuilder _said;

    private FaultedBot(Process process, StringBuilder said)
    {
        (_process, _said) = (process, said);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>True once it is gone, whoever ended it.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>True when a signal ended it, and not itself.</summary>
    public bool WasKilled => _process.HasExited && _process.ExitCode == Killed;

    /// <summary>The label of the point that acted last; null when none did.</summary>
    public string? LastFailpoint { get; private set; }

    /// <summary>True while it stands still after SIGSTOP; from the kernel's table.</summary>
    public bool IsStopped
    {
        get
        {
            try
            {
                var line = File.ReadAllText($"/proc/{_process.Id}/stat");
                return line[(line.LastIndexOf(')') + 2)..].StartsWith('T');
            }
            catch (IOException) // gone
            {
                return false;
            }
        }
    }

    /// <summary>Time of a processor that it has taken; nothing once it is gone.</summary>
    public TimeSpan Worked
    {
        get
        {
            try
            {
                return _process.TotalProcessorTime;
            }
            catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return TimeSpan.Zero;
            }
        }
    }

    /// <param name="failpoints">See <see cref="FailpointPlan"/>; empty for none.</param>
    /// <param name="said">What it says is added here.</param>
    public static FaultedBot Start(
        IReadOnlyDictionary<string, string> environment, string failpoints, StringBuilder said, params string[] arguments)
    {
        var at = Environment.GetEnvironmentVariable(Ahead) ?? AppContext.BaseDirectory;
        var start = new ProcessStartInfo("dotnet",
            ["exec", "--runtimeconfig", Armed, "--depsfile", Path.Combine(at, "countersign.deps.json"), Path.Combine(at, "countersign.dll"), "serve", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = environment["Countersign__DataDirectory"],
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment[Failpoint.Variable] = failpoints;
        start.Environment["DOTNET_TC_CallCounting"] = "0"; // a life is too short for code to be compiled a second time
        return new(Process.Start(start)!, said);
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is closed. Nothing happens when it is gone already.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGSTOP or SIGCONT, by name.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Until it is gone and all that it said has been read.</summary>
    public Task Ended() => _process.WaitForExitAsync();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line?.StartsWith(FailpointPlan.Told, StringComparison.Ordinal) == true) LastFailpoint = line[FailpointPlan.Told.Length..];
        lock (_said) _said.Append(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss.fff} ").AppendLine(line);
    }

    private static string WriteConfiguration()
    {
        var configuration = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "countersign.runtimeconfig.json")))!;
        configuration["runtimeOptions"]!["configProperties"]![Failpoint.Switch] = true;
        var path = Path.Combine(Directory.CreateTempSubdirectory("countersign-failpoints-").FullName, "armed.runtimeconfig.json");
        File.WriteAllText(path, configuration.ToJsonString());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return path;
    }
}
