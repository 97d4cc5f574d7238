using System.Runtime.CompilerServices;

namespace Countersign.Tests;

/// <summary>
/// Approved outputs beside the tests. A difference fails; COUNTERSIGN_ACCEPT=1 writes the new output instead, to be
/// reviewed in the diff.
/// </summary>
internal static class Golden
{
    /// <summary>Compares with the file NAME beside the calling test.</summary>
    internal static void Equal(string actual, string name, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, name);
        if (Environment.GetEnvironmentVariable("COUNTERSIGN_ACCEPT") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"`{path}` does not exist; run with COUNTERSIGN_ACCEPT=1 and review what it writes");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    /// <summary>The text of a file of the repository.</summary>
    internal static string Repository(string path, [CallerFilePath] string caller = "")
    {
        var root = new DirectoryInfo(Path.GetDirectoryName(caller)!);
        while (!File.Exists(Path.Combine(root.FullName, "Bot.sln")))
            root = root.Parent ?? throw new InvalidOperationException($"`{caller}` is not inside the repository");
        return File.ReadAllText(Path.Combine(root.FullName, path));
    }
}
