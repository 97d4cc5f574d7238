using Microsoft.Data.SqlClient;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>
/// The connection strings of one target, one login per purpose. They hold passwords: nothing prints them, and the type
/// has no member that returns one but to the process that connects (INV-35).
/// </summary>
/// <remarks>
/// Apply runs what was signed and may do nothing in the marker schema but call two procedures. Verify reads markers, states intents
/// and raises the fence; it needs no right on application data. Admin makes the marker schema and is used by enrolling alone.
/// </remarks>
internal sealed class SqlServerConnections
{
    private static readonly ImmutableArray<string> Ours =
        ["Enlist", "MultipleActiveResultSets", "Pooling", "Connect Retry Count", "Current Language", "User Instance", "AttachDBFilename", "Context Connection"];

    private readonly string? _admin;

    /// <summary>Takes the connection strings as SqlClient reads them.</summary>
    /// <exception cref="ArgumentException">When one cannot be read or sets what has to be ours; never quotes it.</exception>
    internal SqlServerConnections(string apply, string verify, string? admin)
    {
        Apply = Checked(apply, nameof(apply));
        Verify = Checked(verify, nameof(verify));
        _admin = admin is null ? null : Checked(admin, nameof(admin));
        Logins = (new SqlConnectionStringBuilder(Apply).UserID, new SqlConnectionStringBuilder(Verify).UserID);
    }

    internal string Apply { get; }

    internal string Verify { get; }

    internal string Admin => _admin ?? throw new InvalidOperationException("the target has no admin login; enrolling needs one");

    internal bool HasAdmin => _admin is not null;

    /// <summary>The login names, which are not secret.</summary>
    internal (string Apply, string Verify) Logins { get; }

    /// <inheritdoc />
    public override string ToString() => "SQL Server connections (not shown)";

    /// <summary>
    /// Unpooled: nothing of an earlier user can be left in the session (INV-14). Without the driver's own reconnecting, which would
    /// go on in another session as if nothing had happened; without distributed transactions.
    /// </summary>
    private static string Checked(string connection, string which)
    {
        ArgumentNullException.ThrowIfNull(connection, which);
        SqlConnectionStringBuilder read;
        try
        {
            read = new(connection);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The driver's message may quote what it could not read, and that may be the password.
            throw new ArgumentException($"the {which} connection string cannot be read by SqlClient", which);
        }

        if (Ours.FirstOrDefault(k => read.ContainsKey(k) && read.ShouldSerialize(k)) is { } key)
            throw new ArgumentException($"the {which} connection string sets `{key}`, which has to be ours; remove it", which);
        if (read.UserID.Length == 0 || read.InitialCatalog.Length == 0)
            throw new ArgumentException($"the {which} connection string names no `User ID` or no `Database`; one login per purpose is needed", which);
        read.Pooling = false;
        read.Enlist = false;
        read.MultipleActiveResultSets = false;
        read.ConnectRetryCount = 0;
        read.PersistSecurityInfo = false;
        read.ApplicationName = "countersign";
        return read.ConnectionString;
    }
}
