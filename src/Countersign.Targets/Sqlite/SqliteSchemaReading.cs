using Countersign.Schemas;
using Countersign.Statements.Sqlite;

namespace Countersign.Targets.Sqlite;

/// <summary>The schema of a SQLite file: what `sqlite_schema` holds, without our own tables and SQLite's.</summary>
internal static class SqliteSchemaReading
{
    internal static Schema Of(SqliteSchema schema) => new(
        from o in schema.Objects
        where o.Sql is not null && !IsReserved(o.Name) && !IsReserved(o.Table)
        select new SchemaObject(KindOf(o), Quoted(o.Name), o.Sql!, o.Name == o.Table ? null : Quoted(o.Table)));

    private static bool IsReserved(string name) =>
        name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase)
        || SqliteRecords.Tables.Any(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static SchemaObjectKind KindOf(SqliteObject o) => o.Type switch
    {
        "table" => SchemaObjectKind.Table,
        "index" => SchemaObjectKind.Index,
        "view" => SchemaObjectKind.View,
        "trigger" => SchemaObjectKind.Trigger,
        _ => SchemaObjectKind.Other,
    };

    private static string Quoted(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        ? name
        : '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
