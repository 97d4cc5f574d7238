using System.Globalization;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Links;

namespace Countersign.Targets.SqlServer.Executing;

/// <summary>What an error of the server means for a unit, and what may be shown of it (INV-35).</summary>
internal static class ServerErrors
{
    /// <summary>What `countersign.mark` raises when no intent has the token's hash.</summary>
    internal const int UnknownToken = 51001;

    /// <summary>What it raises when a later executor has raised the fence.</summary>
    internal const int StaleFence = 51002;

    /// <summary>
    /// Errors of connecting that pass by themselves, by Microsoft's "Troubleshoot transient connection errors in SQL Database and SQL
    /// Managed Instance" and its list of error codes. Only connecting is tried again: nothing of a unit was sent then.
    /// </summary>
    internal static readonly ImmutableArray<int> PassingAtLogin = [926, 4060, 4221, 40197, 40501, 40613, 49918, 49919, 49920];

    /// <summary>
    /// Errors that the same bytes may survive when somebody deploys again: 1205 chose the session as a deadlock's victim and rolled
    /// its transaction back, 1222 waited too long for a lock, -2 was told to stop.
    /// </summary>
    internal static readonly ImmutableArray<int> Passing = [1205, 1222, -2];

    /// <summary>The batch ended the transaction that it ran in (266: another count than before; 3902, 3903: there is none).</summary>
    internal static readonly ImmutableArray<int> TransactionEnded = [266, 3902, 3903];

    /// <summary>TRY swallowed an error that only a rollback mends; the server rolled back at the end of the batch.</summary>
    internal const int Doomed = 3998;

    /// <summary>A row with such a key is there already; of the marker, so is the unit.</summary>
    internal static readonly ImmutableArray<int> Duplicate = [2601, 2627];

    /// <summary>Messages that hold a value of a row from this word on.</summary>
    private static readonly ImmutableDictionary<int, string> HoldValuesFrom = ImmutableDictionary<int, string>.Empty
        .Add(2601, " The duplicate key value is").Add(2627, " The duplicate key value is").Add(2628, " Truncated value:");

    /// <summary>Messages that are about a value and hold it.</summary>
    private static readonly ImmutableArray<int> HoldValues = [220, 232, 235, 244, 245, 248, 8114, 13609];

    internal static bool IsConnectionLoss(LinkReply reply) => reply is { Fault: not null, IsOpen: false };

    /// <summary>The server's number and message, without values of rows; nothing of the driver's own texts, which can name an address.</summary>
    internal static string Of(LinkFault fault) => fault switch
    {
        { Number: -2 } => "the server did not answer in time",
        { IsServers: false } => $"the connection was lost or not made ({fault.Number.ToString(CultureInfo.InvariantCulture)})",
        _ when HoldValues.Contains(fault.Number) => $"{Code(fault)} a value cannot be converted (the server's message holds it, so it is not shown)",
        _ => $"{Code(fault)} {Safe(fault)}",
    };

    /// <summary>As <see cref="Of(LinkFault)"/>, and where in the script the server points to.</summary>
    internal static string Of(LinkFault fault, Statement statement) => fault.Procedure.Length > 0
        ? $"{Of(fault)} (in `{fault.Procedure}`, called by {statement.Label}, {statement.Place})"
        : $"{Of(fault)} ({statement.Label}, {PlaceOf(fault, statement)})";

    internal static string Code(LinkFault fault) => fault.Number == -2 ? "timeout" : fault.Number.ToString(CultureInfo.InvariantCulture);

    private static string Safe(LinkFault fault) =>
        HoldValuesFrom.TryGetValue(fault.Number, out var from) && fault.Message.IndexOf(from, StringComparison.Ordinal) is >= 0 and var at
            ? fault.Message[..at]
            : fault.Message;

    /// <summary>The server counts lines from 1 over the batch as sent.</summary>
    private static Place PlaceOf(LinkFault fault, Statement statement)
    {
        var bytes = statement.Source.Bytes.Span;
        var at = 0;
        for (var line = 1; line < fault.Line; line++)
        {
            var next = bytes[at..].IndexOf((byte)'\n');
            if (next < 0) return statement.Place;
            at += next + 1;
        }

        return statement.Source.Script.PlaceOf(statement.Source.Span.Offset + at);
    }
}
