using DotNet.Globbing;

namespace Countersign.Policy;

/// <summary>A glob: `*` within a segment, `**` over segments, `?`, `[a-z]`. Case-sensitive, like Git.</summary>
public sealed class PathGlob
{
    private readonly Glob _glob;

    /// <summary>Takes the pattern as written.</summary>
    /// <exception cref="ArgumentException">When the pattern cannot be read.</exception>
    public PathGlob(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Pattern = pattern;
        if (pattern.Count(c => c == '[') != pattern.Count(c => c == ']') || pattern.Contains("[]", StringComparison.Ordinal)) // the library takes what is no range for text
            throw new ArgumentException($"`{pattern}` is not a glob: its brackets hold no range");
        try
        {
            _glob = Glob.Parse(pattern);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException) // the library documents no exception of its own
        {
            throw new ArgumentException($"`{pattern}` is not a glob: {fault.Message}", fault);
        }
    }

    /// <summary>As written.</summary>
    public string Pattern { get; }

    /// <summary>Whether the whole of <paramref name="text"/> matches.</summary>
    public bool Matches(string text) => _glob.IsMatch(text);

    /// <inheritdoc />
    public override string ToString() => Pattern;
}
