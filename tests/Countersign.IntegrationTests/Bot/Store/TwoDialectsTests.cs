using Countersign.IntegrationTests.PostgreSql;
using Dapper;

namespace Countersign.IntegrationTests.Bot.Store;

/// <summary>A store in files and one in PostgreSQL are the same tables, so that the same commands work on both.</summary>
public sealed class TwoDialectsTests(PostgreSqlServers servers)
{
    private const string OfSqlite =
        """
        select m.name || '.' || c.name || ' ' || lower(c.type) from sqlite_schema m join pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like 'sqlite%'
        """;

    private const string OfPostgreSql =
        """
        select table_name || '.' || column_name || ' ' || case data_type when 'bigint' then 'integer' when 'bytea' then 'blob' else data_type end
        from information_schema.columns where table_schema = current_schema()
        """;

    [Theory]
    [InlineData("Inbox")]
    [InlineData("Store")]
    [InlineData("Ledger")]
    public async Task Both_have_the_same_tables_and_columns(string database)
    {
        using var file = new StoreFile(database);
        using var schema = await StoreFile.On(await servers.Shared, "twodialects", database);

        var columns = await file.File.Query<string>(OfSqlite, new { }, default);

        Assert.NotEmpty(columns);
        Assert.Equal(columns.Order(StringComparer.Ordinal), (await schema.File.Query<string>(OfPostgreSql, new { }, default)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Columns_that_may_be_null_and_indexes_are_the_same_in_the_store()
    {
        using var file = new StoreFile();
        using var schema = await StoreFile.On(await servers.Shared, "twodialects", "Store");

        Assert.Equal(
            (await file.File.Query<string>("select name from sqlite_schema where type = 'index' and name not like 'sqlite%' order by name", new { }, default)).AsEnumerable(),
            await schema.File.Query<string>(
                "select indexname::text from pg_indexes where schemaname = current_schema() and indexname not like '%_key' and indexname not like '%_pkey' order by indexname", new { }, default));
        Assert.Equal(
            (await file.File.Query<string>("select m.name || '.' || c.name from sqlite_schema m join pragma_table_info(m.name) c where m.type = 'table' and c.\"notnull\" = 0 and c.pk = 0 order by 1", new { }, default)).AsEnumerable(),
            await schema.File.Query<string>(
                "select table_name || '.' || column_name from information_schema.columns where table_schema = current_schema() and is_nullable = 'YES' order by 1", new { }, default));
    }

    [Fact]
    public async Task A_writer_that_does_not_take_its_turn_would_fork_the_chain_and_is_refused()
    {
        using var schema = await StoreFile.On(await servers.Shared, "twodialects", "Ledger");
        await using var first = schema.File.Open();
        await Begin(first, isAlone: true);
        await first.ExecuteAsync("insert into entries (sequence, kind, envelope, leaf) values (0, 'plan', '', '')");

        await using var late = schema.File.Open();
        await Begin(late, isAlone: false);
        var forking = Task.Run(() => late.ExecuteAsync("insert into entries (sequence, kind, envelope, leaf) values (0, 'verdict', '', '')"));
        await using var patient = schema.File.Open();
        var waiting = Task.Run(() => Begin(patient, isAlone: true));
        await first.ExecuteAsync("commit transaction");

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => forking);
        await waiting;
        Assert.Equal(0, await patient.ExecuteScalarAsync<long>("select max(sequence) from entries")); // it sees the end as it is now

        async Task Begin(System.Data.Common.DbConnection connection, bool isAlone)
        {
            foreach (var sql in schema.File.Beginning(isAlone)) await connection.ExecuteAsync(sql);
        }
    }
}
