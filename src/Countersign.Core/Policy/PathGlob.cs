using System.Text;
using System.Text.RegularExpressions;
using DotNet.Globbing;

namespace Countersign.Policy;

/// <summary>
/// A glob: `*` within a segment, `**` over segments, `?`, `[a-z]`, `[!a-z]`. Case-sensitive, like Git. Matching takes time by the length of
/// the path alone: the library that reads the pattern tries every way of sharing a name among several `*`, which a path can make last for years.
/// </summary>
public sealed class PathGlob
{
    private readonly Regex _regex;

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
            Glob.Parse(pattern); // whether it is one; the library documents no other way to ask
            _regex = new(ToRegex(pattern), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException) // the library documents no exception of its own
        {
            throw new ArgumentException($"`{pattern}` is not a glob: {fault.Message}", fault);
        }
    }

    /// <summary>As written.</summary>
    public string Pattern { get; }

    /// <summary>Whether the whole of <paramref name="text"/> matches.</summary>
    public bool Matches(string text) => _regex.IsMatch(text);

    /// <inheritdoc />
    public override string ToString() => Pattern;

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var at = 0; at < pattern.Length;)
            at = Append(regex, pattern, at);
        return regex.Append(@"\z").ToString();
    }

    /// <summary>Writes what one token means, and returns where the next begins.</summary>
    private static int Append(StringBuilder regex, string pattern, int at)
    {
        switch (pattern[at])
        {
            case '*' when pattern.AsSpan(at).StartsWith("**/") && (at == 0 || pattern[at - 1] == '/'):
                regex.Append("(?:.*/)?");
                return at + 3;
            case '*' when pattern.AsSpan(at).StartsWith("**"):
                regex.Append(".*");
                return at + 2;
            case '*':
                regex.Append("[^/]*");
                return at + 1;
            case '?':
                regex.Append("[^/]");
                return at + 1;
            case '[' when pattern.IndexOf(']', at + 2) is > 0 and var end:
                regex.Append(CharacterSet(pattern[(at + 1)..end]));
                return end + 1;
            case var other:
                regex.Append(Regex.Escape(other.ToString()));
                return at + 1;
        }
    }

    /// <summary>A range `a-z` or a list `abc`, or all but those after `!`; a slash is in none.</summary>
    private static string CharacterSet(string inside)
    {
        var isNot = inside[0] == '!';
        var set = isNot ? inside[1..] : inside;
        var escaped = string.Concat(set.Select((c, i) => c == '-' && set.Length == 3 && i == 1 ? "-" : @"\u" + ((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)));
        return isNot ? $"[^/{escaped}]" : $"[{escaped}]";
    }
}
