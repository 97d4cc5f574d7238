using Countersign.Schemas;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.PostgreSql.Catalogue;
using Countersign.Targets.PostgreSql.Rehearsing;
using Sql = Countersign.Targets.PostgreSql.Commands;

namespace Countersign.IntegrationTests.PostgreSql.Rehearsing;

public sealed class SchemaFollowingTests(PostgreSqlServers servers)
{
    private static readonly string[] Shop =
    [
        "CREATE TABLE orders (id int PRIMARY KEY, total int, note varchar(10))",
        "CREATE TABLE items (id int PRIMARY KEY, order_id int REFERENCES orders ON DELETE CASCADE)",
        "CREATE VIEW open_orders AS SELECT id FROM orders",
    ];

    [Fact]
    public async Task The_difference_of_the_plan_is_what_its_statements_come_to_without_what_is_ours()
    {
        var rehearsal = await Shadow.Rehearse(Shop, "ALTER TABLE orders ADD COLUMN x int DEFAULT 1", "DELETE FROM items",
            "CREATE TABLE gone (id int)", "DROP TABLE gone");

        Assert.Equal(["+ x integer DEFAULT 1"], rehearsal.Difference.Lines());
        Assert.Single(rehearsal.UnitsAfter);
    }

    [Theory]
    [InlineData("ALTER TABLE orders ADD COLUMN x int", "ALTER TABLE public.orders DROP COLUMN x")]
    [InlineData("CREATE INDEX i ON orders (total)", "DROP INDEX public.i")]
    [InlineData("CREATE INDEX CONCURRENTLY i ON orders (total)", "DROP INDEX public.i")]
    [InlineData("ALTER TABLE orders ALTER total TYPE bigint", "ALTER TABLE public.orders ALTER COLUMN total TYPE integer")]
    [InlineData("GRANT SELECT ON orders TO PUBLIC", "REVOKE SELECT ON TABLE public.orders FROM PUBLIC")]
    [InlineData("DO $$ BEGIN EXECUTE 'DROP VIEW open_orders'; END $$", "CREATE VIEW public.open_orders")]
    public async Task A_statement_is_undone_by_what_the_catalogue_held_before_it(string sql, string undo) => Assert.StartsWith(
        undo, Assert.IsType<Reversal.By>((await Shadow.Rehearse(Shop, sql)).Seen(0).Reversal).Sql.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);

    /// <summary>`USING` may map all values to one, also where only running shows it.</summary>
    [Theory]
    [InlineData("ALTER TABLE orders ALTER total TYPE bigint USING total / 2")]
    [InlineData("ALTER TABLE orders ALTER total /* USING */ TYPE bigint USING (1)")]
    [InlineData("DO $$ BEGIN ALTER TABLE orders ALTER total TYPE bigint USING 1; END $$")]
    [InlineData("DELETE FROM orders")]
    [InlineData("DROP TABLE items")]
    public async Task What_loses_rows_is_irreversible(string sql) =>
        Assert.IsType<Reversal.Irreversible>((await Shadow.Rehearse(Shop, sql)).Seen(0).Reversal);

    /// <summary>Locks and events do not show whose definition mentions a name; the difference has them all the same.</summary>
    [Fact]
    public async Task A_rename_changes_the_definitions_that_mention_it()
    {
        var rehearsal = await Shadow.Rehearse(Shop, "ALTER TABLE orders RENAME TO sales");

        Assert.Contains(rehearsal.Difference.Lines(), l => l.StartsWith("+ ALTER TABLE ONLY public.items ADD CONSTRAINT", StringComparison.Ordinal)
            && l.Contains("public.sales", StringComparison.Ordinal));
        Assert.Contains("RENAME TO orders", Assert.IsType<Reversal.By>(rehearsal.Seen(0).Reversal).Sql, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_has_after_each_unit_the_fingerprint_that_was_rehearsed()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        foreach (var sql in (string[])[.. Shop, $"GRANT ALL ON orders, items TO {database.ApplyRole}", $"ALTER TABLE items OWNER TO {database.ApplyRole}"])
            await database.Execute(sql);
        TestScript[] scripts = [new("db/1.sql", "CREATE TABLE more (id int REFERENCES items, s serial)", "CREATE INDEX i ON items (order_id)"),
            new("db/2.sql", "GRANT SELECT ON more TO PUBLIC", "ALTER TABLE items RENAME TO things")];
        var plan = Shadow.PlanOf(scripts);

        var rehearsal = Shadow.DoneOf(await new PostgreSqlRehearsal(Shadow.Settings, TimeProvider.System).Run(
            new(Shadow.Policy, plan, await Read(database), "production", Digest.Of("x"u8), database.ApplyRole, [], []), TestContext.Current.CancellationToken));

        await using var login = await database.Open(database.ApplyRole);
        foreach (var (script, expected) in scripts.Zip(rehearsal.UnitsAfter))
        {
            Assert.NotEqual(expected, (await Read(database)).Fingerprint);
            foreach (var sql in script.Statements) await login.Run(TestContext.Current.CancellationToken, Sql.Of(sql));
            Assert.Equal(expected, (await Read(database)).Fingerprint);
        }

        Assert.Equal(2, rehearsal.UnitsAfter.Length);
    }

    private static async Task<Schema> Read(TestDatabase database)
    {
        await using var connection = await database.Open(database.ApplyRole);
        return await CatalogueReading.Read(connection, TestContext.Current.CancellationToken);
    }
}
