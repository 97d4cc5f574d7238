using Countersign.Analysis;
using Countersign.Statements;

namespace Countersign.BadInput.Sql;

/// <summary>What must come of reading a script. Closed.</summary>
public abstract record SqlExpectation
{
    private SqlExpectation() { }

    /// <summary>Read as exactly these statements; empty for none.</summary>
    public sealed record Kinds(ImmutableArray<string> InOrder) : SqlExpectation;

    /// <summary>Read as so many statements.</summary>
    public sealed record Count(int Statements) : SqlExpectation;

    /// <summary>Refused, where given by this rule at this place.</summary>
    /// <param name="Rules">Any of these; empty for whichever.</param>
    /// <param name="Place">`line:column` of the first refusal of the rule; null for anywhere.</param>
    public sealed record Refused(ImmutableArray<string> Rules, string? Place) : SqlExpectation;

    /// <summary>Refused, or at least one statement has one of these effects, for which policy can ask.</summary>
    public sealed record Effects(ImmutableArray<string> Words) : SqlExpectation;

    /// <summary>Refused, or an error that needs one more person is found by this rule.</summary>
    /// <param name="Place">`line:column`; null for anywhere.</param>
    public sealed record Flagged(string Rule, string? Place) : SqlExpectation;

    /// <summary>Read and nothing found that deceives.</summary>
    public sealed record Clean : SqlExpectation;

    /// <summary>Refused or read; what counts is that an answer comes in time.</summary>
    public sealed record Answered : SqlExpectation;

    /// <summary>
    /// Reads `reads SELECT; DROP TABLE`, `reads nothing`, `reads 3`, `refused`, `refused PG901/PG903 @2:1`, `effect opaque/grants`,
    /// `flagged CS010 @1:4`, `clean`, `answered`.
    /// </summary>
    /// <exception cref="FormatException">When it is none of these.</exception>
    public static SqlExpectation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var place = words[^1].StartsWith('@') ? words[^1][1..] : null;
        return words switch
        {
            ["reads", "nothing"] => new Kinds([]),
            ["reads", var count] when int.TryParse(count, System.Globalization.CultureInfo.InvariantCulture, out var number) => new Count(number),
            ["reads", ..] => new Kinds([.. text["reads ".Length..].Split("; ")]),
            ["refused"] or ["refused", ['@', ..]] => new Refused([], place),
            ["refused", var rules, ..] => new Refused([.. rules.Split('/')], place),
            ["effect", var effects] => new Effects([.. effects.Split('/')]),
            ["flagged", var rule, ..] => new Flagged(rule, place),
            ["clean"] => new Clean(),
            ["answered"] => new Answered(),
            _ => throw new FormatException($"`{text}` is no expectation"),
        };
    }

    /// <summary>Null when a reading is as expected; else what it is instead.</summary>
    public string? WhatIsWrong(Reading reading) => (this, reading) switch
    {
        (Answered, _) => null,
        (Kinds kinds, Reading.Complete complete) => complete.Statements.Select(s => s.Kind).SequenceEqual(kinds.InOrder) ? null : Told(reading),
        (Count count, Reading.Complete complete) => complete.Statements.Length == count.Statements ? null : Told(reading),
        (Refused expected, Reading.Refused refused) => refused.Refusals.Any(r => IsBy(r.Rule, expected.Rules) && IsAt(r.Place, expected.Place)) ? null : Told(reading),
        (Effects or Flagged, Reading.Refused) => null,
        (Effects effects, Reading.Complete complete) =>
            complete.Statements.SelectMany(s => s.Effects).Any(e => effects.Words.Contains(e.Word)) ? null : Told(reading),
        (Flagged flagged, Reading.Complete complete) => complete.Findings.Any(f =>
            f.Severity == Severity.Error && f.Rule == flagged.Rule && IsAt(f.Place, flagged.Place)) ? null : Told(reading),
        (Clean, Reading.Complete complete) => complete.Findings.Any(f => f.Severity == Severity.Error) ? Told(reading) : null,
        _ => Told(reading),
    };

    private static bool IsBy(string rule, ImmutableArray<string> rules) => rules.IsEmpty || rules.Contains(rule);

    private static bool IsAt(Place place, string? expected) => expected is null || $"{place.Line}:{place.Column}" == expected;

    private static string Told(Reading reading) => reading switch
    {
        Reading.Complete complete => $"read as {string.Join("; ", complete.Statements.Select(s => $"{s.Kind} ({string.Join(", ", s.Effects.Select(e => e.Word))})"))}"
            + string.Concat(complete.Findings.Where(f => f.Severity == Severity.Error).Select(f => $" !{f.Rule} {f.Place}")),
        Reading.Refused refused => "refused: " + string.Join(" // ", refused.Refusals.Take(4).Select(r => r.Sentence)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
