using Countersign.Rehearsals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Observing;
using Npgsql;

namespace Countersign.IntegrationTests.PostgreSql.Observing;

public sealed class ImpactReadingTests(PostgreSqlServers servers)
{
    [Fact]
    public async Task A_plain_login_reads_its_own_locks_and_rows()
    {
        var impact = await Observe(["CREATE TABLE orders (id int PRIMARY KEY, note text)"], "INSERT INTO orders VALUES (1, 'a'), (2, 'b')");

        Assert.Equal([new(Orders, LockStrength.RowExclusive)], impact.Locks);
        Assert.Equal([new(Orders, 2, 0, 0)], impact.Rows);
        Assert.True(impact.TookTransactionId);
    }

    [Fact]
    public async Task A_read_takes_no_transaction_id()
    {
        var impact = await Observe(["CREATE TABLE orders (id int PRIMARY KEY)"], "SELECT * FROM orders WHERE id = 1");

        Assert.Equal([new(Orders, LockStrength.AccessShare)], impact.Locks);
        Assert.Empty(impact.Rows);
        Assert.False(impact.TookTransactionId);
    }

    [Fact]
    public async Task What_is_not_committed_yet_has_its_name() =>
        Assert.Contains(new(Orders, LockStrength.AccessExclusive), (await Observe([], "CREATE TABLE orders (id int PRIMARY KEY, note text)")).Locks);

    [Fact]
    public async Task What_was_dropped_is_named_by_another_session()
    {
        var impact = await Observe(["CREATE TABLE orders (id int PRIMARY KEY, note text)"], "DROP TABLE orders");

        Assert.Equal([new(Orders, LockStrength.AccessExclusive)], impact.Locks);
    }

    [Fact]
    public async Task Rows_of_an_earlier_transaction_of_the_session_are_not_counted()
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var session = await database.Open(database.ApplyRole);
        await Run(session, "CREATE TABLE orders (id int)");
        await Run(session, "INSERT INTO orders VALUES (1), (2), (3)");

        var impact = await Observe(database, session, "DELETE FROM orders WHERE id = 1");

        Assert.Equal([new(Orders, 0, 0, 1)], impact.Rows);
    }

    [Fact]
    public async Task An_operator_of_the_migration_does_not_answer_for_the_servers()
    {
        var impact = await Observe(
            [
                "CREATE FUNCTION never(name, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false'",
                "CREATE FUNCTION never(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false'",
                "CREATE OPERATOR = (LEFTARG = name, RIGHTARG = text, FUNCTION = never)",
                "CREATE OPERATOR = (LEFTARG = int, RIGHTARG = int, FUNCTION = never)",
                "SET search_path = public, pg_catalog",
                "CREATE TABLE orders (id int)",
            ],
            "INSERT INTO orders VALUES (1)");

        Assert.Equal([new(Orders, 1, 0, 0)], impact.Rows);
    }

    [Fact]
    public async Task Temporary_tables_bear_the_same_name_in_every_session() =>
        Assert.Contains(new(new("pg_temp", "t"), LockStrength.AccessExclusive), (await Observe([], "CREATE TEMP TABLE t (id int)")).Locks);

    private static ObjectName Orders => new("public", "orders");

    private async Task<Impact> Observe(string[] before, string statement)
    {
        var database = await TestDatabase.Create(await servers.Shared);
        await using var session = await database.Open(database.ApplyRole);
        foreach (var sql in before) await Run(session, sql);
        return await Observe(database, session, statement);
    }

    private static async Task<Impact> Observe(TestDatabase database, NpgsqlConnection session, string statement)
    {
        await using var other = await database.Open(database.VerifyRole);
        await Run(session, "BEGIN");
        var before = await ImpactReading.ReadBefore(session, TestContext.Current.CancellationToken);
        await Run(session, statement);
        var sight = await ImpactReading.Read(session, before, null, TestContext.Current.CancellationToken);
        var names = await CatalogueNames.Of(other, sight.Unnamed, TestContext.Current.CancellationToken);
        await Run(session, "ROLLBACK");
        return sight.With(names).ToImpact();
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(sql) } };
        await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
