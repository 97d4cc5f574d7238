using Countersign.Reports;
using Countersign.Schemas;

namespace Countersign.Tests.Reports;

public sealed class DifferenceLineTests
{
    private static readonly SchemaObject Orders = new(SchemaObjectKind.Table, "shop.orders", "CREATE TABLE shop.orders", null, new(1, 10, 0));
    private static readonly SchemaObject Total = new(SchemaObjectKind.Column, "shop.orders.total", "total integer", "shop.orders", new(1, 10, 3));

    [Fact]
    public void A_column_that_changes_is_a_minus_and_a_plus_below_the_name_of_its_table() =>
        Assert.Equal(["  shop.orders", "-   total integer", "+   total bigint NOT NULL"], Lines([Orders, Total], [Orders, Total with { Definition = "total bigint NOT NULL" }]));

    [Fact]
    public void A_new_table_is_followed_by_what_belongs_to_it() =>
        Assert.Equal(["+ CREATE TABLE shop.orders", "+   total integer"], Lines([], [Orders, Total]));

    [Fact]
    public void A_rename_is_no_loss() =>
        Assert.Equal(["! table shop.orders becomes shop.sales"],
            Lines([Orders], [Orders with { Identity = "shop.sales", Definition = "CREATE TABLE shop.sales" }]));

    [Fact]
    public void Without_addresses_a_rename_cannot_be_told_from_a_loss() =>
        Assert.Equal(2, Lines([Orders with { Address = null }], [new(SchemaObjectKind.Table, "shop.sales", "CREATE TABLE shop.sales")]).Length);

    [Fact]
    public void Equal_schemas_have_no_lines() => Assert.Empty(Lines([Orders, Total], [Total, Orders]));

    [Fact]
    public void What_cannot_be_seen_is_shown() =>
        Assert.Equal(["  shop.orders", "+   total text DEFAULT '\\u{202E}'"], Lines([Orders], [Orders, Total with { Definition = "total text DEFAULT '\u202e'" }]));

    [Fact]
    public void Much_is_cut_and_counted()
    {
        var many = Enumerable.Range(0, 100).Select(i => Total with { Identity = $"shop.orders.c{i:000}", Definition = $"c{i:000} integer", Address = null });
        Assert.Equal("  … and 41 more", Lines([], [.. many])[^1]);
    }

    private static ImmutableArray<string> Lines(ImmutableArray<SchemaObject> before, ImmutableArray<SchemaObject> after) =>
        DifferenceLines.Of(SchemaDifference.Between(new(before), new(after)));
}
