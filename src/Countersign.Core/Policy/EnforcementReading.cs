using Countersign.Deployments;
using Countersign.Policy.Yaml;

namespace Countersign.Policy;

/// <summary>Reads `rehearsal:` and `enforcement:` of a target.</summary>
internal sealed class EnforcementReading(YamlValues values)
{
    /// <summary>Beyond this a factor allows everything, and `mode: off` says so more plainly.</summary>
    internal const int LargestFactor = 1_000_000;

    internal RehearsalMode Rehearsal(YamlNode? node) => node is null
        ? RehearsalMode.WhenPossible
        : values.Word(node, "rehearsal", ["required", "when-possible", "off"]) switch
        {
            "required" => RehearsalMode.Required,
            "off" => RehearsalMode.Off,
            _ => RehearsalMode.WhenPossible,
        };

    internal EnforcementPolicy Enforcement(YamlNode? node, RehearsalMode rehearsal)
    {
        if (node is null || values.Map(node, "enforcement", "mode", "rows", "locks") is not { } map) return EnforcementPolicy.Default;
        var mode = Mode(map.Optional("mode"));
        if (mode != EnforcementMode.Off && map.Optional("mode") is { } asked && rehearsal == RehearsalMode.Off)
            values.Problems.Add(asked, "without a rehearsal there is nothing to hold production to",
                "write `rehearsal: when-possible`, or leave `mode` out");
        return new(mode, new(
            map.Optional("rows") is { } rows && values.Number(rows, "rows", 1, LargestFactor) is { } factor ? factor : Tolerance.Default.RowFactor,
            map.Optional("locks") is not { } locks || values.Word(locks, "locks", ["compare", "ignore"]) != "ignore"));
    }

    private EnforcementMode Mode(YamlNode? node) => node is null
        ? EnforcementPolicy.Default.Mode
        : values.Word(node, "mode", ["on", "report", "off"]) switch
        {
            "report" => EnforcementMode.Report,
            "off" => EnforcementMode.Off,
            _ => EnforcementMode.On,
        };
}
