namespace Countersign.Forges.Git;

/// <summary>
/// A repository does not hold what was asked for, holds it damaged, or holds more than we are ready to read (INV-37).
/// What cannot be read is never safe: whoever catches this refuses. The message is safe to show; paths in it are raw.
/// </summary>
public sealed class GitContentException : Exception
{
    /// <summary>With a message that is safe to show.</summary>
    public GitContentException(string message, Exception? inner = null)
        : base(message, inner) { }
}
