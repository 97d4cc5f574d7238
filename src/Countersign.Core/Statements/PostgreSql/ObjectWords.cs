namespace Countersign.Statements.PostgreSql;

/// <summary>What the server calls a kind of object, from the parser's enumeration of them.</summary>
internal static class ObjectWords
{
    private const string Prefix = "OBJECT_";

    /// <summary>E.g. `materialized view` for `OBJECT_MATVIEW`.</summary>
    internal static string Of(string type) => type switch
    {
        "OBJECT_MATVIEW" => "materialized view",
        "OBJECT_FDW" => "foreign data wrapper",
        "OBJECT_FOREIGN_SERVER" => "server",
        "OBJECT_OPCLASS" => "operator class",
        "OBJECT_OPFAMILY" => "operator family",
        "OBJECT_STATISTIC_EXT" => "statistics",
        "OBJECT_TSCONFIGURATION" => "text search configuration",
        "OBJECT_TSDICTIONARY" => "text search dictionary",
        "OBJECT_TSPARSER" => "text search parser",
        "OBJECT_TSTEMPLATE" => "text search template",
        "OBJECT_LARGEOBJECT" => "large object",
        "OBJECT_TABCONSTRAINT" or "OBJECT_DOMCONSTRAINT" => "constraint",
        "OBJECT_ATTRIBUTE" => "attribute",
        "OBJECT_ROLE" => "role",
        _ when type.StartsWith(Prefix, StringComparison.Ordinal) => type[Prefix.Length..].Replace('_', ' ').ToLowerInvariant(),
        _ => "object",
    };

    /// <summary>The object a node names, in any of the shapes the grammar gives names.</summary>
    internal static ObjectName NameOf(Node node)
    {
        var (type, body) = node.Open();
        return type switch
        {
            "List" => body.Name("items"),
            "ObjectWithArgs" => body.Name("objname"),
            "TypeName" => body.Name("names"),
            "RangeVar" => body.Relation,
            "RoleSpec" => new(null, Roles.NameOf(body)),
            _ => new(null, node.Constant ?? ""),
        };
    }
}
