using Countersign.Policy.Yaml;

namespace Countersign.Policy;

/// <summary>Reads globs; one that cannot be read, or can match nothing, is a problem of the policy.</summary>
internal static class GlobReading
{
    internal static PathGlob? Path(YamlValues values, YamlNode node, string what)
    {
        if (values.Text(node, what) is not { } pattern) return null;
        if (pattern[0] is '/' || pattern.StartsWith("./", StringComparison.Ordinal) || pattern.Contains('\\'))
        {
            values.Problems.Add(node, $"glob `{pattern}` matches no path of a repository",
                "paths are relative to the repository's root, with forward slashes");
            return null;
        }

        if (pattern.AsSpan().IndexOfAny('{', '}') >= 0)
        {
            values.Problems.Add(node, $"glob `{pattern}`: braces are no alternatives here", "write one glob for each");
            return null;
        }

        try
        {
            return new(pattern);
        }
        catch (ArgumentException fault)
        {
            values.Problems.Add(node, fault.Message);
            return null;
        }
    }
}
