using System.Collections.Concurrent;
using Countersign.Bot.Store;
using Countersign.IntegrationTests.PostgreSql;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Countersign.IntegrationTests.Bot.Store;

/// <summary>A set of tables of its own: in a file that is gone afterwards, or in a PostgreSQL database.</summary>
internal sealed class StoreFile : IDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Databases = new();

    private readonly DirectoryInfo? _directory;

    public StoreFile(string database = "Store")
    {
        _directory = Directory.CreateTempSubdirectory("countersign-store-");
        File = new SqliteFile(Path.Combine(_directory.FullName, database + ".db"));
        SchemaUpgrade.Run(File, SchemaFiles.Of(database), Clock);
    }

    private StoreFile(PostgreSqlSchema schema, string database)
    {
        File = schema;
        SchemaUpgrade.Run(File, SchemaFiles.Of(database), Clock);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public Database File { get; }

    /// <summary>In a PostgreSQL database of this name, which is emptied first; the tests of a class run one after the other.</summary>
    public static async Task<StoreFile> On(PostgreSqlServer server, string name, string database)
    {
        var connection = await Connection(server, name);
        await server.Execute($"drop schema if exists {PostgreSqlSchema.SchemaOf(database)} cascade", name);
        return new(new(connection, database), database);
    }

    /// <summary>A connection string of a database of this name, made when it is first asked for; its owner may do no more than own it.</summary>
    public static Task<string> Connection(PostgreSqlServer server, string name) => Databases.GetOrAdd(name, _ => new(async () =>
    {
        await server.CreateRole(name);
        await server.Execute($"create database {name} owner {name}");
        return server.ConnectionString(name, name) + ";Pooling=true";
    })).Value;

    public void Dispose()
    {
        if (File is PostgreSqlSchema schema) schema.Dispose();
        if (_directory is null) return;
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }
}
