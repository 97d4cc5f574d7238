[assembly: AssemblyFixture(typeof(Countersign.IntegrationTests.PostgreSql.PostgreSqlServers))]

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>One server of each major for all tests of this assembly, started by the first that asks. Take it as a constructor argument.</summary>
public class PostgreSqlServers : IAsyncDisposable
{
    private readonly ImmutableDictionary<int, Lazy<Task<PostgreSqlServer>>> _shared = PostgreSqlBinaries.Majors.ToImmutableDictionary(
        m => m, m => new Lazy<Task<PostgreSqlServer>>(() => PostgreSqlServer.StartAsync(major: m)));

    /// <summary>For a test's member data.</summary>
    public static TheoryData<int> Majors => [.. PostgreSqlBinaries.Majors];

    /// <summary>The machine's own.</summary>
    public Task<PostgreSqlServer> Shared => Of(PostgreSqlBinaries.Find().Major);

    /// <summary>Of one of <see cref="Majors"/>.</summary>
    public Task<PostgreSqlServer> Of(int major) => _shared[major].Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _shared.Values.Where(s => s.IsValueCreated)) await (await server.Value).DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>
/// Servers of one class alone, for tests that change who is in a role that the server came with: that is part of the schema of
/// every database of the server, and would be drift in another class's.
/// </summary>
public sealed class OwnServers : PostgreSqlServers;
