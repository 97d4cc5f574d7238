using System.Text;
using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Repositories;

/// <summary>What a commit does to one path.</summary>
public abstract record FileChange
{
    private FileChange(string path) => Path = path;

    /// <summary>The path, with <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    public static FileChange Put(string path, string text) => new Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes exactly.</summary>
    public static FileChange Put(string path, byte[] content) => new Write(path, content);

    /// <summary>Removes the file.</summary>
    public static FileChange Delete(string path) => new Remove(path);

    /// <summary>Moves the file, content unchanged.</summary>
    public static FileChange Rename(string from, string to) => new Move(from, to);

    /// <summary>Makes a symbolic link.</summary>
    public static FileChange Symlink(string path, string target) => new Link(path, target);

    internal sealed record Write(string Path, byte[] Content) : FileChange(Path);

    internal sealed record Remove(string Path) : FileChange(Path);

    internal sealed record Move(string From, string To) : FileChange(To);

    internal sealed record Link(string Path, string Target) : FileChange(Path);
}

/// <summary>A commit to make. Author and committer default to the account that pushes.</summary>
/// <param name="Message">The message, without trailers.</param>
/// <param name="Changes">What it changes.</param>
public sealed record NewCommit(string Message, params ImmutableArray<FileChange> Changes)
{
    /// <summary>Who wrote it, when not the pusher. Forgeable, as in Git.</summary>
    public GitIdentity? Author { get; init; }

    /// <summary>Who committed it, when not the pusher. Forgeable, as in Git.</summary>
    public GitIdentity? Committer { get; init; }

    /// <summary>Added as <c>Co-authored-by</c> trailers.</summary>
    public ImmutableArray<GitIdentity> CoAuthors { get; init; } = [];

    /// <summary>The author and committer date, when not now. Forgeable, as in Git.</summary>
    public DateTimeOffset? When { get; init; }

    internal string FullMessage => CoAuthors.IsEmpty
        ? Message
        : $"{Message}\n\n{string.Join('\n', CoAuthors.Select(who => $"Co-authored-by: {who.Name} <{who.Email}>"))}\n";
}
