using System.Diagnostics;

namespace Countersign.IntegrationTests.Journeys;

/// <summary>The shipped executable, to be killed at any time.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _draining;

    private BotProcess(Process process)
    {
        _process = process;
        _draining = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    public static BotProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "countersign"), ["serve", .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Directory.CreateTempSubdirectory("countersign-process-").FullName,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>SIGSTOP or SIGCONT, by name.</summary>
    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, $"{Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is closed.</summary>
    public async Task Kill()
    {
        Assert.False(_process.HasExited, "the bot ended by itself");
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        await _draining;
        Directory.Delete(_process.StartInfo.WorkingDirectory, recursive: true);
        _process.Dispose();
    }
}
