using Microsoft.SqlServer.Dac.Model;

namespace Countersign.Targets.SqlServer.Models;

/// <summary>The whole of an object but for what is listed as an object of its own.</summary>
internal static class ModelDefinitions
{
    private static readonly HashSet<string> Modules = new(StringComparer.Ordinal)
    {
        "View", "Procedure", "ScalarFunction", "TableValuedFunction", "DmlTrigger", "DatabaseDdlTrigger",
    };

    /// <summary>What the text itself says.</summary>
    private static readonly string[] Read =
    [
        "IsInsertTrigger", "IsUpdateTrigger", "IsDeleteTrigger", "TriggerType", "IsSchemaBound", "WithEncryption", "WithViewMetadata", "WithCheckOption",
        "NotForReplication", "ReturnsNullOnNullInput", "IsInline", "IsInlineable", "IsNativeCompiled", "WithRecompile", "Deterministic", "DataAccess",
        "FunctionType", "ReturnTableVariableName",
    ];

    internal static string Of(TSqlObject found) => found.ObjectType.Name switch
    {
        var type when Modules.Contains(type) => Code(found),
        "Table" => Composed($"CREATE TABLE {ModelNames.Of(found.Name)}", ModelProperties.Rest(found), ModelProperties.Relations(found, "Columns", "Schema")),
        "Index" or "ColumnStoreIndex" => Index(found),
        "Permission" or "RoleMembership" => Script(found),
        _ => Other(found),
    };

    private static string Index(TSqlObject found)
    {
        var unique = ModelProperties.Get<bool>(found, "Unique") ? "UNIQUE " : "";
        var kind = $"{(ModelProperties.Get<bool>(found, "Clustered") ? "CLUSTERED" : "NONCLUSTERED")}{(found.ObjectType.Name == "Index" ? "" : " COLUMNSTORE")}";
        var included = ModelConstraints.Columns(found, "IncludedColumns");
        var filter = ModelProperties.Get<string>(found, "FilterPredicate");
        return Composed(
            $"CREATE {unique}{kind} INDEX {ModelNames.Last(found.Name)} ON {ModelNames.HostOf(found)} ({ModelConstraints.Columns(found)})"
                + $"{(included.Length > 0 ? $" INCLUDE ({included})" : "")}{(filter is { Length: > 0 } ? $" WHERE {filter}" : "")}",
            ModelProperties.Rest(found, "Unique", "Clustered", "FilterPredicate"),
            ModelProperties.Relations(found, "Columns", "IncludedColumns", "IndexedObject"));
    }

    /// <summary>With what it is made of, such as the columns of a table type.</summary>
    private static string Other(TSqlObject found)
    {
        var parts = found.GetReferencedRelationshipInstances(DacExternalQueryScopes.All)
            .Where(r => r.Relationship.Type == RelationshipType.Composing && r.Object is not null)
            .Select(r => r.Object.Name.HasName && r.Object.ObjectType.Name.EndsWith("Column", StringComparison.Ordinal) ? ModelColumns.Of(r.Object) : Other(r.Object)).ToList();
        var head = $"{ModelNames.Words(found.ObjectType.Name)} {(found.Name.HasName ? ModelNames.Of(found.Name) : "")}".TrimEnd();
        var composing = found.GetReferencedRelationshipInstances(DacExternalQueryScopes.All)
            .Where(r => r.Relationship.Type == RelationshipType.Composing).Select(r => r.Relationship.Name).Append("Schema").ToArray();
        var columns = ModelConstraints.Columns(found);
        return Composed(
            $"{head}{(parts.Count > 0 ? $" ({string.Join(", ", parts)})" : columns.Length > 0 ? $" ({columns})" : "")}",
            ModelProperties.Rest(found), ModelProperties.Relations(found, composing));
    }

    private static string Code(TSqlObject found)
    {
        var rest = ModelProperties.Rest(found, Read);
        return rest.Length == 0 ? Script(found) : $"{Script(found)}\n-- {rest}";
    }

    /// <summary>DacFx's own script without what follows it for other objects.</summary>
    private static string Script(TSqlObject found)
    {
        if (!found.TryGetScript(out var script)) return Other(found);
        var lines = script.ReplaceLineEndings("\n").Trim();
        var end = lines.IndexOf("\nGO\n", StringComparison.Ordinal);
        var first = (end < 0 ? lines : lines[..end]).Trim().TrimEnd(';');
        return found.ObjectType.Name is "Permission" or "RoleMembership" ? string.Join(' ', first.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : first;
    }

    private static string Composed(string head, string properties, string relations) =>
        $"{head}{(properties.Length > 0 ? $" WITH ({properties})" : "")}{(relations.Length > 0 ? $" -- {relations}" : "")}";
}
