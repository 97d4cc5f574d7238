using Countersign.Bot.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Countersign.IntegrationTests.Bot.Store;

/// <summary>A database of its own in a directory of its own, gone afterwards.</summary>
internal sealed class StoreFile : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("countersign-store-");

    public StoreFile(string database = "Store")
    {
        File = new SqliteFile(Path.Combine(_directory.FullName, database + ".db"));
        SchemaUpgrade.Run(File, SchemaFiles.Of(database), Clock);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public Database File { get; }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }
}
