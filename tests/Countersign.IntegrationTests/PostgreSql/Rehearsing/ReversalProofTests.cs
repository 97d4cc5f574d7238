using Countersign.Statements;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.IntegrationTests.PostgreSql.Rehearsing;

public sealed class ReversalProofTests
{
    private static readonly string[] Shop = ["CREATE TABLE orders (id int PRIMARY KEY, total int)", "CREATE VIEW v AS SELECT id FROM orders"];

    [Theory]
    [InlineData("ALTER TABLE orders ADD COLUMN b int", "SELECT 1", "does not restore what was before")]
    [InlineData("ALTER TABLE orders ADD COLUMN b int", "ALTER TABLE orders DROP COLUMN c", "fails: ")]
    [InlineData("CREATE INDEX i ON orders (total)", "DROP INDEX i; CREATE INDEX j ON orders (total)", "does not restore what was before")]
    [InlineData("DROP VIEW v", "CREATE VIEW v AS SELECT total FROM orders", "does not restore what was before")]
    [InlineData("CREATE TABLE x ()", "DROP TABLE x; not sql", "is no SQL that PostgreSQL reads")]
    [InlineData("DROP VIEW v", "CREATE VIEW v AS SELECT id FROM orders", null)]
    [InlineData("ALTER TABLE orders RENAME TO sales", "ALTER TABLE sales RENAME TO orders", null)]
    [InlineData("CREATE TABLE x (id serial)", "DROP TABLE x", null)]
    public async Task A_reversal_is_tried_and_must_restore_the_schema(string up, string down, string? problem)
    {
        var rehearsal = await Rehearse(up, down);

        if (problem is null) Assert.Null(rehearsal.Seen(0).ReversalProblem);
        else Assert.StartsWith(problem, rehearsal.Seen(0).ReversalProblem, StringComparison.Ordinal);
        Assert.Equal(problem is null, rehearsal.Seen(0).Reversal is Reversal.By);
    }

    /// <summary>Trying is rolled back, so the plan goes on where it was.</summary>
    [Fact]
    public async Task What_was_tried_leaves_nothing_behind()
    {
        var rehearsal = await Shadow.Rehearse(Shop, "CREATE TABLE x (id int)", "INSERT INTO x VALUES (1)", "DROP VIEW v");

        Assert.Equal(1, rehearsal.Seen(1).Impact.Rows.Single().Inserted);
        Assert.Contains("+ CREATE TABLE public.x ()", rehearsal.Difference.Lines());
        Assert.IsType<Reversal.By>(rehearsal.Seen(0).Reversal);
        Assert.IsType<Reversal.By>(rehearsal.Seen(2).Reversal);
    }

    [Fact]
    public async Task Without_time_left_a_reversal_is_shown_and_said_to_be_untried()
    {
        var rehearsal = await Shadow.Rehearse(
            new PostgreSqlRehearsal(Shadow.Settings with { TrialLimit = TimeSpan.Zero }, TimeProvider.System),
            Shop, Shadow.PlanOf(new TestScript("db/1.sql", "DROP VIEW v")));

        Assert.IsType<Reversal.By>(rehearsal.Seen(0).Reversal);
        Assert.Contains("not tried", Assert.Single(rehearsal.Notes), StringComparison.Ordinal);
    }

    private static Task<Rehearsals.TargetRehearsal> Rehearse(string up, string down) => Shadow.Rehearse(
        new PostgreSqlRehearsal(Shadow.Settings, TimeProvider.System, null, (_, _, _, _, _) => new Reversal.By(down)),
        Shop, Shadow.PlanOf(new TestScript("db/1.sql", up)));
}
