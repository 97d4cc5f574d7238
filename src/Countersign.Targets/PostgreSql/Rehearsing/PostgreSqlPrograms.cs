using System.Diagnostics;
using System.Globalization;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>A server's programs, `initdb` and `postgres`, and how to start them: never as root, which they refuse, and with an environment of ours.</summary>
internal sealed record PostgreSqlPrograms(string Directory, int Major)
{
    /// <summary>Those of the wanted major; null when the machine has none.</summary>
    internal static PostgreSqlPrograms? Find(int major, ImmutableArray<string> configured) =>
        All(configured).FirstOrDefault(p => p.Major == major);

    /// <summary>Every one that the machine has: those configured first, then the newest installed, then those on the PATH.</summary>
    internal static IEnumerable<PostgreSqlPrograms> All(ImmutableArray<string> configured) =>
        configured.SelectMany(Within).Concat(Installed()).Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Where(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "postgres")))
            .Select(d => new PostgreSqlPrograms(d, MajorOf(d)));

    /// <summary>The started process is the program itself: setpriv replaces itself by it.</summary>
    internal Process Start(string program, params IEnumerable<string> arguments)
    {
        var path = Path.Combine(Directory, program);
        var start = new ProcessStartInfo(path) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (Environment.IsPrivilegedProcess)
        {
            start.FileName = "setpriv";
            foreach (var a in new[] { "--reuid", Account, "--regid", Group, "--clear-groups", path }) start.ArgumentList.Add(a);
        }

        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var search = start.Environment["PATH"];
        start.Environment.Clear(); // nothing of ours is the server's business
        start.Environment["PATH"] = search;
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    /// <summary>Runs to the end.</summary>
    /// <exception cref="IOException">When it fails; with the program's own words.</exception>
    internal static async Task Finish(Process process, CancellationToken cancellation)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = await process.StandardError.ReadToEndAsync(cancellation);
            await output;
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0) throw new IOException($"{Path.GetFileName(process.StartInfo.FileName)} failed: {errors.Trim()}");
        }
    }

    /// <summary>A directory that only the account of the programs (and root) can enter.</summary>
    internal static async Task MakePrivate(string directory, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows()) throw new IOException("rehearsals need Linux or macOS");
        System.IO.Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Environment.IsPrivilegedProcess) await Tool("chown", [Account + ":" + Group, directory], cancellation);
    }

    /// <summary>Runs a tool of the operating system.</summary>
    internal static Task Tool(string tool, IEnumerable<string> arguments, CancellationToken cancellation) =>
        Finish(Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!, cancellation);

    /// <summary>Where an installation has its programs; `native/bin` is where npm's package `@embedded-postgres/…` has them.</summary>
    private static IEnumerable<string> Within(string directory) =>
        [directory, Path.Combine(directory, "bin"), Path.Combine(directory, "native", "bin")];

    private static string Account => HasPostgres ? "postgres" : "nobody";

    private static string Group => HasPostgres ? "postgres" : "nogroup";

    private static bool HasPostgres => File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal));

    private static IEnumerable<string> Installed() => System.IO.Directory.Exists("/usr/lib/postgresql")
        ? System.IO.Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
        : [];

    private static int MajorOf(string directory)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(directory, "postgres"), "--version") { RedirectStandardOutput = true })!;
        var words = process.StandardOutput.ReadToEnd().Split(' ', '\n'); // postgres (PostgreSQL) 15.18 (Debian …)
        process.WaitForExit();
        return words.Length > 2 && int.TryParse(words[2].Split('.')[0], CultureInfo.InvariantCulture, out var major) ? major : 0;
    }
}
