using System.Globalization;
using System.Net.Sockets;
using Countersign.Statements;
using Npgsql;

namespace Countersign.Targets.PostgreSql;

/// <summary>
/// What may be shown of a driver's exception: the server's code, its message and a place. Never DETAIL or HINT, which can
/// hold rows, and nothing of the client's own texts, which can hold the connection string (INV-35).
/// </summary>
internal static class SafeMessages
{
    internal static string Of(Exception fault) => fault switch
    {
        PostgresException e => $"{e.SqlState} {e.MessageText}",
        { InnerException: PostgresException e } => $"{e.SqlState} {e.MessageText}",
        SocketException e => Network(e),
        { InnerException: SocketException e } => Network(e),
        { InnerException: TimeoutException } or TimeoutException => "the server did not answer in time",
        { InnerException: IOException } or IOException => "the connection was lost",
        NotSupportedException => "the driver cannot run it (COPY from or to the client?)",
        _ => "the connection failed: " + fault.GetType().Name,
    };

    /// <summary>As <see cref="Of(Exception)"/>, and where in the script the server points to.</summary>
    internal static string Of(PostgresException fault, Statement statement) =>
        $"{Of(fault)} ({statement.Label}, {PlaceOf(fault, statement)})";

    /// <summary>25P03 and 57P05 are the server's idle timeouts: it says so and hangs up.</summary>
    internal static bool IsConnectionLoss(Exception fault) =>
        fault is NpgsqlException and not PostgresException or IOException or SocketException or TimeoutException
        || fault is PostgresException
        {
            SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or "25P03" or "57P05"
        };

    private static string Network(SocketException fault) => "the network says " + fault.SocketErrorCode;

    /// <summary>The server counts characters from 1 over the statement as sent.</summary>
    private static Place PlaceOf(PostgresException fault, Statement statement)
    {
        if (fault.Position <= 0) return statement.Place;
        var before = statement.Text.EnumerateRunes().Take(fault.Position - 1).Sum(r => r.Utf8SequenceLength);
        return statement.Source.Script.PlaceOf(statement.Source.Span.Offset + before);
    }

    /// <summary>A list for a sentence: names in backticks.</summary>
    internal static string Quoted(IEnumerable<string> names) =>
        string.Join(", ", names.Select(n => string.Create(CultureInfo.InvariantCulture, $"`{n}`")));
}
