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
    /// <remarks>A server that is still ending may write below it; what stays is temporary, and no reason to fail what was done.</remarks>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // the system clears its temporary directory
        }
    }
}
