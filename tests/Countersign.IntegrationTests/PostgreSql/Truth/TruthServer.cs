using System.Globalization;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.PostgreSql.Copying;
using Countersign.Targets.PostgreSql.Rehearsing;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Sql = Countersign.Targets.PostgreSql.Commands;

namespace Countersign.IntegrationTests.PostgreSql.Truth;

/// <summary>One throwaway server of a major with the table's schema in it; every row gets a database of its own, copied from that.</summary>
internal sealed class TruthServer(ShadowServer server, int major, string directory, NpgsqlConnection administrator) : IAsyncDisposable
{
    private const string Login = "writer";
    private const string Password = "writer";
    private int _count;

    internal int Major { get; } = major;

    internal static async Task<TruthServer> Start(int major)
    {
        var directory = Directory.CreateTempSubdirectory("cst-").FullName;
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_101_101);
        var cluster = new ShadowCluster(PostgreSqlBinaries.Find(major), Path.Combine(directory, "s"));
        var server = Assert.IsType<ShadowClone.Running>(await cluster.Clone("truth", "truth", Fill, CancellationToken.None)).Server;
        return new(server, major, directory, await server.OpenSuperuser("postgres", CancellationToken.None));
    }

    /// <summary>Makes a database for one row and gives its name.</summary>
    internal async Task<string> NewDatabase(CancellationToken cancellation)
    {
        var database = string.Create(CultureInfo.InvariantCulture, $"row_{Interlocked.Increment(ref _count)}");
        await administrator.Run(cancellation, Sql.Of($"CREATE DATABASE {database} TEMPLATE {server.Database}"));
        return database;
    }

    internal Task<NpgsqlConnection> OpenSuperuser(string database, CancellationToken cancellation) => server.OpenSuperuser(database, cancellation);

    internal Task<NpgsqlConnection> OpenLogin(string database, string? options, CancellationToken cancellation) =>
        server.Open(Login, Password, database, options, cancellation);

    /// <summary>Whose clock stands still: limits are tested elsewhere.</summary>
    internal Watchdog Watch() => new(server, new("", []), new FakeTimeProvider());

    public async ValueTask DisposeAsync()
    {
        await administrator.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private static async Task<SchemaCopy> Fill(NpgsqlConnection superuser, CancellationToken cancellation)
    {
        ImmutableArray<string> statements =
        [
            $"CREATE ROLE {Login} LOGIN PASSWORD '{Password}'", $"GRANT CREATE, USAGE ON SCHEMA public TO {Login}",
            $"SET SESSION AUTHORIZATION {Login}", "SET search_path = public", .. TruthRow.Setup, "RESET SESSION AUTHORIZATION", "RESET search_path",
        ];
        foreach (var statement in statements) await superuser.Run(cancellation, Sql.Of(statement));
        await EventLog.Install(superuser, cancellation);
        return new SchemaCopy.Complete();
    }
}
