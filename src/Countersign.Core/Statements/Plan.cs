using System.Globalization;
using System.Text;
using Countersign.Schemas;

namespace Countersign.Statements;

/// <summary>A statement with its place in a plan.</summary>
/// <param name="Number">1-based over the whole plan; people call it `q1`.</param>
/// <param name="Digest">What it is (INV-07).</param>
/// <param name="Chain">It and all that run before it on its target; sign-offs bind to this (INV-16).</param>
public sealed record Statement(int Number, ReadStatement Source, Place Place, Digest Digest, Digest Chain)
{
    /// <summary>`q` and the number.</summary>
    public string Label => "q" + Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Digest of what it was seen to do on a copy of the target's schema; null where it was not rehearsed. A sign-off on what
    /// was seen does not cover what does something else now.
    /// </summary>
    public Digest? Impact { get; init; }

    /// <summary>Whether it commits by itself, outside its script's transaction.</summary>
    public bool RunsAlone => !Source.Script.IsTransactional;

    /// <summary>The statement as text. Scripts are strict UTF-8 by then (INV-10).</summary>
    public string Text => Encoding.UTF8.GetString(Source.Bytes.Span);
}

/// <summary>What would run on one target.</summary>
/// <param name="Scripts">Governed scripts in the order in which they run.</param>
public sealed record TargetPlan(
    TargetName Target,
    string Environment,
    Dialect Dialect,
    SessionProfile Session,
    ImmutableArray<Script> Scripts,
    ImmutableArray<Statement> Statements)
{
    /// <summary>What it makes of the schema, by a model of its text; null where the dialect has none.</summary>
    public ModelledChange? Modelled { get; init; }

    /// <summary>The chain after the last statement.</summary>
    public Digest ChainEnd => Statements is [.., var last] ? last.Chain : DigestRules.ChainStart(Target);

    /// <summary>The statements of one script.</summary>
    public IEnumerable<Statement> StatementsOf(Script script) =>
        Statements.Where(s => ReferenceEquals(s.Source.Script, script));

    /// <summary>`path TAB transaction|alone TAB number of statements LF` per script.</summary>
    internal byte[] LayoutBytes()
    {
        var counts = Statements.CountBy(s => s.Source.Script.Path).ToDictionary();
        return Lines(Scripts.Select(s => string.Create(CultureInfo.InvariantCulture,
            $"{s.Path}\t{(s.IsTransactional ? "transaction" : "alone")}\t{counts.GetValueOrDefault(s.Path)}\n")));
    }

    /// <summary>`path TAB mode TAB sha256 LF` per script.</summary>
    internal byte[] FileListBytes() => Lines(Scripts.Select(s => $"{s.Path}\t{s.Mode}\t{s.Digest}\n"));

    /// <summary>The reversal of every statement, in order; an empty field where there is none. Then the script that undoes all of it, where a model gives one.</summary>
    internal Digest ReversalDigest()
    {
        using var hash = DigestRules.Start("cs.reversal.v1");
        foreach (var statement in Statements)
            DigestRules.Field(hash, statement.Source.Reversal is Reversal.By by ? by.Sql : "");
        if (Modelled is ModelledChange.Compared { Back: var back }) DigestRules.Field(hash, back);
        return DigestRules.End(hash);
    }

    /// <summary>What every statement was seen to do, in order; an empty field where it was not rehearsed.</summary>
    internal Digest ImpactDigest()
    {
        using var hash = DigestRules.Start("cs.impacts.v1");
        foreach (var statement in Statements)
            DigestRules.Field(hash, statement.Impact is { } impact ? impact.ToBytes() : []);
        return DigestRules.End(hash);
    }

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines));
}

/// <summary>The ordered statements of a change at one commit, under one digest. Compare by digest, never with ==.</summary>
public sealed record Plan(ImmutableArray<TargetPlan> Targets, Digest Digest)
{
    /// <summary>A plan over these targets, numbered and digested.</summary>
    public static Plan Of(ImmutableArray<TargetPlan> targets) => new(targets, DigestRules.Plan(targets));

    /// <summary>All statements in order of number.</summary>
    public IEnumerable<Statement> Statements => Targets.SelectMany(t => t.Statements);

    /// <summary>True when nothing would run.</summary>
    public bool IsEmpty => !Statements.Any();
}
