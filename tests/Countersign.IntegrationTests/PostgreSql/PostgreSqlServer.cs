using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Countersign.Targets.PostgreSql.Rehearsing;
using Npgsql;

namespace Countersign.IntegrationTests.PostgreSql;

/// <summary>A real, throwaway PostgreSQL on a free loopback port, with passwords. Gone when disposed.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _directory;
    private readonly string _password;

    private PostgreSqlServer(Process process, string directory, string password, int port, int major) =>
        (_process, _directory, _password, Port, Major) = (process, directory, password, port, major);

    public int Port { get; }

    /// <summary>The server's major version.</summary>
    public int Major { get; }

    /// <param name="durable">Whether fsync is on; off is faster, and only a power failure can tell.</param>
    /// <param name="major">One of those that the tests have; null for the machine's own.</param>
    public static async Task<PostgreSqlServer> StartAsync(bool durable = false, int? major = null)
    {
        var programs = major is { } wanted ? PostgreSqlBinaries.Find(wanted) : PostgreSqlBinaries.Find();
        var directory = Directory.CreateTempSubdirectory("countersign-pg-").FullName;
        await PostgreSqlPrograms.MakePrivate(directory, CancellationToken.None);
        var data = Path.Combine(directory, "data");
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(12));
        await PostgreSqlPrograms.Finish(
            programs.Start("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"), CancellationToken.None);
        var port = FreePort();
        var process = programs.Start("postgres", "-D", data,
            "-c", "listen_addresses=127.0.0.1", "-c", "port=" + port.ToString(CultureInfo.InvariantCulture),
            "-c", "unix_socket_directories=" + directory, "-c", "fsync=" + (durable ? "on" : "off"), "-c", "max_connections=200", "-c", "password_encryption=scram-sha-256", "-c", programs.Major >= 18 ? "io_method=sync" : "jit=off");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(process);
        await UntilReady(process);
        var server = new PostgreSqlServer(process, directory, password, port, programs.Major);
        await server.RequirePasswords(data);
        return server;
    }

    /// <summary>A role's connection string; its password is what <see cref="CreateRole"/> gave it.</summary>
    public string ConnectionString(string role = "postgres", string database = "postgres", int? port = null) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port ?? Port,
            Username = role,
            Database = database,
            Password = PasswordOf(role),
            Pooling = false,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;

    /// <summary>Unlike anything else in the world, so that it can be searched for.</summary>
    public string PasswordOf(string role) => $"canary-{_password}-{role}";

    public Task CreateRole(string role, string attributes = "") =>
        Execute($"CREATE ROLE \"{role}\" LOGIN PASSWORD '{PasswordOf(role)}' {attributes}");

    public async Task Execute(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres", database));
        await connection.OpenAsync();
        await using var command = new NpgsqlBatch(connection) { BatchCommands = { new(sql) } };
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Stop(_process);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task RequirePasswords(string data)
    {
        await Execute($"ALTER ROLE postgres PASSWORD '{PasswordOf("postgres")}'");
        await File.WriteAllTextAsync(Path.Combine(data, "pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        await Execute("SELECT pg_reload_conf()");
    }

    /// <summary>The server says so itself; nothing is polled.</summary>
    private static async Task UntilReady(Process process)
    {
        var log = new List<string>();
        var ready = new TaskCompletionSource();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) ready.TrySetException(new InvalidOperationException("the server did not start:\n" + string.Join('\n', log)));
            else if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal)) ready.TrySetResult();
            else if (!ready.Task.IsCompleted) log.Add(line.Data);
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await ready.Task;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Immediate shutdown: nobody needs the data.</summary>
    private static void Stop(Process process)
    {
        try
        {
            if (process.HasExited) return;
            using var kill = Process.Start("kill", ["-QUIT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // Disposed already: it has been stopped.
        }
    }
}
