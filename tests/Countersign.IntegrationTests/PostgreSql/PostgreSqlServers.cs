[assembly: AssemblyFixture(typeof(Countersign.IntegrationTests.PostgreSql.PostgreSqlServers))]

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>One server for all tests of this assembly, started by the first that asks. Take it as a constructor argument.</summary>
public sealed class PostgreSqlServers : IAsyncDisposable
{
    private readonly Lazy<Task<PostgreSqlServer>> _shared = new(() => PostgreSqlServer.StartAsync());

    public Task<PostgreSqlServer> Shared => _shared.Value;

    public async ValueTask DisposeAsync()
    {
        if (_shared.IsValueCreated) await (await _shared.Value).DisposeAsync();
    }
}
