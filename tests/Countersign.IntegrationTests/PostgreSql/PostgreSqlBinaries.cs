using System.Diagnostics;
using System.Globalization;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>Finds the server's programs, and starts them as an account that is not root, because they refuse root.</summary>
internal static class PostgreSqlBinaries
{
    /// <summary>Set to a directory with `initdb` and `postgres` to run the tests on that server instead.</summary>
    private const string Override = "COUNTERSIGN_TEST_POSTGRES";

    /// <summary>The directory with the newest `initdb` and `postgres`.</summary>
    /// <param name="major">Only this server major; null takes the newest.</param>
    internal static string Find(int? major = null)
    {
        var candidates = Chosen().Concat(Installed()).Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Where(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "postgres")));
        return candidates.FirstOrDefault(d => major is null || MajorOf(d) == major)
            ?? throw new InvalidOperationException(
                $"no PostgreSQL {major} server programs found in PATH or /usr/lib/postgresql; install the package `postgresql` (or `postgresql-{major}`)");
    }

    internal static int MajorOf(string directory)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(directory, "postgres"), "--version") { RedirectStandardOutput = true })!;
        var words = process.StandardOutput.ReadToEnd().Split(' ', '\n'); // postgres (PostgreSQL) 15.18 (Debian …)
        process.WaitForExit();
        return int.Parse(words[2].Split('.')[0], CultureInfo.InvariantCulture);
    }

    internal static async Task Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} failed: {errors}");
    }

    /// <summary>The started process is the program itself: setpriv replaces itself by it.</summary>
    internal static Process Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (Environment.IsPrivilegedProcess)
        {
            start.FileName = "setpriv";
            foreach (var a in new[] { "--reuid", Account, "--regid", Group, "--clear-groups", program }) start.ArgumentList.Add(a);
        }

        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    /// <summary>Gives a directory to the account that the programs run as.</summary>
    internal static void HandOver(string directory)
    {
        if (!Environment.IsPrivilegedProcess) return;
        using var process = Process.Start("chown", [Account + ":" + Group, directory]);
        process.WaitForExit();
    }

    private static string Account => HasPostgres ? "postgres" : "nobody";

    private static string Group => HasPostgres ? "postgres" : "nogroup";

    private static bool HasPostgres => File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal));

    private static IEnumerable<string> Chosen() => Environment.GetEnvironmentVariable(Override) is { Length: > 0 } directory ? [directory] : [];

    private static IEnumerable<string> Installed() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
        : [];
}
