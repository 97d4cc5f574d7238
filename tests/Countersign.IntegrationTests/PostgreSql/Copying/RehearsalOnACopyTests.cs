using Countersign.Rehearsals;
using Countersign.Targets.PostgreSql.Catalogue;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.IntegrationTests.PostgreSql.Copying;

public sealed class RehearsalOnACopyTests(PostgreSqlServers servers)
{
    [Fact]
    public async Task A_plan_runs_on_the_targets_schema_with_the_rights_of_its_login()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await database.Execute("CREATE TABLE own (id int PRIMARY KEY)");
        await database.Execute($"ALTER TABLE own OWNER TO {database.ApplyRole}");
        await database.Execute("CREATE TABLE child (own int REFERENCES own ON DELETE CASCADE)");
        await database.Execute("CREATE TABLE foreigner (id int)");

        var rehearsal = Assert.IsType<RehearsalOutcome.Done>(await Rehearse(database, "DELETE FROM own", "ALTER TABLE foreigner ADD x int")).Rehearsal;

        var impact = Assert.IsType<StatementRehearsal.Observed>(rehearsal.Statements[0]).Impact;
        Assert.Equal(["child", "own"], impact.Rows.Select(r => r.Relation.Name));
        Assert.Equal("42501", Assert.IsType<StatementRehearsal.Failed>(rehearsal.Statements[1]).Code);
    }

    [Fact]
    public async Task A_schema_that_cannot_be_copied_makes_the_rehearsal_unavailable_and_says_what_is_in_the_way()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await database.Execute("CREATE EXTENSION file_fdw");

        var outcome = Assert.IsType<RehearsalOutcome.Unavailable>(await Rehearse(database, "SELECT 1"));

        Assert.Contains("`file_fdw`", outcome.Because, StringComparison.Ordinal);
    }

    /// <summary>Owned by a superuser, whom the copy does not have as one.</summary>
    [Fact]
    public async Task The_schema_after_a_plan_on_a_copy_is_the_schema_after_it_in_the_target()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await database.Execute("CREATE TABLE kept (id int PRIMARY KEY, gone int, last int)");
        await database.Execute("ALTER TABLE kept DROP gone");
        await database.Execute("CREATE TABLE own (kept int REFERENCES kept)");
        await database.Execute($"ALTER TABLE own OWNER TO {database.ApplyRole}");
        string[] plan = ["ALTER TABLE own ADD later text DEFAULT 'x'", "GRANT SELECT ON own TO PUBLIC"];

        var rehearsal = Assert.IsType<RehearsalOutcome.Done>(await Rehearse(database, plan)).Rehearsal;
        foreach (var statement in plan) await database.Execute(statement);

        await using var connection = await database.Open(database.VerifyRole);
        Assert.Equal((await CatalogueReading.Read(connection, TestContext.Current.CancellationToken)).Fingerprint, rehearsal.UnitsAfter[^1]);
        Assert.Empty(rehearsal.Notes);
    }

    private static async Task<RehearsalOutcome> Rehearse(TestDatabase database, params string[] statements)
    {
        await using var connection = await database.Open(database.VerifyRole);
        var schema = await CatalogueReading.Read(connection, TestContext.Current.CancellationToken);
        var plan = TestPlans.Approved(database.Policy, new TestScript("db/1.sql", statements)).Plan.Targets[0];
        return await new PostgreSqlRehearsal(new(Rooms.Shared, [PostgreSqlBinaries.Find().Directory]), TimeProvider.System).Run(
            new(database.Policy, plan, schema, "the target", schema.Fingerprint, database.ApplyRole, [], []), TestContext.Current.CancellationToken);
    }
}
