using System.Text;
using Countersign.Policy;
using Countersign.Statements;
using Countersign.Targets;
using Countersign.Targets.PostgreSql;
using Countersign.Targets.PostgreSql.Parser;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Statements.PostgreSql;

/// <summary>
/// A case of a fixture file: lines `-- expect: …` say everything that is read from the SQL below them. `-- majors: 15-18`
/// before them restricts the server majors; without it, all six must agree.
/// </summary>
internal sealed record StatementFixture(string File, int Line, ImmutableArray<int> Majors, ImmutableArray<string> Expected, string Sql)
{
    private const string MajorsLine = "-- majors: ";
    private const string ExpectLine = "-- expect:";

    internal static IEnumerable<StatementFixture> ReadAll() =>
        Directory.GetFiles(Fixtures.PathOf("Statements", "PostgreSql"), "*.sql").Order(StringComparer.Ordinal).SelectMany(f => Read(f));

    internal static ImmutableArray<StatementFixture> Read(string file)
    {
        var cases = ImmutableArray.CreateBuilder<StatementFixture>();
        var lines = System.IO.File.ReadAllText(file).Split('\n');
        for (var i = 0; i < lines.Length;)
        {
            var start = i;
            var majors = PostgreSqlParser.Majors;
            if (lines[i].StartsWith(MajorsLine, StringComparison.Ordinal))
                majors = Range(lines[i++][MajorsLine.Length..]);
            var expected = lines[i..].TakeWhile(IsExpectation).Select(l => l[ExpectLine.Length..].TrimStart()).ToImmutableArray();
            i += expected.Length;
            var sql = lines[i..].TakeWhile(l => !IsExpectation(l) && !l.StartsWith(MajorsLine, StringComparison.Ordinal)).ToArray();
            i += sql.Length;
            cases.Add(new(Path.GetFileName(file), start + 1, majors, expected, string.Join('\n', sql).TrimEnd('\n')));
        }

        return cases.ToImmutable();
    }

    /// <summary>What a major reads, in the words of the fixture.</summary>
    internal ImmutableArray<string> Actual(int major)
    {
        var script = new Script("a.sql", FileMode.Regular, ScriptRole.Versioned, Encoding.UTF8.GetBytes(Sql));
        var target = new TargetPolicy(new("t"), "production", Dialect.PostgreSql, [], [], "t", DeployTrigger.OnMerge, null, major, ["public"]);
        return new PostgreSqlReader().Read(new ReadingRequest(target, [], [script]), TestContext.Current.CancellationToken) switch
        {
            Reading.Complete { Statements: [] } => ["nothing"],
            Reading.Complete complete => [.. complete.Statements.SelectMany(Describe)],
            Reading.Refused refused => [.. refused.Refusals.Select(r => $"refused: {r.Sentence.Replace($"PostgreSQL {major}", "PostgreSQL", StringComparison.Ordinal)}")],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    internal string Write(IEnumerable<string> expected) =>
        (Majors == PostgreSqlParser.Majors ? "" : $"{MajorsLine}{(Majors.Length == 1 ? "" : $"{Majors[0]}-")}{Majors[^1]}\n")
        + string.Concat(expected.Select(e => $"{ExpectLine} {e}\n")) + Sql + "\n";

    private IEnumerable<string> Describe(ReadStatement statement)
    {
        yield return $"{statement.Kind} [{string.Join(", ", statement.Objects)}]{(statement.MustRunAlone ? " alone" : "")}";
        var text = Encoding.UTF8.GetString(statement.Bytes.Span);
        if (text != Sql[(Sql.IndexOf('\n', StringComparison.Ordinal) is var end && Sql.StartsWith(Script.NoTransactionDirective, StringComparison.Ordinal) ? end + 1 : 0)..].TrimEnd(';'))
            yield return $"text {text.Replace("\n", "\\n", StringComparison.Ordinal)}";
        foreach (var effect in statement.Effects)
            yield return $"{effect.Word}: {effect.Sentence}";
        yield return statement.Reversal switch
        {
            Reversal.By by => $"undo {by.Sql}",
            Reversal.Irreversible no => $"no undo: {no.Because}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static bool IsExpectation(string line) => line.StartsWith(ExpectLine, StringComparison.Ordinal);

    private static ImmutableArray<int> Range(string text)
    {
        var ends = text.Split('-').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return [.. PostgreSqlParser.Majors.Where(m => m >= ends[0] && m <= ends[^1])];
    }
}
