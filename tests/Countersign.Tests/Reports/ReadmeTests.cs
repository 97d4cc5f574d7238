using Countersign.Bot.Reports;
using Countersign.Policy;
using Countersign.Reports;
using Countersign.SignOffs;
using Countersign.Statements;
using Countersign.Targets.PostgreSql;
using static Countersign.Tests.Reports.Sample;
using FileMode = Countersign.Changes.FileMode;

namespace Countersign.Tests.Reports;

/// <summary>
/// The comment in the README comes from the real parts: the policy and the SQL in Reports/Readme, PostgreSQL's parser, the
/// rules, judging and rendering. Only the people and the clock are made up.
/// </summary>
public sealed class ReadmeTests
{
    private const string Start = "<!-- comment:start -->\n";
    private const string End = "<!-- comment:end -->";

    [Fact]
    public void The_README_shows_the_comment_as_the_bot_writes_it()
    {
        var path = Path.Combine(Fixtures.Root, "README.md");
        var readme = File.ReadAllText(path);
        var (start, end) = (readme.IndexOf(Start, StringComparison.Ordinal) + Start.Length, readme.IndexOf(End, StringComparison.Ordinal));
        Assert.True(start >= Start.Length && end > start, $"README.md has no block between `{Start.Trim()}` and `{End}`");

        var shown = readme[..start] + CommentRendering.Render(Reviewed()).Trim() + "\n" + readme[end..];
        if (Fixtures.Rewrites)
            File.WriteAllText(path, shown);

        Assert.Equal(shown, File.ReadAllText(path));
    }

    /// <summary>Ana signed all of the first version; then its second statement changed, and Bo signed all of that.</summary>
    private static ReviewReport Reviewed()
    {
        var policy = Given.Policy(File.ReadAllText(Fixtures.PathOf("Reports", "Readme", "policy.yml")));
        var (before, _) = Read("before.sql", policy);
        var (plan, findings) = Read("after.sql", policy);
        var verdict = Judging.Judge(new(
            plan, findings, policy, Codeowners.None, new([Dev], []),
            [
                new(new SignOffSource.Review(80), Ana, At(8, 55), Seen(before)),
                new(new SignOffSource.Command(90), Bo, At(9, 40), Seen(plan)),
                new(new SignOffSource.Review(81), Dev, At(9, 41), Seen(plan)),
            ],
            [], [],
            ImmutableArray.Create(Ana, Bo, Dev).ToImmutableDictionary(p => p.Id, p => new Authority(p, RepositoryRole.Write, ["dba"]))));
        return Report(plan, verdict) with { Findings = findings };
    }

    private static (Plan Plan, ImmutableArray<Analysis.Finding> Findings) Read(string name, PolicyFile policy)
    {
        var target = Assert.Single(policy.Targets);
        var bytes = File.ReadAllBytes(Fixtures.PathOf("Reports", "Readme", name));
        var script = new Script("db/orders/0042_refunds.sql", FileMode.Regular, ScriptRole.Versioned, bytes);
        var reader = new PostgreSqlReader();
        var read = Assert.IsType<Reading.Complete>(reader.Read(new(target, [], [script]), TestContext.Current.CancellationToken));
        var reading = new TargetReading(
            target.Name, target.Environment, target.Dialect, reader.SessionOf(target), [script], read.Statements);
        return (PlanBuilding.Build([reading]), read.Findings);
    }

    private static ImmutableArray<SeenStatement> Seen(Plan plan) => SignedPlan.Of(plan, Head, "main", At(8, 50)).Statements;
}
