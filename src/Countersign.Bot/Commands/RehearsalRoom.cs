using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.Bot.Commands;

/// <summary>A directory for the throwaway servers of one command; gone with it.</summary>
internal sealed class RehearsalRoom : IDisposable
{
    private readonly PassableDirectory _directory = new("cs-");

    /// <summary>Makes the directory.</summary>
    /// <param name="programs">Where to look for `initdb` and `postgres` first.</param>
    public RehearsalRoom(IEnumerable<DirectoryInfo> programs) =>
        Rehearsal = new(new(Path.Combine(_directory.Path, "r"), [.. programs.Select(p => p.FullName)]), TimeProvider.System);

    /// <summary>Rehearses in it.</summary>
    public PostgreSqlRehearsal Rehearsal { get; }

    /// <inheritdoc />
    public void Dispose() => _directory.Dispose();
}
