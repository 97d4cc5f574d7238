using System.Globalization;
using Countersign.Rehearsals;
using Countersign.Schemas;
using Countersign.Schemas.Reversals;
using Countersign.Statements;
using Countersign.Targets.PostgreSql.Rehearsing;

namespace Countersign.IntegrationTests.PostgreSql.Rehearsing;

/// <summary>The examples of the rules' pages, really rehearsed: the bad one gives that finding, the good one none.</summary>
public sealed class RuleFixtureTests
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Here(), "../../../Countersign.Tests/Rules"));

    [Theory]
    [InlineData("PG101")]
    [InlineData("PG102")]
    [InlineData("PG103")]
    [InlineData("PG104")]
    public async Task A_bad_example_gives_its_finding_and_a_good_one_none(string rule)
    {
        Assert.Equal([rule], await Findings(Path.Combine(Folder, rule, "bad.sql")));
        Assert.Empty(await Findings(Path.Combine(Folder, rule, "good.sql")));
    }

    private static async Task<string[]> Findings(string path)
    {
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        string[] Header(string name) => [.. lines.Where(l => l.StartsWith($"-- {name}: ", StringComparison.Ordinal)).Select(l => l[(name.Length + 5)..].TrimEnd(';'))];
        var statements = string.Join('\n', lines.Where(l => !l.StartsWith("--", StringComparison.Ordinal))).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Reversing? reversing = Header("reversal") is [var undo]
            ? (_, difference, before, after, impact) => SchemaReversal.Of(difference, before, after, impact) is Reversal.By ? new Reversal.By(undo) : throw new InvalidOperationException()
            : null;
        var plan = Plan.Of([Shadow.PlanOf(new TestScript("db/1.sql", statements))]);

        var rehearsal = await Shadow.Rehearse(new PostgreSqlRehearsal(Shadow.Settings, TimeProvider.System, null, reversing), Header("production"), plan.Targets[0]);
        rehearsal = rehearsal with { Sizes = [.. Header("size").Select(Size)] };
        return [.. RehearsalFindings.Of(plan, ImmutableDictionary<TargetName, TargetRehearsal>.Empty.Add(Shadow.Policy.Name, rehearsal)).Select(f => f.Rule)];
    }

    /// <summary>`orders 41 GB`</summary>
    private static RelationSize Size(string text) =>
        text.Split(' ') is [var table, var number, "GB"]
            ? new(new("public", table), 1_000_000, long.Parse(number, CultureInfo.InvariantCulture) << 30, 0)
            : throw new FormatException(text);

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
