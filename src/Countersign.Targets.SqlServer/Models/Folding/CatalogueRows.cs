namespace Countersign.Targets.SqlServer.Models.Folding;

/// <summary>Rows of the catalogue's views as the folded database would have them: the columns that guards ask about.</summary>
internal static class CatalogueRows
{
    private const string Id = "object_id";

    /// <param name="type">As the second argument of OBJECT_ID.</param>
    internal static bool? Has(ItemName item, string? type, FoldedDatabase database)
    {
        var rows = Objects(database).Where(r => new ItemName(r["schema"], r["name"]) == item).ToList();
        if (type is null) return rows.Count > 0;
        return type == "?" ? null : rows.Exists(r => ItemName.Same(r["type"], type.Trim()));
    }

    /// <summary>The rows; null for a view that is not known. Identities are names in small letters.</summary>
    internal static IEnumerable<Dictionary<string, string>>? Of(string view, FoldedDatabase database) => view.ToLowerInvariant() switch
    {
        "sys.objects" or "sys.all_objects" or "sys.sysobjects" or "dbo.sysobjects" => Objects(database),
        "sys.tables" => Objects(database).Where(r => r["type"] == "U"),
        "sys.views" => Objects(database).Where(r => r["type"] == "V"),
        "sys.procedures" => Objects(database).Where(r => r["type"] == "P"),
        "sys.triggers" => Objects(database).Where(r => r["type"] == "TR"),
        "sys.sequences" => Objects(database).Where(r => r["type"] == "SO"),
        "sys.synonyms" => Objects(database).Where(r => r["type"] == "SN"),
        "sys.foreign_keys" => Objects(database).Where(r => r["type"] == "F"),
        "sys.check_constraints" => Objects(database).Where(r => r["type"] == "C"),
        "sys.default_constraints" => Objects(database).Where(r => r["type"] == "D"),
        "sys.key_constraints" => Objects(database).Where(r => r["type"] is "PK" or "UQ"),
        "sys.columns" or "sys.syscolumns" => Columns(database),
        "sys.indexes" => Indexes(database),
        "sys.schemas" => Named("SCHEMA", database).Append(Row(("name", "dbo"), ("schema_id", "dbo"))),
        "sys.types" => database.Plain.Values.Where(p => p.Kind == "TYPE").Select(p => Row(("name", p.Name.Name), ("schema_id", Key(p.Name.Schema)))),
        "sys.database_principals" => Named("ROLE", database).Concat(Named("USER", database)).Append(Row(("name", "dbo"))),
        "information_schema.tables" => Objects(database).Where(r => r["type"] is "U" or "V")
            .Select(r => Row(("table_schema", r["schema"]), ("table_name", r["name"]), ("table_type", r["type"] == "U" ? "BASE TABLE" : "VIEW"))),
        "information_schema.columns" => database.Tables.Values.SelectMany(t => t.Columns.Select(
            c => Row(("table_schema", t.Name.Schema), ("table_name", t.Name.Name), ("column_name", c.Name)))),
        _ => null,
    };

    internal static string Key(string name) => name.ToLowerInvariant();

    private static IEnumerable<Dictionary<string, string>> Objects(FoldedDatabase database) =>
    [
        .. database.Tables.Keys.Select(n => Object(n, "U", null)),
        .. database.Modules.Values.Where(m => m.Kind != "DATABASE TRIGGER").Select(m => Object(m.Name, TypeOf(m), m.Owner)),
        .. database.Plain.Values.Where(p => p.Kind is "SYNONYM" or "SEQUENCE").Select(p => Object(p.Name, p.Kind == "SYNONYM" ? "SN" : "SO", null)),
        .. database.Tables.Values.SelectMany(t => t.Constraints.Where(c => c.Name is not null).Select(c => Object(t.Name with { Name = c.Name! }, TypeOf(c.Kind), t.Name))),
    ];

    private static IEnumerable<Dictionary<string, string>> Columns(FoldedDatabase database) => database.Tables.Values
        .SelectMany(t => t.Columns.Select(c => Row(("name", c.Name), (Id, Key(t.Name.ToString())), ("id", Key(t.Name.ToString())))));

    private static IEnumerable<Dictionary<string, string>> Indexes(FoldedDatabase database) =>
    [
        .. database.Indexes.Select(i => Row(("name", i.Name), (Id, Key(i.Owner.ToString())))),
        .. database.Tables.Values.SelectMany(t => t.Inline.Select(i => Row(("name", i.Name), (Id, Key(t.Name.ToString()))))),
        .. database.Tables.Values.SelectMany(t => t.Constraints.Where(c => c is { Name: not null, Kind: ConstraintKind.PrimaryKey or ConstraintKind.Unique })
            .Select(c => Row(("name", c.Name!), (Id, Key(t.Name.ToString()))))),
    ];

    private static IEnumerable<Dictionary<string, string>> Named(string kind, FoldedDatabase database) =>
        database.Plain.Values.Where(p => p.Kind == kind).Select(p => Row(("name", p.Name.Name), ("schema_id", Key(p.Name.Name))));

    private static Dictionary<string, string> Object(ItemName name, string type, ItemName? parent) => Row(
        ("name", name.Name), ("schema", name.Schema), ("schema_id", Key(name.Schema)), (Id, Key(name.ToString())), ("id", Key(name.ToString())),
        ("type", type), ("xtype", type), ("parent_object_id", parent is { } p ? Key(p.ToString()) : ""));

    private static Dictionary<string, string> Row(params ReadOnlySpan<(string Name, string Value)> cells)
    {
        var row = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in cells) row[name] = value;
        return row;
    }

    /// <summary>What kind of function it is, only its text tells; guards name it rarely.</summary>
    private static string TypeOf(FoldedModule module) => module.Kind switch
    {
        "VIEW" => "V",
        "PROCEDURE" => "P",
        "TRIGGER" => "TR",
        _ => "FN",
    };

    private static string TypeOf(ConstraintKind kind) => kind switch
    {
        ConstraintKind.PrimaryKey => "PK",
        ConstraintKind.Unique => "UQ",
        ConstraintKind.ForeignKey => "F",
        ConstraintKind.Check => "C",
        _ => "D",
    };
}
