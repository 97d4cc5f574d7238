using System.Security.Cryptography;
using Countersign.Targets.PostgreSql.Copying;
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
    internal async Task<ShadowClone> Clone(string key, Func<NpgsqlConnection, CancellationToken, Task<SchemaCopy>> fill, CancellationToken cancellation)
    {
        await PostgreSqlPrograms.MakePrivate(directory, cancellation);
        var template = Path.Combine(directory, $"t-{programs.Major}-{key}");
        await Building.WaitAsync(cancellation);
        try
        {
            if (!Directory.Exists(template) && await Build(template, fill, cancellation) is SchemaCopy.Unlike unlike)
                return new ShadowClone.Unfilled(unlike.Because);
        }
        finally
        {
            Building.Release();
        }

        var room = await Room(cancellation);
        await PostgreSqlPrograms.Tool("cp", ["-a", "--reflink=auto", Path.Combine(template, "data"), room], cancellation);
        return new ShadowClone.Running(
            await ShadowServer.Start(programs, room, await File.ReadAllTextAsync(Path.Combine(template, "secret"), cancellation), cancellation));
    }

    private async Task<SchemaCopy> Build(string template, Func<NpgsqlConnection, CancellationToken, Task<SchemaCopy>> fill, CancellationToken cancellation)
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
        SchemaCopy copy;
        await using (var superuser = await server.OpenSuperuser(ShadowServer.Database, cancellation)) copy = await fill(superuser, cancellation);
        if (copy is not SchemaCopy.Complete) return copy;
        await server.Stop(cancellation);
        Directory.Move(room, template);
        return copy;
    }

    private async Task<string> Room(CancellationToken cancellation)
    {
        var room = Path.Combine(directory, "r-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
        await PostgreSqlPrograms.MakePrivate(room, cancellation);
        return room;
    }
}
