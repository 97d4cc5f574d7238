using Countersign.Bot.Store;
using Countersign.IntegrationTests.PostgreSql;
using Microsoft.Data.Sqlite;

namespace Countersign.IntegrationTests.Bot.Store;

/// <summary>A process of the version before goes on writing while one of this version brings the schema up to date.</summary>
public sealed class RollingUpgradeTests(PostgreSqlServers servers) : IDisposable
{
    /// <summary>As the version before sends it.</summary>
    private const string Accept =
        """
        insert into deliveries (forge, delivery, event, headers, received_at, changed_at) values ('github', @Guid, 'ping', '{}', @At, @At)
        on conflict do nothing
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("countersign-upgrade-");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public Task In_a_file() => Run(new SqliteFile(Path.Combine(_directory.FullName, "inbox.db")));

    [Fact]
    public async Task In_PostgreSQL()
    {
        using var schema = new PostgreSqlSchema(await StoreFile.Connection(await servers.Shared, "rolling"), "Inbox");
        await Run(schema);
    }

    [Theory]
    [InlineData("Inbox", 2)]
    [InlineData("Store", 8)]
    public void Files_since_replicas_only_add(string database, int first) =>
        Assert.All(SchemaFiles.Of(database).Where(f => f.Number >= first), f =>
        {
            Assert.DoesNotMatch(@"(?i)\b(drop|rename|delete|update)\b", Code(f.Sql));
            Assert.DoesNotMatch(@"(?i)add column \w+ \w+[^;]*not null(?![^;]*default)", Code(f.Sql));
        });

    private static string Code(string sql) => string.Join('\n', sql.Split('\n').Select(l => l.Split("--")[0]));

    private static async Task Run(Database database)
    {
        var files = SchemaFiles.Of("Inbox");
        SchemaUpgrade.Run(database, [.. files.Where(f => f.Number < 2)], TimeProvider.System);
        using var ended = new CancellationTokenSource();
        var (before, after) = (new TaskCompletionSource(), new TaskCompletionSource());
        var upgraded = false;
        var old = Task.Run(async () =>
        {
            for (var written = 0; ; written++)
            {
                if (ended.IsCancellationRequested) return written;
                await database.Execute(Accept, new { Guid = $"old-{written}", At = Stamp.Of(DateTimeOffset.UnixEpoch) }, default);
                if (written == 20) before.SetResult();
                if (Volatile.Read(ref upgraded)) after.TrySetResult();
            }
        });
        await before.Task;

        SchemaUpgrade.Run(database, files, TimeProvider.System);
        Volatile.Write(ref upgraded, true);
        using var inbox = new Countersign.Bot.Store.Inbox(database, TimeProvider.System);
        await after.Task;
        await ended.CancelAsync();
        var count = await old; // throws when one write of the old process failed

        Assert.Equal(count, (await inbox.ReadUnfinished(int.MaxValue, default)).Length);
        Assert.Throws<SchemaRefusedException>(() => SchemaUpgrade.Run(database, [.. files.Where(f => f.Number < 2)], TimeProvider.System));
    }
}
