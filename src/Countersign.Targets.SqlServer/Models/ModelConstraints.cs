using System.Globalization;
using Countersign.Schemas;
using Microsoft.SqlServer.Dac.Model;

namespace Countersign.Targets.SqlServer.Models;

/// <summary>Constraints, which a model holds beside their table wherever they are written.</summary>
internal static class ModelConstraints
{
    internal static SchemaObject? Of(TSqlObject found)
    {
        if (!found.ObjectType.Name.EndsWith("Constraint", StringComparison.Ordinal)) return null;
        var host = ModelNames.HostOf(found) ?? "";
        var body = Body(found);
        var rest = ModelProperties.Rest(found, "Clustered", "Expression", "DeleteAction", "UpdateAction", "IsSystemNamed");
        var more = ModelProperties.Relations(found, "Host", "Columns", "ForeignColumns", "ForeignTable", "TargetColumn");
        var name = found.Name.HasName ? ModelNames.Last(found.Name) : "";
        var definition = $"ALTER TABLE {host} ADD {(name.Length > 0 ? $"CONSTRAINT {name} " : "")}{body}"
            + $"{(rest.Length > 0 ? $" WITH ({rest})" : "")}{(more.Length > 0 ? $" -- {more}" : "")}";
        return new(SchemaObjectKind.Constraint, found.Name.HasName ? $"{host}.{name}" : $"{host} {body}", definition, host);
    }

    private static string Body(TSqlObject found) => found.ObjectType.Name switch
    {
        "PrimaryKeyConstraint" => $"PRIMARY KEY{Clustered(found)} ({Columns(found)})",
        "UniqueConstraint" => $"UNIQUE{Clustered(found)} ({Columns(found)})",
        "ForeignKeyConstraint" => $"FOREIGN KEY ({Columns(found)}) REFERENCES {Related(found, "ForeignTable", ModelNames.Of)} ({Related(found, "ForeignColumns", ModelNames.Last)})"
            + $"{Action(found, "Delete")}{Action(found, "Update")}",
        "CheckConstraint" => $"CHECK ({Expression(found)})",
        "DefaultConstraint" => $"DEFAULT {Expression(found)} FOR {Related(found, "TargetColumn", ModelNames.Last)}",
        var other => ModelNames.Words(other),
    };

    internal static string Columns(TSqlObject found, string relation = "Columns") => string.Join(", ",
        found.GetReferencedRelationshipInstances(DacExternalQueryScopes.All).Where(r => r.Relationship.Name == relation).Select(r =>
            ModelNames.Last(r.ObjectName) + (r.Relationship.Properties.FirstOrDefault(p => p.Name == "Ascending") is { } p && r.GetProperty(p) is false ? " DESC" : "")));

    private static string Related(TSqlObject found, string relation, Func<ObjectIdentifier, string> shown) => string.Join(", ",
        found.GetReferencedRelationshipInstances(DacExternalQueryScopes.All).Where(r => r.Relationship.Name == relation).Select(r => shown(r.ObjectName)));

    private static string Clustered(TSqlObject found) => ModelProperties.Get<bool>(found, "Clustered") ? " CLUSTERED" : " NONCLUSTERED";

    private static string Expression(TSqlObject found) => (ModelProperties.Get<string>(found, "Expression") ?? "").ReplaceLineEndings("\n");

    private static string Action(TSqlObject found, string when) =>
        Convert.ToInt32(found.GetProperty(found.ObjectType.Properties.First(p => p.Name == $"{when}Action")), CultureInfo.InvariantCulture) switch
        {
            1 => $" ON {when.ToUpperInvariant()} CASCADE",
            2 => $" ON {when.ToUpperInvariant()} SET NULL",
            3 => $" ON {when.ToUpperInvariant()} SET DEFAULT",
            _ => "",
        };
}
