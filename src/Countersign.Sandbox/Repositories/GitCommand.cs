using System.Diagnostics;

namespace Countersign.Sandbox.Repositories;

/// <summary>Runs the git command line, with no configuration but the repository's own.</summary>
internal static class GitCommand
{
    public static ProcessStartInfo Start(string? directory, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? string.Empty,
        };
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <summary>Runs to the end and returns the output; a failure is a fault, with what git said.</summary>
    public static string Run(string? directory, params IEnumerable<string> arguments) => RunWith(directory, null, arguments);

    public static string RunWith(string? directory, string? input, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(Start(directory, arguments))
            ?? throw new InvalidOperationException("git did not start; install the package git");
        var errors = process.StandardError.ReadToEndAsync();
        if (input is not null) process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
    }
}
