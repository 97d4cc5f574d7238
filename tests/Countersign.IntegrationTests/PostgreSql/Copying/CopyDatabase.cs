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

    /// <summary>An empty one, called like the original's.</summary>
    internal static async Task<CopyDatabase> Create(int major, Schema original)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var clone = await new ShadowCluster(PostgreSqlBinaries.Find(major), Rooms.Shared)
            .Clone("empty", "postgres", (_, _) => Task.FromResult<SchemaCopy>(new SchemaCopy.Complete()), cancellation);
        var server = Assert.IsType<ShadowClone.Running>(clone).Server;
        var name = SchemaCopying.DatabaseOf(original);
        await using (var first = await server.OpenSuperuser(cancellation)) await first.Run(cancellation, Sql.Of($"CREATE DATABASE {name}"));
        return new(server, await server.OpenSuperuser(name, cancellation));
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
