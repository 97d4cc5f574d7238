namespace Countersign.Bot.Commands;

/// <summary>
/// A temporary directory for throwaway servers. When we are root they run as another account, which must be able to pass
/// through it to its own directory below.
/// </summary>
internal sealed class PassableDirectory : IDisposable
{
    /// <summary>Makes one, empty and private but for passing through.</summary>
    /// <param name="prefix">Of its name; short, because sockets live below it.</param>
    public PassableDirectory(string prefix)
    {
        Path = Directory.CreateTempSubdirectory(prefix).FullName;
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.OtherExecute);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
