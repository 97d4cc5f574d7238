using System.Security.Cryptography;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// Makes throwaway servers. A template is the data directory of a server that was stopped; every rehearsal gets a copy of
/// the directory and a server of its own, so nothing a migration does can reach the template or another rehearsal, and
/// roles, which belong to the whole server, vanish with it.
/// </summary>
internal sealed class ShadowCluster(PostgreSqlPrograms programs, string directory)
{
    private static readonly SemaphoreSlim Building = new(1, 1);

    /// <summary>A server on a fresh copy of the template <paramref name="key"/>, which <paramref name="fill"/> makes when there is none.</summary>
    internal async Task<ShadowServer> Clone(string key, Func<NpgsqlConnection, CancellationToken, Task> fill, CancellationToken cancellation)
    {
        await PostgreSqlPrograms.MakePrivate(directory, cancellation);
        var template = Path.Combine(directory, $"t-{programs.Major}-{key}");
        await Building.WaitAsync(cancellation);
        try
        {
            if (!Directory.Exists(template)) await Build(template, fill, cancellation);
        }
        finally
        {
            Building.Release();
        }

        var room = await Room(cancellation);
        await PostgreSqlPrograms.Tool("cp", ["-a", "--reflink=auto", Path.Combine(template, "data"), room], cancellation);
        return await ShadowServer.Start(programs, room, await File.ReadAllTextAsync(Path.Combine(template, "secret"), cancellation), cancellation);
    }

    private async Task Build(string template, Func<NpgsqlConnection, CancellationToken, Task> fill, CancellationToken cancellation)
    {
        var room = await Room(cancellation);
        var secret = Path.Combine(room, "secret");
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        await File.WriteAllTextAsync(secret, password, cancellation);
        if (Environment.IsPrivilegedProcess) await PostgreSqlPrograms.Tool("chown", ["--reference=" + room, secret], cancellation);
        await PostgreSqlPrograms.Finish(programs.Start("initdb", "-D", Path.Combine(room, "data"), "-U", ShadowServer.Superuser,
            "-A", "scram-sha-256", "--pwfile=" + secret, "-N", "-E", "UTF8", "--locale=C", "--wal-segsize=1"), cancellation);
        await using var server = await ShadowServer.Start(programs, room, password, cancellation);
        await using (var first = await server.OpenSuperuser("postgres", cancellation))
            await first.Run(cancellation, Commands.Of($"CREATE DATABASE {ShadowServer.Database}"));
        await using (var superuser = await server.OpenSuperuser(ShadowServer.Database, cancellation)) await fill(superuser, cancellation);
        await server.Stop(cancellation);
        Directory.Move(room, template);
    }

    private async Task<string> Room(CancellationToken cancellation)
    {
        var room = Path.Combine(directory, "r-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
        await PostgreSqlPrograms.MakePrivate(room, cancellation);
        return room;
    }
}
