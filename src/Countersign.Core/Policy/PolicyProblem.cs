using System.Globalization;
using Countersign.Statements;

namespace Countersign.Policy;

/// <summary>Something in a policy file that has no meaning.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units, as editors count.</param>
/// <param name="Message">What is wrong. Holds text of the file; not encoded for any output.</param>
/// <param name="Suggestion">What was probably meant, or what to do.</param>
public sealed record PolicyProblem(int Line, int Column, string Message, string? Suggestion)
{
    /// <summary>All of it in one line, starting with `line:column`.</summary>
    public string Sentence =>
        string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}: {Message}{(Suggestion is null ? "" : "; " + Suggestion)}");

    /// <summary>As a reason to refuse a change: a policy that cannot be read allows nothing (INV-06).</summary>
    public Refusal ToRefusal() => Analysis.Rules.PolicyRules.Unreadable.Refuse(
        new Place(PolicyFile.Path, Line, Column), Message, Suggestion ?? Analysis.Rules.PolicyRules.Unreadable.Advice);
}

/// <summary>What came of reading a policy file. Closed.</summary>
public abstract record PolicyParse
{
    private PolicyParse() { }

    /// <summary>Everything in the file has a meaning.</summary>
    public sealed record Valid(PolicyFile Policy) : PolicyParse;

    /// <summary>Something has not; all of it, in order of place. Nothing is allowed by such a file (INV-06).</summary>
    public sealed record Invalid(ImmutableArray<PolicyProblem> Problems) : PolicyParse;
}
