using System.Text;

namespace Countersign.Forges.GitHub;

/// <summary>What GitHub refuses with 422 when it is longer (documented or measured; the stricter of both).</summary>
internal static class Limits
{
    /// <summary>Of a commit status and a deployment status, in UTF-16 units.</summary>
    internal const int Description = 140;

    /// <summary>Of a check run's title and of an annotation's, in UTF-16 units.</summary>
    internal const int Title = 255;

    /// <summary>Of a check run's summary, in UTF-16 units.</summary>
    internal const int Summary = 65_535;

    /// <summary>Of an annotation's message: 64 KB; cut by units, since our messages are sentences.</summary>
    internal const int AnnotationMessage = 16_000;

    /// <summary>Annotations a request.</summary>
    internal const int Annotations = 50;

    private const int CommentUnits = 65_536;
    private const int CommentBytes = 262_144;

    /// <summary>Cuts plain text, never within a surrogate pair.</summary>
    internal static string Cut(string text, int units)
    {
        if (text.Length <= units) return text;
        var end = units - 1;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end] + "…";
    }

    /// <summary>Rendering cuts comments so that their summary survives; cutting here would break their Markdown.</summary>
    /// <exception cref="ArgumentException">When the caller did not.</exception>
    internal static void CheckComment(string markdown)
    {
        if (markdown.Length >= CommentUnits || Encoding.UTF8.GetByteCount(markdown) >= CommentBytes)
            throw new ArgumentException("a comment must stay under 65,536 UTF-16 units and 262,144 bytes of UTF-8", nameof(markdown));
    }
}
