using Countersign.Rehearsals;

namespace Countersign.IntegrationTests.PostgreSql.Rehearsing;

public sealed class MadeUpRowTests
{
    private static readonly string[] Shop =
    [
        "CREATE TABLE orders (id int PRIMARY KEY, code text, total int)",
        "CREATE TABLE items (id int PRIMARY KEY, order_id int REFERENCES orders ON DELETE CASCADE)",
    ];

    /// <summary>The made-up text is `x`, the made-up number is larger than a smallint.</summary>
    [Theory]
    [InlineData("ALTER TABLE orders ALTER code TYPE int USING code::int", "22P02")]
    [InlineData("ALTER TABLE orders ALTER total TYPE smallint", "22003")]
    [InlineData("ALTER TABLE orders ADD CHECK (total < 1000)", "23514")]
    public async Task A_statement_that_fails_on_made_up_rows_only_is_rehearsed_without_them(string sql, string code)
    {
        var rehearsal = await Shadow.Rehearse(Shop, sql, "DELETE FROM orders");

        Assert.NotEmpty(rehearsal.Seen(0).Impact.Locks);
        Assert.Contains(code, Assert.Single(rehearsal.Notes), StringComparison.Ordinal);
        Assert.Contains(rehearsal.Seen(1).Impact.Rows, r => r is { Relation.Name: "items", Deleted: 1 }); // made up again, so the cascade is seen
    }

    /// <summary>Rows that the plan itself wrote are as true as it is.</summary>
    [Fact]
    public async Task A_statement_that_fails_on_rows_of_the_plan_fails()
    {
        var rehearsal = await Shadow.Rehearse(Shop, "INSERT INTO orders VALUES (1, 'a', 5000)", "ALTER TABLE orders ADD CHECK (total < 1000)");

        Assert.Equal("23514", Assert.IsType<StatementRehearsal.Failed>(rehearsal.Statements[1]).Code);
        Assert.Empty(rehearsal.Notes);
    }

    [Fact]
    public async Task What_the_plan_made_of_made_up_rows_counts_as_made_up()
    {
        var rehearsal = await Shadow.Rehearse(Shop, "UPDATE orders SET total = NULL", "ALTER TABLE orders ALTER total SET NOT NULL");

        Assert.Contains("23502", Assert.Single(rehearsal.Notes), StringComparison.Ordinal);
        Assert.IsType<StatementRehearsal.Observed>(rehearsal.Statements[1]);
    }
}
