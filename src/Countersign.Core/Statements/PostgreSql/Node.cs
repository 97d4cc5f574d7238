using System.Globalization;
using System.Text.Json;

namespace Countersign.Statements.PostgreSql;

/// <summary>
/// A piece of PostgreSQL's parse tree. Fields that are false, zero or empty are left out of the JSON, so absence has a
/// meaning and every accessor answers for it. Majors 13 and 14 spell a few fields differently; that ends here.
/// </summary>
internal readonly record struct Node(JsonElement Json)
{
    internal bool Exists => Json.ValueKind == JsonValueKind.Object;

    internal Node this[string field] =>
        Exists && Json.TryGetProperty(field, out var value) ? new(value) : default;

    internal bool Has(string field) => Exists && Json.TryGetProperty(field, out _);

    internal string Text(string field) =>
        Exists && Json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    internal string? TextOrNull(string field) => Has(field) ? Text(field) : null;

    internal bool Flag(string field) =>
        Exists && Json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    internal int Number(string field) =>
        Exists && Json.TryGetProperty(field, out var value) && value.TryGetInt32(out var number) ? number : 0;

    /// <summary>The elements of a list field, each still wrapped in its type's name.</summary>
    internal IEnumerable<Node> Items(string field)
    {
        if (!Exists || !Json.TryGetProperty(field, out var list) || list.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var item in list.EnumerateArray())
            yield return new(item);
    }

    /// <summary>The elements of a list field that are of one type, unwrapped.</summary>
    internal IEnumerable<Node> Items(string field, string type) =>
        Items(field).Where(n => n.Has(type)).Select(n => n[type]);

    /// <summary>Takes `{"Type":{…}}` apart.</summary>
    internal (string Type, Node Body) Open()
    {
        if (Exists)
            foreach (var property in Json.EnumerateObject())
                return (property.Name, new(property.Value));
        return ("", default);
    }

    /// <summary>A string node's value, whichever name the major gives the field.</summary>
    internal string StringValue => this["String"] switch
    {
        { Exists: true } s when s.Has("sval") => s.Text("sval"),
        var s => s.Text("str"),
    };

    internal IEnumerable<string> Strings(string field) => Items(field).Select(n => n.StringValue);

    /// <summary>The object a RangeVar names.</summary>
    internal ObjectName Relation => new(TextOrNull("schemaname"), Text("relname"));

    /// <summary>The object that a list of strings names: name, schema.name or database.schema.name.</summary>
    internal ObjectName Name(string field) => NameOf([.. Strings(field)]);

    internal static ObjectName NameOf(ReadOnlySpan<string> parts) => parts switch
    {
        [] => new(null, ""),
        [var name] => new(null, name),
        [.., var schema, var name] => new(schema, name),
    };

    /// <summary>The value of a constant as SQL text would have it, or null when it is no constant.</summary>
    internal string? Constant
    {
        get
        {
            var (type, body) = Open();
            if (type == "A_Const" && body.Has("val"))
                (type, body) = body["val"].Open();
            return type switch
            {
                "A_Const" when body.Has("sval") => body["sval"].Text("sval"),
                "A_Const" when body.Has("boolval") => body["boolval"].Flag("boolval") ? "true" : "false",
                "A_Const" when body.Has("ival") => Decimal(body["ival"]),
                "String" => body.Has("sval") ? body.Text("sval") : body.Text("str"),
                "Integer" => Decimal(body),
                "Boolean" => body.Flag("boolval") ? "true" : "false",
                // Before major 15 the grammar itself writes true as 't'::bool.
                "TypeCast" when body["typeName"].Name("names").Name == "bool" => body["arg"].Constant switch
                {
                    "t" or "true" => "true",
                    "f" or "false" => "false",
                    var other => other,
                },
                _ => null,
            };
        }
    }

    private static string Decimal(Node integer) => integer.Number("ival").ToString(CultureInfo.InvariantCulture);
}
