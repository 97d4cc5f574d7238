using System.Security.Cryptography;
using Countersign.Targets.PostgreSql.Copying;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>
/// Makes throwaway servers. A template is the data directory of a server that was stopped; every rehearsal gets a copy of
/// the directory and a server of its own, so nothing a migration does can reach the template or another rehearsal, and
/// roles, which belong to the whole server, vanish with it.
/// </summary>
/// <param name="keep">Templates kept on disk, of about 40 MB each; those used last.</param>
internal sealed class ShadowCluster(PostgreSqlPrograms programs, string directory, int keep = 8)
{
    private static readonly SemaphoreSlim Building = new(1, 1);

    /// <summary>A server on a fresh copy of the template <paramref name="key"/>, which <paramref name="fill"/> makes when there is none.</summary>
    internal async Task<ShadowClone> Clone(string key, string database, Func<NpgsqlConnection, CancellationToken, Task<SchemaCopy>> fill, CancellationToken cancellation)
    {
        await PostgreSqlPrograms.MakePrivate(directory, cancellation);
        await ShadowRooms.SweepOnce(directory, cancellation);
        var template = Path.Combine(directory, $"t-{programs.Major}-{key}");
        var room = await ShadowRooms.Make(directory, cancellation);
        await Building.WaitAsync(cancellation);
        try
        {
            if (!Directory.Exists(template) && await Build(template, database, fill, cancellation) is SchemaCopy.Unlike unlike)
            {
                Directory.Delete(room);
                return new ShadowClone.Unfilled(unlike.Because);
            }

            await Templates.Use(template, cancellation);
            await PostgreSqlPrograms.Tool("cp", ["-a", "--reflink=auto", Path.Combine(template, "data"), Path.Combine(template, "secret"), room], cancellation);
            Templates.Evict(directory, keep);
        }
        finally
        {
            Building.Release();
        }

        var secret = Path.Combine(room, "secret");
        var password = await File.ReadAllTextAsync(secret, cancellation);
        File.Delete(secret); // nothing that runs in the server needs it
        return new ShadowClone.Running(await ShadowServer.Start(programs, room, password, database, cancellation));
    }

    private async Task<SchemaCopy> Build(string template, string database, Func<NpgsqlConnection, CancellationToken, Task<SchemaCopy>> fill, CancellationToken cancellation)
    {
        var room = await ShadowRooms.Make(directory, cancellation);
        var secret = Path.Combine(room, "secret");
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        await File.WriteAllTextAsync(secret, password, cancellation);
        if (Environment.IsPrivilegedProcess) await PostgreSqlPrograms.Tool("chown", ["--reference=" + room, secret], cancellation);
        await PostgreSqlPrograms.Finish(programs.Start("initdb", "-D", Path.Combine(room, "data"), "-U", ShadowServer.Superuser,
            "-A", "scram-sha-256", "--pwfile=" + secret, "-N", "-E", "UTF8", "--locale=C", "--wal-segsize=1"), cancellation);
        await using var server = await ShadowServer.Start(programs, room, password, database, cancellation);
        await using (var first = await server.OpenSuperuser("postgres", cancellation))
            if ((await first.Rows("SELECT datname::text FROM pg_database WHERE datname = $1", [database], cancellation)).IsEmpty)
                await first.Run(cancellation, Commands.Of($"CREATE DATABASE {MarkerSchema.Identifier(database)}"));
        SchemaCopy copy;
        await using (var superuser = await server.OpenSuperuser(cancellation)) copy = await fill(superuser, cancellation);
        if (copy is not SchemaCopy.Complete) return copy;
        await server.Stop(cancellation);
        Directory.Move(room, template);
        return copy;
    }
}
