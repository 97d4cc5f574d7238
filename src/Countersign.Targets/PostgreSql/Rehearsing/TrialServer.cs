using Countersign.Targets.PostgreSql.Copying;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// A PostgreSQL of one's own on this machine, for trying things out: a socket in a private directory, nothing durable, gone
/// when it is disposed. Made of the newest programs that the machine has.
/// </summary>
public sealed class TrialServer : IAsyncDisposable
{
    private readonly ShadowServer _server;

    private TrialServer(ShadowServer server, int major) => (_server, Major) = (server, major);

    /// <summary>The server's major version.</summary>
    public int Major { get; }

    /// <summary>Where its socket is; `psql -h` takes it.</summary>
    public string Directory => _server.Room;

    /// <summary>Starts one below a directory; null when the machine has no programs of PostgreSQL.</summary>
    /// <exception cref="IOException">When it does not come up; with the server's own words.</exception>
    public static async Task<TrialServer?> Start(string directory, CancellationToken cancellation)
    {
        if (PostgreSqlPrograms.All([]).FirstOrDefault() is not { } programs) return null;
        var clone = await new ShadowCluster(programs, directory).Clone("trial", "postgres", (_, _) => Task.FromResult<SchemaCopy>(new SchemaCopy.Complete()), cancellation);
        return new(((ShadowClone.Running)clone).Server, programs.Major);
    }

    /// <summary>For a login that was created here.</summary>
    public string ConnectionString(string user, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = Directory,
        Username = user,
        Password = password,
        Database = database,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>Runs statements as the superuser, one after the other.</summary>
    public async Task Execute(string database, ImmutableArray<string> statements, CancellationToken cancellation)
    {
        await using var superuser = await _server.OpenSuperuser(database, cancellation);
        foreach (var statement in statements) await superuser.Run(cancellation, Commands.Of(statement));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
