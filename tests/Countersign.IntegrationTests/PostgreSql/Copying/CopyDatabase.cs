using Countersign.Schemas;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.PostgreSql.Catalogue;
using Countersign.Targets.PostgreSql.Copying;
using Countersign.Targets.PostgreSql.Rehearsing;
using Npgsql;
using Sql = Countersign.Targets.PostgreSql.Commands;

namespace Countersign.IntegrationTests.PostgreSql.Copying;

/// <summary>A throwaway server with one database that a schema was copied into. Gone when disposed.</summary>
internal sealed class CopyDatabase : IAsyncDisposable
{
    private readonly ShadowServer _server;

    private CopyDatabase(ShadowServer server, NpgsqlConnection superuser) => (_server, Superuser) = (server, superuser);

    internal NpgsqlConnection Superuser { get; }

    /// <summary>An empty one.</summary>
    internal static async Task<CopyDatabase> Create()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var clone = await new ShadowCluster(PostgreSqlBinaries.Find(), Rooms.Shared)
            .Clone("empty", (_, _) => Task.FromResult<SchemaCopy>(new SchemaCopy.Complete()), cancellation);
        var server = Assert.IsType<ShadowClone.Running>(clone).Server;
        return new(server, await server.OpenSuperuser(ShadowServer.Database, cancellation));
    }

    internal Task<SchemaCopy> Copy(Schema schema) => SchemaCopying.Into(Superuser, schema, TestContext.Current.CancellationToken);

    internal Task<Schema> Read() => CatalogueReading.Read(Superuser, TestContext.Current.CancellationToken);

    internal Task Execute(string sql) => Superuser.Run(TestContext.Current.CancellationToken, Sql.Of(sql));

    public async ValueTask DisposeAsync()
    {
        await Superuser.DisposeAsync();
        await _server.DisposeAsync();
    }
}
