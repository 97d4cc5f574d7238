using System.Diagnostics;

namespace Countersign.Benchmarks.Readings;

/// <summary>A file to commit.</summary>
internal sealed record CloneFile(string Path, byte[] Text);

/// <summary>A clone whose `main` has a policy, and whose `change` adds scripts.</summary>
internal static class GitClone
{
    public static Task Make(string directory, ImmutableArray<CloneFile> scripts) => Make(directory, TextJudging.Policy, [], scripts);

    /// <param name="before">Files of `main`, which `change` writes over with its own.</param>
    public static async Task Make(string directory, string policy, ImmutableArray<CloneFile> before, ImmutableArray<CloneFile> after)
    {
        Directory.CreateDirectory(directory);
        await Git(directory, "init", "--quiet", "--initial-branch=main", ".");
        await File.WriteAllTextAsync(Path.Combine(directory, ".countersign.yml"), policy);
        await Write(directory, before);
        await Commit(directory, "Govern the shop's database");
        await Git(directory, "checkout", "--quiet", "-b", "change");
        await Write(directory, after);
        await Commit(directory, "Change the database");
    }

    private static async Task Write(string directory, ImmutableArray<CloneFile> files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(directory, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, file.Text);
        }
    }

    private static async Task Commit(string directory, string subject)
    {
        await Git(directory, "add", "--all");
        await Git(directory, "-c", "user.name=Ana", "-c", "user.email=ana@example.com", "commit", "--quiet", "--message", subject);
    }

    private static async Task Git(string directory, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = directory })!;
        await git.WaitForExitAsync();
        if (git.ExitCode != 0) throw new InvalidOperationException($"git {arguments[0]} failed");
    }
}
