using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Schemas.Reversals;
using Countersign.Statements;

namespace Countersign.Tests.Schemas.Reversals;

/// <summary>A schema made by hand, in the forms that SchemaObject describes.</summary>
internal static class Shop
{
    internal static SchemaObject Orders { get; } = new(SchemaObjectKind.Table, "shop.orders", "CREATE TABLE shop.orders ()", null, new(1259, 1, 0));

    internal static SchemaObject Id { get; } = Column("id", "bigint NOT NULL", 1);

    internal static SchemaObject Total { get; } = Column("total", "numeric(12,2) DEFAULT 0 NOT NULL", 2);

    internal static SchemaObject Key { get; } = new(
        SchemaObjectKind.Constraint, "shop.orders.orders_pkey", "ALTER TABLE ONLY shop.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id)", "shop.orders", new(2606, 1, 0));

    internal static SchemaObject View { get; } = new(
        SchemaObjectKind.View, "shop.big", "CREATE VIEW shop.big AS\n SELECT orders.id\n   FROM shop.orders", null, new(1259, 2, 0));

    internal static SchemaObject Function { get; } = new(
        SchemaObjectKind.Routine, "shop.twice(integer)",
        "CREATE FUNCTION shop.twice(a integer)\n RETURNS integer\n LANGUAGE sql\nAS $function$ SELECT a + a $function$", null, new(1255, 1, 0));

    internal static ImmutableArray<SchemaObject> All { get; } = [Orders, Id, Total, Key, View, Function];

    internal static SchemaObject Column(string name, string rest, int number) =>
        new(SchemaObjectKind.Column, "shop.orders." + name, $"{name} {rest}", "shop.orders", new(1259, 1, number));

    internal static SchemaObject Grant(string text, string identity) => new(SchemaObjectKind.Grant, identity, text);

    internal static Reversal Undo(
        IEnumerable<SchemaObject> before, IEnumerable<SchemaObject> after, Impact? impact = null, bool standardConversion = false)
    {
        var (was, now) = (new Schema(before), new Schema(after));
        return SchemaReversal.Of(SchemaDifference.Between(was, now), was, now, impact ?? Impact.None, standardConversion);
    }

    internal static string Sql(IEnumerable<SchemaObject> before, IEnumerable<SchemaObject> after) => Undo(before, after) switch
    {
        Reversal.By(var sql) => sql,
        var other => "not reversed: " + other,
    };

    internal static string Reason(IEnumerable<SchemaObject> before, IEnumerable<SchemaObject> after, Impact? impact = null) =>
        Undo(before, after, impact) is Reversal.Irreversible(var because) ? because : "reversed";
}
