using System.Text;
using System.Text.RegularExpressions;

namespace Countersign.Policy;

/// <summary>
/// A pattern of CODEOWNERS by GitHub's documentation ("About code owners"): like `.gitignore`, without `!`, `[ ]` and
/// escaped `#`. A slash at the start or in the middle anchors it to the root; a name owns everything below it, but
/// `dir/*` owns only what is directly in it.
/// </summary>
internal sealed class CodeownersPattern
{
    private readonly Regex _regex;

    private CodeownersPattern(string regex) =>
        _regex = new(regex, RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);

    internal bool Matches(string path) => _regex.IsMatch(path);

    /// <summary>Null with a sentence when GitHub ignores such a line.</summary>
    internal static CodeownersPattern? Read(string pattern, out string? problem)
    {
        problem = pattern switch
        {
            _ when pattern.StartsWith('!') => $"`{pattern}`: negation with `!` is not part of CODEOWNERS; the line is ignored",
            _ when pattern.AsSpan().IndexOfAny('[', ']') >= 0 =>
                $"`{pattern}`: character ranges `[ ]` are not part of CODEOWNERS; the line is ignored",
            _ when pattern.StartsWith(@"\#", StringComparison.Ordinal) => $"`{pattern}`: a pattern cannot begin with `#`; the line is ignored",
            "/" => "`/` matches nothing; the line is ignored",
            _ => null,
        };
        return problem is null ? new(ToRegex(pattern)) : null;
    }

    private static string ToRegex(string pattern)
    {
        var isDirectory = pattern.EndsWith('/');
        var body = pattern.Trim('/');
        var isAnchored = pattern.StartsWith('/') || body.Contains('/');
        var segments = body.Split('/');
        var regex = new StringBuilder(isAnchored ? @"\A" : @"\A(?:.*/)?");
        for (var i = 0; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            if (segments[i] == "**") regex.Append(last ? ".*" : "(?:.*/)?");
            else regex.Append(Segment(segments[i])).Append(last ? "" : "/");
        }

        if (isDirectory) return regex.Append(@"/.*\z").ToString();
        var onlyDirectly = segments.Length > 1 && segments[^1] == "*";
        return regex.Append(onlyDirectly ? @"\z" : @"(?:/.*)?\z").ToString();
    }

    private static string Segment(string segment) => Regex.Escape(segment)
        .Replace(@"\*", "[^/]*", StringComparison.Ordinal)
        .Replace(@"\?", "[^/]", StringComparison.Ordinal);
}
