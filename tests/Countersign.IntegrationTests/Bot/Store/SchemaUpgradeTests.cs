using Countersign.Bot.Store;
using Countersign.IntegrationTests.PostgreSql;

namespace Countersign.IntegrationTests.Bot.Store;

public sealed class SqliteSchemaUpgradeTests() : SchemaUpgradeTests(null)
{
    [Fact]
    public void Commits_are_on_disk_before_they_return()
    {
        using var connection = Store.File.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select (select synchronous from pragma_synchronous), (select journal_mode from pragma_journal_mode)";
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        Assert.Equal(2, reader.GetInt32(0));
        Assert.Equal("wal", reader.GetString(1));
    }
}

public sealed class PostgreSqlSchemaUpgradeTests(PostgreSqlServers servers) : SchemaUpgradeTests(servers);

public abstract class SchemaUpgradeTests(PostgreSqlServers? servers) : StoreTests(servers)
{
    [Fact]
    public void The_same_files_can_be_applied_again()
    {
        SchemaUpgrade.Run(Store.File, SchemaFiles.Of("Store"), Store.Clock);
    }

    [Fact]
    public void A_changed_old_file_is_refused()
    {
        ImmutableArray<SchemaFile> changed = [.. SchemaFiles.Of("Store").Select(f => f with { Sql = f.Sql + " " })];

        var refused = Assert.Throws<SchemaRefusedException>(() => SchemaUpgrade.Run(Store.File, changed, Store.Clock));

        Assert.Contains("0001-records.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused()
    {
        Assert.Throws<SchemaRefusedException>(() => SchemaUpgrade.Run(Store.File, [], Store.Clock));
    }

    [Fact]
    public void A_file_that_fails_leaves_nothing_behind()
    {
        ImmutableArray<SchemaFile> more =
        [
            .. SchemaFiles.Of("Store"),
            new(9001, "9001-good.sql", "create table two (id integer) strict"),
            new(9002, "9002-bad.sql", "create table three (nonsense"),
        ];
        Assert.ThrowsAny<Exception>(() => SchemaUpgrade.Run(Store.File, more, Store.Clock));

        SchemaUpgrade.Run(Store.File, [.. more.SkipLast(1)], Store.Clock);
    }
}
