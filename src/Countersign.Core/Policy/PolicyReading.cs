using System.Globalization;
using System.Text;
using Countersign.Policy.Yaml;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>Reads `.countersign.yml`. Docs: `docs/countersign.schema.json` has the same structure for editors.</summary>
public static class PolicyReading
{
    /// <summary>Largest policy file, in bytes.</summary>
    public const int LargestFile = 1_000_000;

    /// <summary>Most rules in one file.</summary>
    public const int MostRules = 10_000;

    /// <summary>Reads a file; reports everything that is wrong with it at once.</summary>
    public static PolicyParse Read(ReadOnlyMemory<byte> yaml)
    {
        var problems = new ProblemList();
        var policy = Text(yaml.Span, problems) is { } text && YamlReading.Read(text, problems) is { } root
            ? File(root, Digest.Of(yaml.Span), new YamlValues(problems))
            : null;
        return problems.IsEmpty && policy is not null
            ? new PolicyParse.Valid(policy)
            : new PolicyParse.Invalid(problems.ToImmutable());
    }

    private static string? Text(ReadOnlySpan<byte> bytes, ProblemList problems)
    {
        if (bytes.Length > LargestFile)
        {
            problems.Add(1, 1, string.Create(CultureInfo.InvariantCulture,
                $"the file has {bytes.Length} bytes; a policy has at most {LargestFile}"));
            return null;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            problems.Add(1, 1, "the file is not UTF-8");
            return null;
        }
    }

    private static PolicyFile? File(YamlNode root, Digest digest, YamlValues values)
    {
        if (values.Map(root, "a policy", "version", "targets", "rules", "findings", "override", "default") is not { } map) return null;
        var version = values.Number(map.Required("version"), "version", 1, 1);
        var targets = Targets(map, values);
        var rules = Rules(map, targets, values);
        var ignored = new IgnoredFindings(values, rules).Read(map.Optional("findings"));
        var requirement = Default(map, values);
        return version is null || requirement is null ? null : new(digest, targets, rules, requirement) { Ignored = ignored, Override = Override(map, values) };
    }

    /// <summary>At least two people, because one alone could be deceived or forced (INV-21).</summary>
    private static Requirement? Override(YamlMap map, YamlValues values)
    {
        if (map.Optional("override") is not { } node || new RequirementReading(values).Read(node, "override") is not { } requirement) return null;
        if (requirement.Count < 2) values.Problems.Add(node, "an override needs at least 2 people; write `count: 2` or more");
        if (requirement.From.Any(p => p is Principal.Codeowners))
            values.Problems.Add(node, "`codeowners` differ from script to script, so they cannot grant an override; name teams, users or a role");
        return requirement;
    }

    private static ImmutableArray<TargetPolicy> Targets(YamlMap map, YamlValues values)
    {
        var nodes = values.Items(map.Required("targets"), "targets");
        var reading = new TargetPolicyReading(values);
        return [.. nodes.Select(reading.Read).OfType<TargetPolicy>()];
    }

    private static ImmutableArray<PolicyRule> Rules(YamlMap map, ImmutableArray<TargetPolicy> targets, YamlValues values)
    {
        if (map.Optional("rules") is not { } node) return [];
        var nodes = node is YamlNode.List { Items.IsEmpty: true } ? [] : values.Items(node, "rules");
        if (nodes.Length > MostRules)
        {
            values.Problems.Add(node, string.Create(CultureInfo.InvariantCulture,
                $"{nodes.Length} rules; a policy has at most {MostRules}"));
            return [];
        }

        var reading = new PolicyRuleReading(values, targets);
        return [.. nodes.Select(reading.Read).OfType<PolicyRule>()];
    }

    private static Requirement? Default(YamlMap map, YamlValues values)
    {
        if (values.Map(map.Required("default"), "default", "require") is not { } inner) return null;
        return new RequirementReading(values).Read(inner.Required("require"));
    }
}
