using System.Text;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets.SqlServer;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Statements.SqlServer;

/// <summary>A case of a fixture file: lines `-- expect: …` say everything that is read from the T-SQL below them.</summary>
internal sealed record StatementFixture(string File, int Line, ImmutableArray<string> Expected, string Sql)
{
    private const string ExpectLine = "-- expect:";

    internal static IEnumerable<StatementFixture> ReadAll() =>
        Directory.GetFiles(Fixtures.PathOf("Statements", "SqlServer"), "*.sql").Order(StringComparer.Ordinal).SelectMany(f => Read(f));

    internal static ImmutableArray<StatementFixture> Read(string file)
    {
        var cases = ImmutableArray.CreateBuilder<StatementFixture>();
        var lines = System.IO.File.ReadAllText(file).Split('\n');
        for (var i = 0; i < lines.Length;)
        {
            var start = i;
            var expected = lines[i..].TakeWhile(IsExpectation).Select(l => l[ExpectLine.Length..].TrimStart()).ToImmutableArray();
            i += expected.Length;
            var sql = lines[i..].TakeWhile(l => !IsExpectation(l)).ToArray();
            i += sql.Length;
            cases.Add(new(Path.GetFileName(file), start + 1, expected, string.Join('\n', sql).TrimEnd('\n')));
        }

        return cases.ToImmutable();
    }

    /// <summary>What is read, in the words of the fixture.</summary>
    internal ImmutableArray<string> Actual()
    {
        var script = new Script("a.sql", FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(Sql));
        var target = new TargetPolicy(new("t"), "production", Dialect.SqlServer, [], [], "t", DeployTrigger.OnMerge, null, null, []);
        return new SqlServerReader().Read(new(target, [], [script]), TestContext.Current.CancellationToken) switch
        {
            Reading.Complete { Statements: [] } => ["nothing"],
            Reading.Complete complete => [.. complete.Statements.SelectMany(Describe)],
            Reading.Refused refused => [.. refused.Refusals.Select(r => $"refused: {r.Sentence}")],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    internal string Write(IEnumerable<string> expected) => string.Concat(expected.Select(e => $"{ExpectLine} {e}\n")) + Sql + "\n";

    private IEnumerable<string> Describe(ReadStatement batch)
    {
        yield return $"{batch.Kind} [{string.Join(", ", batch.Objects)}]{(batch.MustRunAlone ? " alone" : "")}";
        var text = Encoding.UTF8.GetString(batch.Bytes.Span);
        if (text != Sql) yield return $"text {text.Replace("\n", "\\n", StringComparison.Ordinal)}";
        foreach (var part in batch.Parts)
            yield return $"part {part.Kind} at {part.Span.Offset - batch.Span.Offset}+{part.Span.Length}";
        foreach (var effect in batch.Effects)
            yield return $"{effect.Word}: {effect.Sentence}";
        yield return batch.Reversal switch
        {
            Reversal.By by => $"undo {by.Sql.Replace("\n", "\\n", StringComparison.Ordinal)}",
            Reversal.Irreversible no => $"no undo: {no.Because}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static bool IsExpectation(string line) => line.StartsWith(ExpectLine, StringComparison.Ordinal);
}
