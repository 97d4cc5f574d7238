using Countersign.Bot.Store;

namespace Countersign.IntegrationTests.Bot.Store;

public sealed class SchemaUpgradeTests : IDisposable
{
    private readonly StoreFile _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void The_same_files_can_be_applied_again()
    {
        SchemaUpgrade.Run(_store.File, SchemaFiles.Of("Store"), _store.Clock);
    }

    [Fact]
    public void A_changed_old_file_is_refused()
    {
        ImmutableArray<SchemaFile> changed = [.. SchemaFiles.Of("Store").Select(f => f with { Sql = f.Sql + " " })];

        var refused = Assert.Throws<SchemaRefusedException>(() => SchemaUpgrade.Run(_store.File, changed, _store.Clock));

        Assert.Contains("0001-records.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused()
    {
        Assert.Throws<SchemaRefusedException>(() => SchemaUpgrade.Run(_store.File, [], _store.Clock));
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
        Assert.ThrowsAny<Exception>(() => SchemaUpgrade.Run(_store.File, more, _store.Clock));

        SchemaUpgrade.Run(_store.File, [.. more.SkipLast(1)], _store.Clock);
    }

    [Fact]
    public void Commits_are_on_disk_before_they_return()
    {
        using var connection = _store.File.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select (select synchronous from pragma_synchronous), (select journal_mode from pragma_journal_mode)";
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        Assert.Equal(2, reader.GetInt32(0));
        Assert.Equal("wal", reader.GetString(1));
    }
}
