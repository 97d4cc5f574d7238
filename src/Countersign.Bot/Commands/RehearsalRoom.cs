using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.Bot.Commands;

/// <summary>A directory for the throwaway servers of one command; gone with it.</summary>
internal sealed class RehearsalRoom : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("cs-").FullName;

    /// <summary>Makes the directory.</summary>
    /// <param name="programs">Where to look for `initdb` and `postgres` first.</param>
    public RehearsalRoom(IEnumerable<DirectoryInfo> programs)
    {
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess) // the server runs as another account than root
            File.SetUnixFileMode(_directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        Rehearsal = new(new(Path.Combine(_directory, "r"), [.. programs.Select(p => p.FullName)]), TimeProvider.System);
    }

    /// <summary>Rehearses in it.</summary>
    public PostgreSqlRehearsal Rehearsal { get; }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
