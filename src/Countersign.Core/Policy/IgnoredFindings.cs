using System.Text.RegularExpressions;
using Countersign.Policy.Yaml;

namespace Countersign.Policy;

/// <summary>
/// Reads `findings:`. Only policy can silence a rule: a comment in a script would let its author do so. What keeps people from
/// being deceived, and what refuses, cannot be silenced at all.
/// </summary>
internal sealed partial class IgnoredFindings(YamlValues values, ImmutableArray<PolicyRule> rules)
{
    internal ImmutableArray<string> Read(YamlNode? node)
    {
        if (node is null || values.Map(node, "findings", "ignore") is not { } map) return [];
        return values.List(map.Required("ignore"), "ignore", One);
    }

    private string? One(YamlNode node)
    {
        if (values.Text(node, "an entry of ignore") is not { } id) return null;
        if (!Remark().IsMatch(id))
            values.Problems.Add(node, $"`{id}` cannot be ignored", "remarks can: `PG0nn`, `PG1nn` and `SQ0nn`; see docs/rules");
        else if (rules.FirstOrDefault(r => r.When.Findings.Contains(id)) is { } rule)
            values.Problems.Add(node, $"`{id}` is ignored, but the rule `{rule.Name}` waits for it", "remove one of the two");
        else
            return id;
        return null;
    }

    [GeneratedRegex(@"\A(PG[01]|SQ0)[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Remark();
}
