using Countersign.Schemas;
using Microsoft.SqlServer.Dac.Model;
using CoreSchema = Countersign.Schemas.Schema;

namespace Countersign.Targets.SqlServer.Models;

/// <summary>
/// A model of DacFx as the objects that Core compares. Definitions come from the model's own properties, not from its text, so that a
/// constraint inside of CREATE TABLE and one that ALTER TABLE adds are the same; text of views and code is kept as it is. The order of
/// columns is left out, as it is by the deployment script. Options of the database are left out.
/// </summary>
internal static class ModelListing
{
    internal static CoreSchema Of(TSqlModel model) => new(Numbered(model.GetObjects(DacQueryScopes.UserDefined)
        .Where(o => o.ObjectType != ModelSchema.DatabaseOptions).SelectMany(Listed)));

    /// <summary>The order of columns of every table and view, in sentences; what <see cref="Of"/> leaves out.</summary>
    internal static IEnumerable<string> ColumnOrder(TSqlModel model) => model.GetObjects(DacQueryScopes.UserDefined, ModelSchema.Table)
        .Select(t => $"{ModelNames.Of(t.Name)}: {string.Join(", ", t.GetReferenced(Table.Columns).Select(c => ModelNames.Last(c.Name)))}").Order(StringComparer.Ordinal);

    private static IEnumerable<SchemaObject> Listed(TSqlObject found)
    {
        if (ModelConstraints.Of(found) is { } constraint) return [constraint];
        var (kind, parent) = KindOf(found);
        var name = ModelNames.IdentityOf(found, parent);
        var own = new SchemaObject(kind, name, ModelDefinitions.Of(found), parent);
        return found.ObjectType == ModelSchema.Table ? found.GetReferenced(Table.Columns).Select(c => ColumnOf(c, name)).Prepend(own) : [own];
    }

    private static SchemaObject ColumnOf(TSqlObject column, string table) =>
        new(SchemaObjectKind.Column, ModelNames.Of(column.Name), ModelColumns.Of(column), table);

    private static (SchemaObjectKind, string?) KindOf(TSqlObject found) => found.ObjectType.Name switch
    {
        "Table" => (SchemaObjectKind.Table, null),
        "View" => (SchemaObjectKind.View, null),
        "Procedure" or "ScalarFunction" or "TableValuedFunction" or "Aggregate" => (SchemaObjectKind.Routine, null),
        "Index" or "ColumnStoreIndex" or "XmlIndex" or "SelectiveXmlIndex" or "SpatialIndex" or "FullTextIndex" => (SchemaObjectKind.Index, ModelNames.HostOf(found)),
        "Statistics" => (SchemaObjectKind.Statistics, ModelNames.HostOf(found)),
        "DmlTrigger" => (SchemaObjectKind.Trigger, ModelNames.HostOf(found)),
        "DatabaseDdlTrigger" => (SchemaObjectKind.Trigger, null),
        "Schema" => (SchemaObjectKind.Schema, null),
        "Role" or "User" or "ApplicationRole" or "Login" => (SchemaObjectKind.Role, null),
        "RoleMembership" => (SchemaObjectKind.Membership, null),
        "Permission" => (SchemaObjectKind.Grant, ModelNames.HostOf(found)),
        "ExtendedProperty" => (SchemaObjectKind.Comment, ModelNames.HostOf(found)),
        "DataType" or "TableType" or "UserDefinedType" => (SchemaObjectKind.Type, null),
        "Sequence" => (SchemaObjectKind.Sequence, null),
        _ => (SchemaObjectKind.Other, null),
    };

    /// <summary>What has no name of its own may be there twice.</summary>
    private static IEnumerable<SchemaObject> Numbered(IEnumerable<SchemaObject> objects) => objects
        .GroupBy(o => (o.Kind, o.Identity))
        .SelectMany(g => g.OrderBy(o => o.Definition, StringComparer.Ordinal).Select((o, i) => i == 0 ? o : o with { Identity = $"{o.Identity} ({i + 1})" }));
}
