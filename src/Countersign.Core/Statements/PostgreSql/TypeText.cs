namespace Countersign.Statements.PostgreSql;

/// <summary>Writes a type's name as people do.</summary>
internal static class TypeText
{
    internal static string Of(Node type)
    {
        var name = type.Name("names");
        var word = name.Schema == "pg_catalog" ? Common(name.Name) : name.ToString();
        var modifiers = type.Items("typmods").Select(m => m.Constant ?? "…").ToList();
        var arrays = string.Concat(type.Items("arrayBounds").Select(_ => "[]"));
        var isPlain = modifiers.Count == 0 || word == "interval"; // An interval's modifiers are bits, not numbers to show.
        return word + (isPlain ? "" : $"({string.Join(", ", modifiers)})") + arrays;
    }

    private static string Common(string name) => name switch
    {
        "int2" => "smallint",
        "int4" => "integer",
        "int8" => "bigint",
        "float4" => "real",
        "float8" => "double precision",
        "bool" => "boolean",
        "bpchar" => "char",
        _ => name,
    };
}
