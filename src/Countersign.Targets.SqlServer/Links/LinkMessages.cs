namespace Countersign.Targets.SqlServer.Links;

/// <summary>The type of a value on its way to the server.</summary>
internal enum LinkValueKind
{
    /// <summary>`nvarchar`.</summary>
    Text,

    /// <summary>`binary(32)`, written in hexadecimal.</summary>
    Binary,

    /// <summary>`bigint`.</summary>
    Number,
}

/// <summary>A parameter: never a part of a signed batch, which has none.</summary>
/// <param name="Name">With its `@`.</param>
internal sealed record LinkValue(string Name, LinkValueKind Kind, string Value)
{
    internal static LinkValue Of(string name, object value) => value switch
    {
        string text => new(name, LinkValueKind.Text, text),
        byte[] bytes => new(name, LinkValueKind.Binary, Convert.ToHexStringLower(bytes)),
        _ => new(name, LinkValueKind.Number, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)
            .ToString(System.Globalization.CultureInfo.InvariantCulture)),
    };
}

/// <summary>What the process that holds the connections is told to do with one of them.</summary>
/// <param name="Link">The connection's number, chosen by whoever asks.</param>
/// <param name="Connect">A connection string: opens it. Null: it is open.</param>
/// <param name="Text">Sent as it is, in one command. Without parameters it is a batch of its own to the server.</param>
/// <param name="IsProcedure">Whether the text is the name of a procedure.</param>
/// <param name="TimeoutSeconds">After which the server is told to stop; 0 waits for ever.</param>
/// <param name="WantsRows">False for what was signed: its rows stay in the process that read them (INV-35).</param>
internal sealed record LinkCommand(
    int Link, string? Connect, string? Text, bool IsProcedure, ImmutableArray<LinkValue> Values, int TimeoutSeconds, bool WantsRows);

/// <summary>An error, as the server or the driver gave it.</summary>
/// <param name="Class">Severity; from 20 on the server ends the connection.</param>
/// <param name="IsServers">False when the server said nothing of it: the driver's own words, which may name the address, are left out.</param>
/// <param name="Line">1-based within the text, or within <paramref name="Procedure"/> when that is not empty.</param>
internal sealed record LinkFault(int Number, int Class, int Line, string Procedure, string Message, bool IsServers);

/// <summary>What came of a command.</summary>
/// <param name="Rows">Of all its results, one after another, as text; null is null.</param>
/// <param name="Affected">Rows that were touched; -1 when the server did not say.</param>
/// <param name="IsOpen">Whether the connection is still there.</param>
internal sealed record LinkReply(ImmutableArray<ImmutableArray<string?>> Rows, long Affected, LinkFault? Fault, bool IsOpen);
