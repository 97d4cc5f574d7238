using System.Text;
using Countersign.Policy;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Tests.Policy;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Rules;

/// <summary>
/// Runs fixtures of the rules for every dialect by their extension: `.sql` as text, `.tree` as a change of files, `.yml`
/// as a policy that judges `TRUNCATE orders`. Sizes are bounded at 400 bytes a script and 200 a statement.
/// </summary>
internal static class CountersignFixtures
{
    private static readonly TextLimits Limits = new(400, 200);

    public static IEnumerable<Raised> Run(RuleFixture fixture) => Path.GetExtension(fixture.Name) switch
    {
        ".sql" => Text(fixture),
        ".tree" => Tree(Encoding.UTF8.GetString(fixture.Bytes)),
        ".yml" => Policy(fixture.Bytes),
        var other => throw new NotSupportedException($"no way to run `{other}`"),
    };

    private static IEnumerable<Raised> Text(RuleFixture fixture)
    {
        var script = new Script(fixture.Name, FileMode.Regular, ScriptRole.Versioned, fixture.Bytes);
        var check = StrictText.Check(script, Limits);
        var spans = Split(script.Bytes.Span);
        var statements = spans.Select(s => new ReadStatement(script, s, "any", [], [], new Reversal.Irreversible("test")));
        var partition = check.Refusals.IsEmpty ? SpanCheck.Check(script, spans, IsGap) : null;
        return
        [
            .. check.Refusals.Select(Raised.Of),
            .. StrictText.CheckStatements(statements, Limits).Select(Raised.Of),
            .. check.Findings.Select(Raised.Of),
            .. partition is null ? [] : new[] { Raised.Of(partition) },
        ];
    }

    /// <summary>Statements are what ends with a semicolon: a splitter that is too simple, so that the check has work.</summary>
    private static ImmutableArray<Span> Split(ReadOnlySpan<byte> bytes)
    {
        var spans = ImmutableArray.CreateBuilder<Span>();
        var start = StrictText.StartOf(bytes);
        for (var i = start; i < bytes.Length; i++)
        {
            if (bytes[i] != ';') continue;
            while (start < i && IsGap(bytes[start..(start + 1)])) start++;
            spans.Add(new(start, i + 1 - start));
            start = i + 1;
        }

        return spans.ToImmutable();
    }

    private static bool IsGap(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private static IEnumerable<Raised> Tree(string text) => Governance.Select(TreeText.Read(text)) switch
    {
        Selection.Refused refused => refused.Refusals.Select(Raised.Of),
        Selection.Selected selected => selected.Findings.Select(Raised.Of),
        _ => throw new NotSupportedException("unknown case"),
    };

    private static IEnumerable<Raised> Policy(byte[] yaml) => PolicyReading.Read(yaml) switch
    {
        PolicyParse.Invalid invalid => invalid.Problems.Select(p => Raised.Of(p.ToRefusal())),
        PolicyParse.Valid valid => Judging.Judge(Given.Facts(Given.Plan("TRUNCATE orders")) with { Policy = valid.Policy }) is Verdict.Refused refused
            ? refused.Reasons.Select(Raised.Of)
            : [],
        _ => throw new NotSupportedException("unknown case"),
    };
}