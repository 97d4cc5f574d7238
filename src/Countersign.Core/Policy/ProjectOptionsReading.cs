using System.Text.RegularExpressions;
using Countersign.Policy.Yaml;

namespace Countersign.Policy;

/// <summary>Reads `project_options`: how the deployment script of a SQL Server project is made.</summary>
internal sealed partial class ProjectOptionsReading(YamlValues values)
{
    private const int LongestValue = 200;

    internal ProjectOptions Read(YamlMap target, string? project)
    {
        if (target.Optional("project_options") is not { } node) return ProjectOptions.Default;
        if (target.Optional("project") is null)
        {
            values.Problems.Add(node, "`project_options` is for a target with `project`", "leave it out");
            return ProjectOptions.Default;
        }

        if (values.Map(node, "project_options", "data_loss", "undeclared", "ignore", "variables") is not { } map || project is null) return ProjectOptions.Default;
        return new(
            map.Optional("data_loss") is { } loss && values.Word(loss, "data_loss", ["block", "allow"]) == "allow",
            map.Optional("undeclared") is { } missing && values.Word(missing, "undeclared", ["drop", "keep"]) == "keep",
            map.Optional("ignore") is YamlNode.List { Items: [] } ? [] : map.Optional("ignore") is { } ignore
                ? values.Words(ignore, "ignore", "difference", ProjectOptions.IgnoreWords)
                : ProjectOptions.Default.Ignores,
            map.Optional("variables") is { } variables ? Variables(variables) : ProjectOptions.Default.Variables);
    }

    private ImmutableSortedDictionary<string, string> Variables(YamlNode node)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        if (node is not YamlNode.Map map)
        {
            values.Problems.Add(node, "variables is a mapping of names to texts", "write `variables: { Tier: gold }`");
            return found.ToImmutable();
        }

        foreach (var (key, value) in map.Entries.Select(e => (e.Key, e.Value)))
            if (!Name().IsMatch(key.Text))
                values.Problems.Add(key, $"`{key.Text}` is no name of a variable", "use letters, digits, `_` and `-`, and write it without `$(…)`");
            else if (values.Text(value, $"variable `{key.Text}`") is { } text && Check(value, text))
                found[key.Text] = text;
        return found.ToImmutable();
    }

    /// <summary>It is put into scripts as it is, so it may not bring a variable or a line of its own.</summary>
    private bool Check(YamlNode node, string text)
    {
        if (text.Length <= LongestValue && !text.Any(char.IsControl) && !text.Contains("$(", StringComparison.Ordinal)) return true;
        values.Problems.Add(node, $"the value of a variable has at most {LongestValue} characters, no line ends and no `$(`", "shorten it, or write it into the project");
        return false;
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
