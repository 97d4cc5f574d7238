using Countersign.Analysis;
using Countersign.Schemas;

namespace Countersign.Statements;

/// <summary>One executable unit of a script as its dialect's reader found it, before it has a place in a plan.</summary>
/// <param name="Span">Exact bytes that would be sent; comments before it belong to the gap, not to the statement.</param>
/// <param name="Kind">The command in the dialect's own words, e.g. `CREATE TABLE`.</param>
/// <param name="MustRunAlone">True when the server refuses it inside a transaction block.</param>
public sealed record ReadStatement(
    Script Script,
    Span Span,
    string Kind,
    ImmutableArray<ObjectName> Objects,
    ImmutableArray<Effect> Effects,
    Reversal Reversal,
    bool MustRunAlone = false)
{
    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => Script.Bytes.Slice(Span.Offset, Span.Length);

    /// <summary>What it is made of, where one unit can hold several commands (a batch of T-SQL); empty when it is one command.</summary>
    public ImmutableArray<StatementPart> Parts { get; init; } = [];
}

/// <summary>One command inside of a statement, in the order of the text.</summary>
/// <param name="Kind">The command in the dialect's own words.</param>
public sealed record StatementPart(Span Span, string Kind, ImmutableArray<Effect> Effects);

/// <summary>Why something cannot be read or may not run, for the person who must act.</summary>
/// <param name="Rule">Stable id of the rule, e.g. `CS008`; see docs/rules.</param>
/// <param name="Why">What is wrong.</param>
/// <param name="NextStep">What to do about it.</param>
public sealed record Refusal(string Rule, Place Place, string Why, string NextStep)
{
    /// <summary>All of it in one line. Not encoded for any output.</summary>
    public string Sentence => $"{Place}: {Why}; {NextStep} ({Rule})";
}

/// <summary>What came of reading the scripts of one target. Closed.</summary>
public abstract record Reading
{
    private Reading() { }

    /// <summary>All scripts were read, in the order in which they run.</summary>
    public sealed record Complete(ImmutableArray<ReadStatement> Statements, ImmutableArray<Finding> Findings) : Reading
    {
        /// <summary>What it makes of the schema; null where the dialect has no models, or nobody asked.</summary>
        public ModelledChange? Modelled { get; init; }
    }

    /// <summary>At least one script cannot be read; none of them runs.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Refusals) : Reading;
}
