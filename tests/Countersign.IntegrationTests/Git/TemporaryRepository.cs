using System.Diagnostics;
using Countersign.Changes;

namespace Countersign.IntegrationTests.Git;

/// <summary>A real Git repository in a directory of its own, made by the git executable with fixed people and times.</summary>
public sealed class TemporaryRepository : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("countersign-git-").FullName;
    private long _second = 1_767_225_600;

    public TemporaryRepository() => Git("init", "--quiet", "--initial-branch=main");

    public string Path => _root;

    public CommitId Head => Id("HEAD");

    public CommitId Id(string revision) => new(Git("rev-parse", revision + "^{commit}").Trim());

    /// <summary>Writes files (null deletes) and commits them.</summary>
    public CommitId Commit(string message, params (string Path, string? Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            var full = System.IO.Path.Combine(_root, path);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
            if (text is null) File.Delete(full);
            else File.WriteAllText(full, text);
        }

        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "-m", message);
        return Head;
    }

    public void Switch(string branch, string? from = null) =>
        Git(from is null ? ["switch", "--quiet", branch] : ["switch", "--quiet", "-c", branch, from]);

    public string Git(params string[] arguments) => GitWithInput("", arguments);

    public string GitWithInput(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = _root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var time = $"{_second++} +0000";
        foreach (var (name, value) in new[]
        {
            ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("LC_ALL", "C"),
            ("GIT_AUTHOR_NAME", "Ana"), ("GIT_AUTHOR_EMAIL", "ana@example.com"), ("GIT_AUTHOR_DATE", time),
            ("GIT_COMMITTER_NAME", "Ana"), ("GIT_COMMITTER_EMAIL", "ana@example.com"), ("GIT_COMMITTER_DATE", time),
        }) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("install the package git");
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.Result}{output}");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
