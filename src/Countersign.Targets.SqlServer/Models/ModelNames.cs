using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;

namespace Countersign.Targets.SqlServer.Models;

/// <summary>Names of a model, with brackets only where T-SQL needs them.</summary>
internal static partial class ModelNames
{
    internal static string Of(ObjectIdentifier name) =>
        string.Join('.', (name.ExternalParts ?? []).Concat(name.Parts).Select(Part));

    internal static string Last(ObjectIdentifier name) => Part(name.Parts[^1]);

    internal static string Part(string name) => Plain().IsMatch(name) ? name : $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";

    /// <summary>The table or view that something belongs to and goes with; null for what stands alone.</summary>
    internal static string? HostOf(TSqlObject found)
    {
        var host = found.GetReferencedRelationshipInstances(DacExternalQueryScopes.All)
            .FirstOrDefault(r => r.Relationship.Type == RelationshipType.Hierarchical && r.ObjectName.Parts.Count >= 2);
        return host is null ? null : string.Join('.', host.ObjectName.Parts.Take(2).Select(Part));
    }

    /// <summary>What it is called, unique among its kind.</summary>
    internal static string IdentityOf(TSqlObject found, string? parent) => found.ObjectType.Name switch
    {
        "Permission" or "RoleMembership" => ModelDefinitions.Of(found),
        "ExtendedProperty" => $"{found.Name.Parts[^1]} on {string.Join('.', found.Name.Parts.SkipLast(1).Select(Part))}",
        "Index" or "ColumnStoreIndex" or "Table" or "View" or "Procedure" or "ScalarFunction" or "TableValuedFunction" or "DmlTrigger" or "Sequence"
            or "DataType" or "TableType" or "Schema" or "Statistics" => Of(found.Name),
        var type => $"{Words(type)} {(found.Name.HasName ? Of(found.Name) : parent ?? "")}".TrimEnd(),
    };

    /// <summary>`ColumnStoreIndex` is `column store index`.</summary>
    internal static string Words(string type) => string.Concat(type.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {c}" : c.ToString())).ToLowerInvariant();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
