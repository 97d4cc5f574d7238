using System.Globalization;
using Microsoft.SqlServer.Dac.Model;

namespace Countersign.Targets.SqlServer.Models;

/// <summary>What a model says of an object beyond what it usually is: nothing that DacFx knows is left out of a definition.</summary>
internal static class ModelProperties
{
    /// <summary>Worked out by the server, or how something was built.</summary>
    private static readonly HashSet<string> NoDefinition = new(StringComparer.Ordinal)
    {
        "Online", "RowCount", "DataPages", "DataSize", "UsedPages", "IndexSize", "QueryScript", "IsReplicated", "AutoCreated", "IsMax", "UddtIsMax",
    };

    /// <summary>Properties that are something else than no, nothing or 0 when nobody says anything.</summary>
    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["AllowPageLocks"] = "True",
        ["AllowRowLocks"] = "True",
        ["AnsiNullsOn"] = "True",
        ["QuotedIdentifierOn"] = "True",
        ["ExecuteAsCaller"] = "True",
        ["CalledOnNullInput"] = "True",
        ["RecomputeStatistics"] = "True",
        ["DistributionPolicyType"] = "2",
        ["RetentionUnit"] = "-2",
        ["RetentionValue"] = "-1",
        ["SensitivityRank"] = "-1",
        ["XmlStyle"] = "1",
        ["IdentityIncrement"] = "1",
        ["IdentitySeed"] = "1",
        ["PermissionAction"] = "0",
    };

    /// <summary>`FillFactor = 80, IgnoreDuplicateKey`, in order of name; empty when there is nothing.</summary>
    internal static string Rest(TSqlObject found, params ReadOnlySpan<string> said)
    {
        var parts = new List<string>();
        foreach (var property in found.ObjectType.Properties.OrderBy(p => p.Name, StringComparer.Ordinal))
            if (!said.Contains(property.Name) && !NoDefinition.Contains(property.Name) && Value(found, property) is { } value)
                parts.Add(value == "True" ? property.Name : $"{property.Name} = {value}");
        return string.Join(", ", parts);
    }

    /// <summary>What it refers to, by relation; the order within one counts.</summary>
    internal static string Relations(TSqlObject found, params ReadOnlySpan<string> said)
    {
        var parts = new List<string>();
        foreach (var relation in found.GetReferencedRelationshipInstances(DacExternalQueryScopes.All).GroupBy(r => r.Relationship.Name).OrderBy(r => r.Key, StringComparer.Ordinal))
            if (!said.Contains(relation.Key) && !relation.Key.EndsWith("Dependencies", StringComparison.Ordinal))
                parts.Add($"{relation.Key} {string.Join(", ", relation.Select(r => ModelNames.Of(r.ObjectName)))}");
        return string.Join(", ", parts);
    }

    internal static T? Get<T>(TSqlObject found, string name) =>
        found.ObjectType.Properties.FirstOrDefault(p => p.Name == name) is { } property && found.GetProperty(property) is T value ? value : default;

    private static string? Value(TSqlObject found, ModelPropertyClass property)
    {
        var value = found.GetProperty(property);
        if (value is Enum word) value = Convert.ToInt64(word, CultureInfo.InvariantCulture);
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var usual = Usual.GetValueOrDefault(property.Name);
        if (usual is not null) return text == usual ? null : text;
        return text is "" or "False" or "0" or "Null" ? null : text.ReplaceLineEndings("\n");
    }
}
