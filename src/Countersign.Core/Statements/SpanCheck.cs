using System.Globalization;
using Countersign.Analysis.Rules;

namespace Countersign.Statements;

/// <summary>Tells whether bytes are nothing but white space and comments, as the target's own lexer sees them.</summary>
public delegate bool IsGap(ReadOnlySpan<byte> bytes);

/// <summary>Checks that statements and gaps make up a script (INV-09).</summary>
public static class SpanCheck
{
    /// <summary>
    /// Null when the spans follow one another without overlap, lie within the script, and leave only gaps; else where
    /// and why not. A byte order mark at the start belongs to no gap.
    /// </summary>
    public static Refusal? Check(Script script, IEnumerable<Span> spans, IsGap isGap)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(spans);
        ArgumentNullException.ThrowIfNull(isGap);
        var bytes = script.Bytes.Span;
        var end = StrictText.StartOf(bytes);
        foreach (var span in spans)
        {
            if (span.Length <= 0 || span.Offset < end || span.End > bytes.Length)
                return Refuse(script, span.Offset, string.Create(CultureInfo.InvariantCulture,
                    $"bytes {span.Offset} to {span.End} are no statement that follows the one before"));
            if (!isGap(bytes[end..span.Offset])) return Refuse(script, end, "there is text here that belongs to no statement");
            end = span.End;
        }

        return isGap(bytes[end..]) ? null : Refuse(script, end, "there is text here that belongs to no statement");
    }

    private static Refusal Refuse(Script script, int offset, string why) => TextRules.Partition.Refuse(script.PlaceOf(offset), why);
}
