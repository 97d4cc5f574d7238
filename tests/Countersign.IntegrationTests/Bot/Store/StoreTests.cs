using Countersign.IntegrationTests.PostgreSql;

namespace Countersign.IntegrationTests.Bot.Store;

/// <summary>Tests of tables, run over a SQLite file by one class and over PostgreSQL by another.</summary>
/// <param name="servers">Null for a SQLite file.</param>
/// <param name="database">`Inbox`, `Store` or `Ledger`.</param>
public abstract class StoreTests(PostgreSqlServers? servers, string database = "Store") : IAsyncLifetime
{
    private protected StoreFile Store { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Store = servers is null
        ? new(database)
        : await StoreFile.On(await servers.Shared, GetType().Name.ToLowerInvariant(), database);

    public virtual ValueTask DisposeAsync()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
