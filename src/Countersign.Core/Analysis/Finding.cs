using Countersign.Statements;

namespace Countersign.Analysis;

/// <summary>How much a finding matters. Findings inform; only policy requires or refuses.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Notice,

    /// <summary>Likely to hurt.</summary>
    Warning,

    /// <summary>Hurts.</summary>
    Error,
}

/// <summary>A rule's remark on a statement.</summary>
/// <param name="Rule">Stable id, e.g. `PG003`; documented in docs/rules.</param>
/// <param name="Span">The statement's bytes in its script, which is how a finding finds its statement.</param>
public sealed record Finding(
    string Rule, Severity Severity, string Path, Span Span, Place Place, string Message, string Advice)
{
    /// <summary>
    /// SQL that does the same with less harm, made from the statement; null when the rule knows none. For people to read and take:
    /// nothing runs it. It may have to stand in scripts of its own, which a comment in it says.
    /// </summary>
    public string? Instead { get; init; }
}
