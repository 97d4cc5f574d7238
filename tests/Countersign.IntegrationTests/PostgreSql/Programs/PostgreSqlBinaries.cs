using System.Globalization;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>Which servers' programs the tests run.</summary>
internal static class PostgreSqlBinaries
{
    /// <summary>Set to a directory with `initdb` and `postgres` to run the tests on that server instead.</summary>
    private const string Override = "COUNTERSIGN_TEST_POSTGRES";

    private const UnixFileMode Enterable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly Lazy<PostgreSqlPrograms?> Unpacked = new(() =>
        PostgreSqlPrograms.All([Reachable(Path.Combine(AppContext.BaseDirectory, "postgresql-18"))]).FirstOrDefault(p => p.Major == 18));

    /// <summary>The majors that statements about PostgreSQL are tried on: the machine's and the one that npm brings.</summary>
    internal static ImmutableArray<int> Majors => [.. new[] { Find().Major, Unpacked.Value?.Major ?? 0 }.Where(m => m > 0).Distinct()];

    /// <summary>Those asked for, or the newest installed.</summary>
    internal static PostgreSqlPrograms Find() =>
        PostgreSqlPrograms.All(Environment.GetEnvironmentVariable(Override) is { Length: > 0 } chosen ? [chosen] : []).FirstOrDefault()
        ?? throw new InvalidOperationException("no PostgreSQL server programs found in PATH or /usr/lib/postgresql; install the package `postgresql`");

    /// <summary>Of one of <see cref="Majors"/>.</summary>
    internal static PostgreSqlPrograms Find(int major) =>
        Find() is var own && own.Major == major ? own : Unpacked.Value is { } second && second.Major == major ? second
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"no programs of PostgreSQL {major} beside the tests; build them with npm installed"));

    /// <summary>Root's server runs as another account, which may not be let in to where the tests were built; then a copy is.</summary>
    private static string Reachable(string directory)
    {
        if (!Directory.Exists(directory) || !Environment.IsPrivilegedProcess || OperatingSystem.IsWindows()) return directory;
        var way = new List<DirectoryInfo>();
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent) way.Add(at);
        if (way.TrueForAll(d => (File.GetUnixFileMode(d.FullName) & Enterable) == Enterable)) return directory;
        var copy = Directory.CreateTempSubdirectory("cspg-").FullName;
        File.SetUnixFileMode(copy, Enterable | UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(copy, recursive: true);
        PostgreSqlPrograms.Tool("cp", ["-a", directory, copy], CancellationToken.None).GetAwaiter().GetResult();
        return Path.Combine(copy, Path.GetFileName(directory));
    }
}
