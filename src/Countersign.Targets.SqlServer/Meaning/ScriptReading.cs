using Countersign.Analysis;
using Countersign.Analysis.Rules;
using Countersign.Statements;
using Countersign.Targets.SqlServer.Parsing;

namespace Countersign.Targets.SqlServer.Meaning;

/// <summary>What came of reading one script.</summary>
internal sealed record ScriptReading(
    ImmutableArray<ReadStatement> Statements, ImmutableArray<Refusal> Refusals, ImmutableArray<Finding> Findings)
{
    /// <summary>Most batches of one script (INV-37).</summary>
    internal const int MostBatches = 20_000;

    /// <summary>True when reading took too long, so that its thread may not have ended yet.</summary>
    internal bool IsAbandoned { get; init; }

    internal static ScriptReading Refused(ImmutableArray<Refusal> refusals) => new([], refusals, []);

    /// <summary>Reads on the calling thread, whose stack has to be large.</summary>
    internal static ScriptReading Of(ScriptText text, int level, KnownObjects known, ImmutableArray<Finding> textFindings)
    {
        var parsed = ParsedScript.Parse(text, level);
        if (!parsed.Refusals.IsEmpty) return Refused(parsed.Refusals);
        if (parsed.Batches.Length > MostBatches)
            return Refused([SqlServerReadingRules.Limits.Refuse(
                Place.File(text.Script.Path), $"the script has {parsed.Batches.Length} batches, more than {MostBatches}", "split it")]);
        var statements = ImmutableArray.CreateBuilder<ReadStatement>(parsed.Batches.Length);
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        var findings = textFindings.ToBuilder();
        foreach (var parse in parsed.Batches)
        {
            var batch = BatchReading.Of(parse, text, known);
            statements.Add(batch.Statement(parse.Span, text));
            refusals.AddRange(batch.Refusals(text.Script));
            refusals.AddRange(MarkerNames.Check(parse.Tokens, text));
            findings.AddRange(batch.Remarks.Select(r => Found(r, parse, text)));
            findings.AddRange(ClientLanguage.HiddenSeparators(parse.Tokens).Select(t => Found(
                new(SqlServerHabitRules.HiddenSeparator, Severity.Warning, t.Offset, "a line in here holds nothing but GO", null), parse, text)));
        }

        return new(statements.DrainToImmutable(), refusals.DrainToImmutable(), findings.DrainToImmutable());
    }

    /// <summary>The finding is about the whole batch, which is what is signed, and stands at its own line.</summary>
    private static Finding Found(Remark remark, ParsedBatch batch, ScriptText text) =>
        remark.Rule.Find(remark.Severity, text.Script, batch.Span, remark.Message, remark.Instead) with { Place = text.PlaceOf(remark.At) };
}
