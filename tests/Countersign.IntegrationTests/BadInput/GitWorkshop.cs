using System.Diagnostics;
using System.Text;
using Countersign.Changes;

namespace Countersign.IntegrationTests.BadInput;

/// <summary>A bare repository into which the git executable writes trees as they are given, odd ones too.</summary>
internal sealed class GitWorkshop : IDisposable
{
    internal GitWorkshop() => Git([], "init", "--quiet", "--bare");

    internal string Path { get; } = Directory.CreateTempSubdirectory("countersign-trees-").FullName;

    /// <summary>The commit of each case, with its entries in `db/orders`.</summary>
    internal ImmutableArray<CommitId> Commit(IEnumerable<GitCase> cases) =>
        CommitTrees([.. cases.Select(c => Tree("db", Tree("orders", TreeOf(c))))]);

    /// <summary>What git itself says that a blob holds.</summary>
    internal byte[] Blob(string id) => Git([], "cat-file", "blob", id);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string TreeOf(GitCase @case)
    {
        var bytes = new List<byte>();
        var entries = @case.Raw ? @case.Entries : [.. @case.Entries.OrderBy(e => Convert.ToHexString(e.Name), StringComparer.Ordinal)];
        foreach (var entry in entries)
        {
            bytes.AddRange([.. Encoding.ASCII.GetBytes(entry.Mode + " "), .. entry.Name, 0]);
            bytes.AddRange(Convert.FromHexString(entry.Content is null ? new string('e', 40) : Text(Git(entry.Content, "hash-object", "-w", "--stdin"))));
        }

        return Text(Git([.. bytes], ["hash-object", "-t", "tree", "-w", "--stdin", "--literally"]));
    }

    private string Tree(string name, string inside) => Text(Git(
        [.. Encoding.ASCII.GetBytes($"40000 {name}"), 0, .. Convert.FromHexString(inside)], "hash-object", "-t", "tree", "-w", "--stdin"));

    private ImmutableArray<CommitId> CommitTrees(ImmutableArray<string> roots) =>
    [
        .. roots.Select(root => new CommitId(Text(Git(
            Encoding.ASCII.GetBytes($"tree {root}\nauthor Ana <ana@example.com> 1767225600 +0000\ncommitter Ana <ana@example.com> 1767225600 +0000\n\nx\n"),
            "hash-object", "-t", "commit", "-w", "--stdin")))),
    ];

    private static string Text(byte[] output) => Encoding.ASCII.GetString(output).Trim();

    private byte[] Git(byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Path, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("LC_ALL", "C") }) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("install the package git");
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return process.ExitCode == 0 ? output.ToArray() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {process.StandardError.ReadToEnd()}");
    }
}
