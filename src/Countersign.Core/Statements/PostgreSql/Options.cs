namespace Countersign.Statements.PostgreSql;

/// <summary>Lists like `(ANALYZE, VERBOSE off)`.</summary>
internal static class Options
{
    /// <summary>
    /// True when any mention of the option is not plainly off. The server lets the last one win; a list that says both
    /// wants to deceive somebody.
    /// </summary>
    internal static bool IsOn(Node body, string field, string option) =>
        body.Items(field, "DefElem").Any(d => d.Text("defname") == option && !IsOff(d));

    private static bool IsOff(Node element) => element["arg"].Constant?.ToLowerInvariant() is "false" or "off" or "0";
}
