using System.Globalization;
using Microsoft.SqlServer.Dac.Model;

namespace Countersign.Targets.SqlServer.Models;

/// <summary>A column as after ADD.</summary>
internal static class ModelColumns
{
    private static readonly string[] Said =
    [
        "Collation", "Expression", "IdentityIncrement", "IdentitySeed", "IsIdentity", "IsIdentityNotForReplication", "IsMax", "IsRowGuidCol", "Length",
        "Nullable", "Persisted", "PersistedNullable", "Precision", "Scale", "Sparse", "MaskingFunction",
    ];

    internal static string Of(TSqlObject column)
    {
        var expression = ModelProperties.Get<string>(column, "Expression");
        var parts = new List<string> { ModelNames.Last(column.Name) };
        if (expression is { Length: > 0 })
        {
            parts.Add($"AS {expression.ReplaceLineEndings("\n")}");
            if (column.GetProperty<bool>(Column.Persisted)) parts.Add("PERSISTED");
            if (ModelProperties.Get<bool?>(column, "PersistedNullable") is false) parts.Add("NOT NULL");
        }
        else
        {
            parts.Add(TypeOf(column));
            if (ModelProperties.Get<string>(column, "Collation") is { Length: > 0 } collation) parts.Add($"COLLATE {collation}");
            if (ModelProperties.Get<bool>(column, "Sparse")) parts.Add("SPARSE");
            if (ModelProperties.Get<string>(column, "MaskingFunction") is { Length: > 0 } mask) parts.Add($"MASKED WITH (FUNCTION = '{mask}')");
            if (ModelProperties.Get<bool>(column, "IsIdentity")) parts.Add(Identity(column));
            parts.Add(ModelProperties.Get<bool>(column, "Nullable") ? "NULL" : "NOT NULL");
            if (ModelProperties.Get<bool>(column, "IsRowGuidCol")) parts.Add("ROWGUIDCOL");
        }

        if (ModelProperties.Rest(column, Said) is { Length: > 0 } rest) parts.Add($"WITH ({rest})");
        if (ModelProperties.Relations(column, "DataType") is { Length: > 0 } relations) parts.Add($"-- {relations}");
        return string.Join(' ', parts);
    }

    internal static string TypeOf(TSqlObject column)
    {
        var type = column.GetReferencedRelationshipInstances(DacExternalQueryScopes.All).FirstOrDefault(r => r.Relationship.Name == "DataType")?.ObjectName;
        if (type is null) return "";
        var name = ModelNames.Of(type);
        var (length, precision, scale) = (Number(column, "Length"), Number(column, "Precision"), Number(column, "Scale"));
        return name.ToLowerInvariant() switch
        {
            "char" or "varchar" or "nchar" or "nvarchar" or "binary" or "varbinary" => $"{name}({(ModelProperties.Get<bool>(column, "IsMax") ? "max" : length)})",
            "decimal" or "numeric" => $"{name}({precision}, {scale})",
            "datetime2" or "time" or "datetimeoffset" => $"{name}({scale})",
            "float" when precision != "0" => $"{name}({precision})",
            _ => name,
        };
    }

    private static string Identity(TSqlObject column) =>
        $"IDENTITY({ModelProperties.Get<string>(column, "IdentitySeed")}, {ModelProperties.Get<string>(column, "IdentityIncrement")})"
        + (ModelProperties.Get<bool>(column, "IsIdentityNotForReplication") ? " NOT FOR REPLICATION" : "");

    private static string Number(TSqlObject column, string name) =>
        Convert.ToString(ModelProperties.Get<object>(column, name), CultureInfo.InvariantCulture) ?? "0";
}
