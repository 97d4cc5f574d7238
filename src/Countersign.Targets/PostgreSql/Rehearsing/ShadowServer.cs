using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Countersign.Targets.PostgreSql.Rehearsing;

/// <summary>A running throwaway server: no network, a socket in a private directory, nothing durable.</summary>
internal sealed class ShadowServer : IAsyncDisposable
{
    internal const string Superuser = "countersign_shadow";

    private readonly Process _process;
    private readonly string _room;
    private readonly string _password;

    private ShadowServer(Process process, string room, string password, string database) =>
        (_process, _room, _password, Database) = (process, room, password, database);

    internal int ProcessId => _process.Id;

    internal string Room => _room;

    /// <summary>Called like the target's, because statements can name it.</summary>
    internal string Database { get; }

    /// <summary>Starts a server on `room/data`.</summary>
    /// <exception cref="IOException">When it does not come up; with the server's own words.</exception>
    internal static async Task<ShadowServer> Start(PostgreSqlPrograms programs, string room, string password, string database, CancellationToken cancellation)
    {
        string[] settings =
        [
            "listen_addresses=", "unix_socket_directories=" + room, "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off",
            "shared_buffers=16MB", "max_connections=20", "max_locks_per_transaction=4096", // seeding touches every table in one transaction
            "max_wal_senders=0", "wal_level=minimal", "max_worker_processes=0", "max_parallel_workers=0",
            "restart_after_crash=off", "max_wal_size=64MB", "min_wal_size=32MB", "jit=off",
            .. programs.Major >= 18 ? ["io_method=sync"] : Array.Empty<string>(), // its I/O workers cost more than they bring to a copy this small
        ];
        var process = programs.Start("postgres", ["-D", Path.Combine(room, "data"), .. settings.SelectMany(s => new[] { "-c", s })]);
        var server = new ShadowServer(process, room, password, database);
        try
        {
            await UntilReady(process).WaitAsync(TimeSpan.FromSeconds(60), cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>In <see cref="Database"/>.</summary>
    internal Task<NpgsqlConnection> OpenSuperuser(CancellationToken cancellation) => OpenSuperuser(Database, cancellation);

    /// <summary>What the target sets for the database does not hold, and its event triggers do not fire on what is ours.</summary>
    internal Task<NpgsqlConnection> OpenSuperuser(string database, CancellationToken cancellation) => Open(Superuser, _password, database,
        "-c search_path=pg_catalog -c session_replication_role=replica -c default_transaction_read_only=off -c statement_timeout=0 -c lock_timeout=0",
        cancellation, prepares: true);

    /// <param name="prepares">Plans are kept for what is asked again and again; the session's list of prepared statements shows them.</param>
    internal async Task<NpgsqlConnection> Open(
        string user, string password, string database, string? options, CancellationToken cancellation, bool prepares = false)
    {
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = _room,
            Username = user,
            Password = password,
            Database = database,
            Options = options,
            Pooling = false,
            CommandTimeout = 0,
            Enlist = false,
            MaxAutoPrepare = prepares ? 100 : 0,
            AutoPrepareMinUsages = 2,
            ApplicationName = "countersign",
            GssEncryptionMode = GssEncryptionMode.Disable,
            SslMode = SslMode.Disable,
        }.ConnectionString;
        var source = new NpgsqlDataSourceBuilder(text);
        source.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        var connection = source.Build().CreateConnection();
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>Stops as a clean shutdown, so that the data directory can be copied.</summary>
    internal async Task Stop(CancellationToken cancellation)
    {
        await Signal("-INT");
        await _process.WaitForExitAsync(cancellation);
    }

    /// <summary>Ends every process of the server now, whatever it does; the server's own five seconds of grace are the longest.</summary>
    internal async Task Kill()
    {
        await Signal("-QUIT");
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _process.Dispose();
        if (Directory.Exists(_room)) Directory.Delete(_room, recursive: true);
    }

    private async Task Signal(string signal)
    {
        if (_process.HasExited) return;
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>The server says so itself; nothing is polled.</summary>
    private static Task UntilReady(Process process)
    {
        var log = new List<string>();
        var ready = new TaskCompletionSource();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) ready.TrySetException(new IOException("the throwaway server did not start: " + string.Join(" ", log.TakeLast(5))));
            else if (line.Data.Contains("ready to accept connections", StringComparison.Ordinal)) ready.TrySetResult();
            else if (!ready.Task.IsCompleted) log.Add(line.Data);
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return ready.Task;
    }
}
