using Countersign.Schemas;

namespace Countersign.Targets.PostgreSql.Copying;

/// <summary>The statements that make a schema in an empty database.</summary>
internal static class CopyScript
{
    private const string Invalid = " /* invalid */";

    internal static ImmutableArray<CopyStep> Of(Schema schema)
    {
        var by = schema.Objects.ToLookup(o => o.Kind);
        return
        [
            .. by[SchemaObjectKind.Role].Select(o => new CopyStep(o, CopiedRoles.Weakened(o))),
            .. Plain(by[SchemaObjectKind.Membership]),
            .. Plain(by[SchemaObjectKind.Schema]),
            .. Plain(by[SchemaObjectKind.Extension]),
            .. Plain(by[SchemaObjectKind.Type]),
            .. Plain(by[SchemaObjectKind.Sequence]),
            .. Plain(by[SchemaObjectKind.Routine]),
            .. Plain(by[SchemaObjectKind.Operator]),
            .. CopiedTables.Of(schema),
            .. schema.Objects.Where(o => IsOnTable(o.Kind) && !IsOfDatabase(o)).OrderBy(CopyOrder.Turn).ThenBy(CopyOrder.Age).SelectMany(Made),
            .. CopiedRights.Of(by),
            .. Plain(by[SchemaObjectKind.Comment]),
            .. Plain(by[SchemaObjectKind.Other]),
            .. Plain(by[SchemaObjectKind.Trigger].Where(IsOfDatabase)),
            .. by[SchemaObjectKind.View].Where(IsMaterialized).OrderBy(CopyOrder.Age).Select(Filled),
        ];
    }

    private static IEnumerable<CopyStep> Plain(IEnumerable<SchemaObject> objects) => objects.OrderBy(CopyOrder.Age).Select(o => new CopyStep(o, o.Definition));

    private static bool IsOnTable(SchemaObjectKind kind) => kind is SchemaObjectKind.View or SchemaObjectKind.Index or SchemaObjectKind.Constraint
        or SchemaObjectKind.TableSetting or SchemaObjectKind.Statistics or SchemaObjectKind.Trigger or SchemaObjectKind.Rule or SchemaObjectKind.Policy;

    private static bool IsOfDatabase(SchemaObject o) => o is { Kind: SchemaObjectKind.Trigger, Parent: null };

    /// <summary>Without ONLY, so that partitions and children get what the catalogue lists once, at the top.</summary>
    private static IEnumerable<CopyStep> Made(SchemaObject o) => o.Kind switch
    {
        SchemaObjectKind.View when IsMaterialized(o) => [new(o, o.Definition + " WITH NO DATA")],
        SchemaObjectKind.Constraint => [new(o, Without("ALTER TABLE ONLY ", "ALTER TABLE ", o.Definition))],
        SchemaObjectKind.Index => [new(o, Valid(o))],
        _ => [new(o, o.Definition)],
    };

    /// <summary>An index that broke in the making cannot be made broken; the catalogue is told.</summary>
    private static string Valid(SchemaObject index)
    {
        var sql = Without($" ON ONLY {index.Parent} ", $" ON {index.Parent} ", index.Definition);
        return sql.EndsWith(Invalid, StringComparison.Ordinal)
            ? $"{sql[..^Invalid.Length]}; UPDATE pg_index SET indisvalid = false WHERE indexrelid = '{index.Identity.Replace("'", "''", StringComparison.Ordinal)}'::regclass"
            : sql;
    }

    private static string Without(string words, string instead, string sql)
    {
        var at = sql.IndexOf(words, StringComparison.Ordinal);
        return at < 0 ? sql : sql[..at] + instead + sql[(at + words.Length)..];
    }

    private static bool IsMaterialized(SchemaObject view) => view.Definition.StartsWith("CREATE MATERIALIZED VIEW ", StringComparison.Ordinal);

    /// <summary>Its query runs as its owner. One that fails over empty tables stays unfilled, which no definition tells.</summary>
    private static CopyStep Filled(SchemaObject view) => new(view, "REFRESH MATERIALIZED VIEW " + view.Identity, Required: false);
}
