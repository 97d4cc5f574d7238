using Countersign.IntegrationTests.PostgreSql.Catalogue;
using Countersign.Schemas;
using Countersign.Targets.PostgreSql.Catalogue;
using Countersign.Targets.PostgreSql.Copying;

namespace Countersign.IntegrationTests.PostgreSql.Copying;

public sealed class SchemaCopyingTests(PostgreSqlServers servers)
{
    [Theory]
    [MemberData(nameof(PostgreSqlServers.Majors), MemberType = typeof(PostgreSqlServers))]
    public async Task A_copy_has_the_fingerprint_of_its_original_and_loses_it_with_any_object(int major)
    {
        var original = await Original(CatalogueShop.Statements, major);
        await using var copy = await CopyDatabase.Create(major, original);

        Assert.Equal(new SchemaCopy.Complete(), await copy.Copy(original));
        Assert.Equal(original.Fingerprint, CopiedRoles.AsInTarget(await copy.Read(), original).Fingerprint);

        await copy.Execute("DROP INDEX shop.items_sku");
        Assert.NotEqual(original.Fingerprint, CopiedRoles.AsInTarget(await copy.Read(), original).Fingerprint);
    }

    /// <summary>What only works in one order, or only after something of a later kind.</summary>
    [Theory]
    [InlineData("CREATE TABLE a (id int PRIMARY KEY)|CREATE TABLE b (a int REFERENCES a)|ALTER TABLE a ADD b int|ALTER TABLE b ADD UNIQUE (a)|ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (a)")]
    [InlineData("CREATE VIEW a AS SELECT 1 AS x|CREATE VIEW b AS SELECT 2 AS x|CREATE OR REPLACE VIEW a AS SELECT x FROM b")]
    [InlineData("CREATE TABLE a (id int)|CREATE FUNCTION f(a) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'|CREATE TABLE b (x int DEFAULT f(NULL))|CREATE VIEW v AS SELECT f(a) FROM a")]
    [InlineData("CREATE TABLE gone (id int)|CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT id FROM gone'|DROP TABLE gone")]
    [InlineData("CREATE TABLE a (id int PRIMARY KEY, x int)|CREATE VIEW v AS SELECT id, x FROM a GROUP BY id")]
    [InlineData("CREATE TABLE a (z int, y int, x int)|ALTER TABLE a DROP y|ALTER TABLE a ADD a int")]
    [InlineData("CREATE TABLE a (x int, CHECK (x > 0))|CREATE TABLE b (y int, CHECK (y > 0)) INHERITS (a)")]
    [InlineData("CREATE TABLE a (x int PRIMARY KEY, y text) PARTITION BY LIST (x)|CREATE TABLE b PARTITION OF a FOR VALUES IN (1)|CREATE INDEX i ON a (y)|CREATE TABLE c PARTITION OF a DEFAULT PARTITION BY HASH (x)|CREATE TABLE d PARTITION OF c FOR VALUES WITH (MODULUS 2, REMAINDER 0)")]
    [InlineData("CREATE TABLE a (x int, y text) PARTITION BY LIST (x)|CREATE TABLE b (y text DEFAULT 'a', x int)|ALTER TABLE a ATTACH PARTITION b FOR VALUES IN (1)")]
    [InlineData("CREATE TABLE a (id serial PRIMARY KEY)|CREATE MATERIALIZED VIEW m AS SELECT 1 / count(*) AS x FROM a WITH NO DATA|CREATE INDEX i ON m (x)")]
    [InlineData("CREATE EXTENSION citext|CREATE TABLE a (mail citext COLLATE \"C\")")]
    [InlineData("CREATE TABLE a (id int)|REVOKE ALL ON SCHEMA public FROM PUBLIC|CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'|REVOKE ALL ON FUNCTION f() FROM PUBLIC")]
    [InlineData("DROP SCHEMA public|CREATE SCHEMA \"A b\"|CREATE TABLE \"A b\".\"c.D\" (\"e\"\"F\" int)")]
    public async Task What_needs_an_order_is_copied(string statements)
    {
        var original = await Original([.. statements.Split('|')]);
        await using var copy = await CopyDatabase.Create(PostgreSqlBinaries.Find().Major, original);

        Assert.Equal(new SchemaCopy.Complete(), await copy.Copy(original));
    }

    [Fact]
    public async Task No_role_of_a_copy_is_a_superuser_and_who_is_in_which_is_kept()
    {
        var name = "r" + Guid.NewGuid().ToString("N");
        var original = await Original(
            [$"CREATE ROLE {name} SUPERUSER LOGIN", $"CREATE ROLE {name}_member CREATEDB", $"GRANT {name} TO {name}_member", "CREATE TABLE a (id int)", $"ALTER TABLE a OWNER TO {name}"]);
        await using var copy = await CopyDatabase.Create(PostgreSqlBinaries.Find().Major, original);

        Assert.Equal(new SchemaCopy.Complete(), await copy.Copy(original));

        var roles = (await copy.Read()).Objects.Where(o => o.Kind is SchemaObjectKind.Role or SchemaObjectKind.Membership).Select(o => o.Definition).ToList();
        Assert.Contains($"CREATE ROLE {name} LOGIN", roles);
        Assert.Contains($"CREATE ROLE {name}_member CREATEDB", roles);
        Assert.Contains(roles, r => r.StartsWith($"GRANT {name} TO {name}_member", StringComparison.Ordinal));
        Assert.DoesNotContain(roles, r => r.Contains(" SUPERUSER", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CREATE TABLE a (id int)|CREATE FOREIGN DATA WRAPPER w|CREATE SERVER s FOREIGN DATA WRAPPER w|CREATE FOREIGN TABLE f (id int) SERVER s", "table `public.f`")]
    [InlineData("CREATE EXTENSION file_fdw", "`file_fdw`")]
    [InlineData("CREATE EXTENSION citext VERSION '1.4'|UPDATE pg_extension SET extversion = '0.1' WHERE extname = 'citext'", "VERSION '0.1'")]
    public async Task What_cannot_be_copied_is_named(string statements, string named)
    {
        var original = await Original([.. statements.Split('|')]);
        await using var copy = await CopyDatabase.Create(PostgreSqlBinaries.Find().Major, original);

        Assert.Contains(named, Assert.IsType<SchemaCopy.Unlike>(await copy.Copy(original)).Because, StringComparison.Ordinal);
    }

    private Task<Schema> Original(ImmutableArray<string> statements) => Original(statements, PostgreSqlBinaries.Find().Major);

    private async Task<Schema> Original(ImmutableArray<string> statements, int major)
    {
        var database = await TestDatabase.Create(await servers.Of(major));
        foreach (var statement in statements) await database.Execute(statement);
        await using var connection = await database.Open(database.VerifyRole);
        return await CatalogueReading.Read(connection, TestContext.Current.CancellationToken);
    }
}
