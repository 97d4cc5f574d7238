using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// The connection strings of one target, one login per purpose. They hold passwords: nothing prints them, and the type
/// has no member that returns one (INV-35).
/// </summary>
/// <remarks>
/// Apply is itself the migrating role and can only insert tokens into the marker schema; a richer login with SET ROLE is
/// no boundary, because a DO block can reset the role. Verify reads markers and the catalogue, states intents and raises
/// the fence; it needs no right on application data. Admin owns the marker schema and is used by enrolling alone.
/// </remarks>
public sealed class PostgreSqlConnections
{
    private readonly string _apply;
    private readonly string _verify;
    private readonly string? _admin;

    /// <summary>Takes the connection strings as Npgsql reads them.</summary>
    /// <exception cref="ArgumentException">When one cannot be read or sets what the session profile sets; never quotes it.</exception>
    public PostgreSqlConnections(string apply, string verify, string? admin)
    {
        _apply = Checked(apply, nameof(apply));
        _verify = Checked(verify, nameof(verify));
        _admin = admin is null ? null : Checked(admin, nameof(admin));
    }

    internal bool HasAdmin => _admin is not null;

    /// <inheritdoc />
    public override string ToString() => "PostgreSQL connections (not shown)";

    internal NpgsqlConnection Apply(StartUpOptions options) => Fresh(_apply, options);

    internal NpgsqlConnection Verify(StartUpOptions options) => Fresh(_verify, options);

    internal NpgsqlConnection Admin() => Fresh(
        _admin ?? throw new InvalidOperationException("the target has no admin login; enrolling needs one"), StartUpOptions.None);

    /// <summary>The login names, which are not secret: enrolling grants to them.</summary>
    internal (string Apply, string Verify) Logins => (UserOf(_apply), UserOf(_verify));

    private static string UserOf(string connection) =>
        new NpgsqlConnectionStringBuilder(connection).Username
        ?? throw new InvalidOperationException("a connection string names no user; one login per purpose is needed");

    private static string Checked(string connection, string which)
    {
        ArgumentNullException.ThrowIfNull(connection, which);
        NpgsqlConnectionStringBuilder read;
        try
        {
            read = new(connection);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The driver's message may quote what it could not read, and that may be the password.
            throw new ArgumentException($"the {which} connection string cannot be read by Npgsql", which);
        }

        if (read.Options is not null || read.SearchPath is not null || read.Timezone is not null)
            throw new ArgumentException(
                $"the {which} connection string sets Options, Search Path or Timezone; the session profile sets them, so remove it", which);
        return connection;
    }

    /// <summary>
    /// Unpooled: nothing of an earlier user can be left in the session (INV-14). Without type loading: no query of the
    /// driver's own on the wire.
    /// </summary>
    private static NpgsqlConnection Fresh(string connection, StartUpOptions options)
    {
        var source = new NpgsqlDataSourceBuilder(With(connection, options));
        source.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return source.Build().CreateConnection(); // without a pool the source holds nothing that needs disposing
    }

    private static string With(string connection, StartUpOptions options) => new NpgsqlConnectionStringBuilder(connection)
    {
        Options = options.Text,
        Pooling = false,
        Multiplexing = false,
        Enlist = false,
        MaxAutoPrepare = 0,
        CommandTimeout = 0, // the server's statement_timeout decides, so that client and server never disagree
        IncludeErrorDetail = false,
        IncludeFailedBatchedCommand = true, // tells which statement the server refused
        PersistSecurityInfo = false,
        ApplicationName = "countersign",
        TcpKeepAlive = true,
    }.ConnectionString;
}
