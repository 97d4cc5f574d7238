namespace Countersign.IntegrationTests.PostgreSql.Copying;

/// <summary>Where throwaway servers of these tests live: reachable for the account that they run as, and short, for their sockets.</summary>
internal static class Rooms
{
    internal static string Shared { get; } = Create();

    /// <summary>One of its own, for tests of what is kept there.</summary>
    internal static string Create()
    {
        var directory = Directory.CreateTempSubdirectory("csc-").FullName;
        File.SetUnixFileMode(directory,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return Path.Combine(directory, "s");
    }
}
