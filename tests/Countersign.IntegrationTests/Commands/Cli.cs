using System.Diagnostics;
using System.Text;

namespace Countersign.IntegrationTests.Commands;

/// <summary>The executable as people run it: a process of its own, its output, its exit code.</summary>
internal sealed record Cli(int Code, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs it in a directory.</summary>
    public static async Task<Cli> Run(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "countersign"), arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"countersign {string.Join(' ', arguments)} did not end");
        }

        return new(process.ExitCode, await output, await errors);
    }

    /// <summary>Asserts how it ended, and shows all that it said where it ended otherwise.</summary>
    public Cli Ends(int code)
    {
        Assert.True(Code == code, $"ended with {Code} instead of {code}\n{Output}\n{Errors}");
        Assert.DoesNotContain("   at ", Errors); // a stack trace is never for the person at the terminal
        return this;
    }
}
