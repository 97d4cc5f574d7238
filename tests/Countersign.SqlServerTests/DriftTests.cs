using Countersign.Drift;
using Countersign.Schemas;
using Countersign.Targets.SqlServer.Declarative;
using Countersign.Targets.SqlServer.Models;

namespace Countersign.SqlServerTests;

/// <summary>What DacFx extracts from a live database is what its script declares, and what somebody does by hand shows.</summary>
public sealed class DriftTests(RealServer server)
{
    private static readonly string Script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "shop.sql"));

    [Fact]
    public async Task What_is_extracted_is_what_the_script_declares_but_for_the_logins_and_their_rights()
    {
        var database = await Shop();

        var clauses = DriftClauses.Of(SchemaDifference.ByName(Declared(), await Read(database)));

        Assert.Empty(clauses.Where(c => !c.Contains(database.Name, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("CREATE TABLE dbo.by_hand (id int NOT NULL);", "table `dbo.by_hand` is new")]
    [InlineData("DROP INDEX ix_customer ON dbo.orders;", "index `dbo.orders.ix_customer` is gone")]
    [InlineData("ALTER TABLE dbo.orders ALTER COLUMN total decimal(12, 2) NOT NULL;", "column `dbo.orders.total` is another")]
    [InlineData("ALTER PROCEDURE dbo.close_order @id int AS DELETE FROM dbo.orders;", "routine `dbo.close_order` is another")]
    [InlineData("GRANT DELETE ON dbo.orders TO shop_apply;", "grant `GRANT DELETE ON OBJECT::[dbo].[orders] TO [shop_apply]` is new")]
    public async Task What_somebody_does_by_hand_is_named(string byHand, string clause)
    {
        var database = await Shop();
        if (byHand.StartsWith("ALTER TABLE", StringComparison.Ordinal)) await database.Run("ALTER TABLE dbo.orders DROP CONSTRAINT ck_total; DROP INDEX ix_customer ON dbo.orders;");
        var known = new KnownSchema(await Read(database), "first seen", []);

        await database.Run(byHand);

        Assert.Contains(clause, DriftClauses.Of(Assert.IsType<SchemaDrift.Differs>(known.Compare(await Read(database))).Difference));
    }

    [Fact]
    public async Task Rows_deployments_of_nothing_and_enrolling_again_are_no_drift()
    {
        var database = await Shop();
        var known = new KnownSchema(await Read(database), "first seen", []);

        await database.Run("INSERT INTO dbo.customer (id, mail) VALUES (1, N'ana@example.org');");
        await database.Apply("UPDATE dbo.customer SET id = 1;");
        await database.Target().Enrol(CancellationToken.None);

        Assert.IsType<SchemaDrift.None>(known.Compare(await Read(database)));
    }

    [Theory]
    [InlineData("REVOKE VIEW DEFINITION FROM {verify};")]
    [InlineData("REVOKE SELECT ON sys.sql_expression_dependencies FROM {verify};")]
    public async Task A_verify_login_that_does_not_see_everything_reads_nothing(string revoke)
    {
        var database = await Shop();
        await database.Run(revoke.Replace("{verify}", database.Name + "_verify", StringComparison.Ordinal));

        var unavailable = Assert.IsType<SchemaReading.Unavailable>(await database.Target().ReadSchema(CancellationToken.None));

        Assert.Contains("GRANT VIEW DEFINITION", unavailable.Because, StringComparison.Ordinal);
    }

    private async Task<RealDatabase> Shop()
    {
        var database = await RealDatabase.Enrolled(server);
        foreach (var batch in Script.Split("\nGO\n", StringSplitOptions.RemoveEmptyEntries)) await database.Run(batch);
        return database;
    }

    private static async Task<Schema> Read(RealDatabase database)
    {
        var reading = await database.Target().ReadSchema(CancellationToken.None);
        return reading is SchemaReading.Read read ? read.Schema : throw new InvalidOperationException(((SchemaReading.Unavailable)reading).Because);
    }

    private static Schema Declared()
    {
        var source = new SchemaSource([new("shop.sql", System.Text.Encoding.UTF8.GetBytes(Script))], []);
        var outcome = ProjectChild.Ask(new ChildQuestion(null, new SchemasQuestion(150, [source])), TimeSpan.FromMinutes(2), CancellationToken.None);
        return Assert.IsType<ChildOutcome.Answered>(outcome).Answer.Schemas!.Schemas[0].Schema;
    }
}
