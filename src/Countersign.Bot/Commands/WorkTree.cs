using Countersign.Changes;
using Countersign.Policy;
using Countersign.Statements;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Bot.Commands;

/// <summary>Files of a directory as if they were a repository's. Paths have forward slashes and start at the root.</summary>
internal sealed class WorkTree(DirectoryInfo root)
{
    private static readonly EnumerationOptions All = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = 0, // files whose names begin with a dot may be governed too
        IgnoreInaccessible = false,
    };

    /// <summary>The path of a file below the root.</summary>
    /// <exception cref="CannotRunException">When it is not there, or not below the root.</exception>
    public string PathOf(FileInfo file)
    {
        if (!file.Exists) throw new CannotRunException($"`{file}` does not exist; name scripts of the work tree");
        var path = Path.GetRelativePath(root.FullName, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
        return path.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(path)
            ? throw new CannotRunException($"`{file}` is not below `{root}`; name the root of its work tree with --repo")
            : path;
    }

    /// <summary>A change that brings these files, onto everything else that is here.</summary>
    /// <exception cref="CannotRunException">When policy does not govern one of them.</exception>
    public GovernanceFacts AsIfNew(PolicyFile policy, ImmutableArray<string> paths)
    {
        if (paths.FirstOrDefault(p => !Governance.IsGoverned(policy, p)) is { } stranger)
            throw new CannotRunException(
                $"`{stranger}` is a script of no target; the policy governs {string.Join(", ", Governance.Globs(policy).Select(g => $"`{g}`"))}");
        var others = Directory.EnumerateFiles(root.FullName, "*", All)
            .Select(f => Path.GetRelativePath(root.FullName, f).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(p => !p.StartsWith(".git/", StringComparison.Ordinal) && !paths.Contains(p) && Governance.IsGoverned(policy, p));
        return new(
            policy,
            [.. paths.Distinct(StringComparer.Ordinal).Select(p => new ChangedFile(p, FileStatus.Added, FileMode.None, ModeOf(p), null, p))],
            [.. others.Select(p => new TreeFile(p, ModeOf(p), p))]);
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="CannotRunException">When it is larger than any script may be.</exception>
    public ReadOnlyMemory<byte> Load(GovernedFile file)
    {
        var found = new FileInfo(Path.Combine(root.FullName, file.Path));
        return StrictText.CheckSize(file.Path, found.Length) is { } tooLarge
            ? throw new CannotRunException(tooLarge.Sentence)
            : File.ReadAllBytes(found.FullName);
    }

    /// <summary>Owners of paths, as this work tree says.</summary>
    public Codeowners Codeowners() =>
        CodeownersReading.Paths.Select(p => Path.Combine(root.FullName, p)).FirstOrDefault(File.Exists) is { } file
            ? CodeownersReading.Read(File.ReadAllBytes(file)).Codeowners
            : Policy.Codeowners.None;

    private FileMode ModeOf(string path) =>
        new FileInfo(Path.Combine(root.FullName, path)).LinkTarget is null ? FileMode.Regular : FileMode.Symlink;
}
