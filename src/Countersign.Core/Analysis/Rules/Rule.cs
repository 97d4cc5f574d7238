using System.Text.RegularExpressions;
using Countersign.Statements;

namespace Countersign.Analysis.Rules;

/// <summary>What a rule is about. One page in docs/rules is made from it and from the rule's fixtures.</summary>
/// <param name="Id">Stable: two or three capital letters for the family and three digits, e.g. `PG003`.</param>
/// <param name="Title">What is asked for, in one line without a full stop.</param>
/// <param name="Why">What goes wrong otherwise. Markdown.</param>
/// <param name="Advice">What to do instead; also the next step when nothing more exact is known. Starts in lower case.</param>
public sealed partial record Rule(string Id, string Title, string Why, string Advice)
{
    /// <summary>Whether a text has the shape of a rule's id.</summary>
    public static bool IsId(string text) => Shape().IsMatch(text);

    /// <summary>A refusal by this rule, with the rule's own advice as the next step unless a better one is known.</summary>
    public Refusal Refuse(Place place, string why, string? nextStep = null) => new(Id, place, why, nextStep ?? Advice);

    /// <summary>A finding by this rule at a span of a script.</summary>
    public Finding Find(Severity severity, Script script, Span span, string message, string? instead = null)
    {
        ArgumentNullException.ThrowIfNull(script);
        return new(Id, severity, script.Path, span, script.PlaceOf(span.Offset), message, Advice) { Instead = instead };
    }

    [GeneratedRegex(@"\A[A-Z]{2,3}[0-9]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
