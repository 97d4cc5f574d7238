using System.Diagnostics;
using System.Globalization;

namespace Countersign.Bot.Demo;

/// <summary>The sandbox forge as a process of its own, so that the bot speaks to it as it would to any forge.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _draining;

    private SandboxProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _draining = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null); // a full pipe would stop it
    }

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="executable">Path of `countersign-sandbox`.</param>
    /// <exception cref="FileNotFoundException">When it is not there; says how to build it.</exception>
    public static async Task<SandboxProcess> Start(string executable, string directory, int port, CancellationToken cancellation)
    {
        if (!File.Exists(executable))
            throw new FileNotFoundException($"the sandbox is not at `{executable}`; run eng/demo.sh, which builds it, or pass --sandbox PATH");
        var start = new ProcessStartInfo(executable) { RedirectStandardOutput = true };
        foreach (var argument in new[] { "--port", port.ToString(CultureInfo.InvariantCulture), "--data", directory }) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Split("listens on ") is not [_, var address]) continue;
            return new(process, new Uri(address));
        }

        throw new InvalidOperationException($"the sandbox did not start; is port {port} taken?");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        await _draining;
        _process.Dispose();
    }
}
