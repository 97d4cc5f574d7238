using System.Globalization;
using Countersign.Policy.Yaml;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>Reads entries under `rules:`.</summary>
internal sealed class PolicyRuleReading(YamlValues values, ImmutableArray<TargetPolicy> targets)
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly ImmutableArray<string> _targets = [.. targets.Select(t => t.Name.Value)];
    private readonly ImmutableArray<string> _environments = [.. targets.Select(t => t.Environment).Distinct()];

    internal PolicyRule? Read(YamlNode node)
    {
        if (values.Map(node, "a rule", "name", "when", "require", "refuse") is not { } map) return null;
        var name = Name(map);
        var when = When(map.Optional("when"));
        var then = Then(map);
        return name is null || when is null || then is null ? null : new(name, map.Line, when, then);
    }

    private string? Name(YamlMap map)
    {
        var node = map.Required("name");
        if (values.Text(node, "name") is not { } name) return null;
        if (name.AsSpan().IndexOfAny('\n', '\r', '`') >= 0)
            values.Problems.Add(node, "a rule's name is one line without backticks");
        else if (name is "default")
            values.Problems.Add(node, "no rule may be called `default`", "that is the entry of the same name");
        else if (!_lines.TryAdd(name, node.Line))
            values.Problems.Add(node, string.Create(CultureInfo.InvariantCulture,
                $"two rules are called `{name}`; the first is on line {_lines[name]}"));
        else
            return name;
        return null;
    }

    private RuleCondition? When(YamlNode? node)
    {
        if (node is null) return RuleCondition.Always;
        if (values.Map(node, "when", "effects", "targets", "environments", "objects", "findings", "kinds", "paths") is not { } map)
            return null;
        return new(
            Optional(map, "effects", n => values.Words(n, "effects", "effect", Effect.Words)),
            Optional(map, "targets", n => values.Words(n, "targets", "target", _targets)).Select(t => new TargetName(t)).ToImmutableArray(),
            Optional(map, "environments", n => values.Words(n, "environments", "environment", _environments)),
            Optional(map, "objects", n => values.List(n, "objects", i => values.Text(i, "an entry of objects") is { } o ? new ObjectPattern(o) : null)),
            Optional(map, "findings", n => values.List(n, "findings", Finding)),
            Optional(map, "kinds", n => values.Texts(n, "kinds")),
            Optional(map, "paths", n => values.List(n, "paths", i => GlobReading.Path(values, i, "an entry of paths"))));
    }

    private static ImmutableArray<T> Optional<T>(YamlMap map, string key, Func<YamlNode, ImmutableArray<T>> read) =>
        map.Optional(key) is { } node ? read(node) : [];

    /// <summary>Only the shape: rules come and go with releases, and a policy must not break when one is retired.</summary>
    private string? Finding(YamlNode node)
    {
        if (values.Text(node, "an entry of findings") is not { } id) return null;
        if (Analysis.Rules.Rule.IsId(id)) return id;
        values.Problems.Add(node, $"`{id}` is not the id of a finding", "ids look like `PG011`; see docs/rules");
        return null;
    }

    private RuleOutcome? Then(YamlMap map)
    {
        var (require, refuse) = (map.Optional("require"), map.Optional("refuse"));
        if (require is not null && refuse is not null)
        {
            values.Problems.Add(map.Key("refuse")!, "a rule has `require` or `refuse`, not both", "make two rules of it");
            return null;
        }

        if (refuse is not null) return values.Text(refuse, "refuse") is { } because ? new RuleOutcome.Refuse(because) : null;
        if (require is not null)
            return new RequirementReading(values).Read(require) is { } asked ? new RuleOutcome.Require(asked) : null;
        values.Problems.Add(map.Node, "a rule has `require` or `refuse`");
        return null;
    }
}
