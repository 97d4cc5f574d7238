using System.Text.Json;
using Countersign.Tests;

namespace Countersign.IntegrationTests.Commands;

/// <summary>`countersign review` on real clones: verdicts, forms, ways to name commits, and what it cannot do.</summary>
public sealed class ReviewTests
{
    private const string Drops = "DROP TABLE customer;\n";

    [Fact]
    public async Task Statements_that_need_people_are_pending()
    {
        using var shop = new ShopClone().With(Drops);
        var told = (await shop.Review()).Ends(10);
        Assert.StartsWith("Needs 2 sign-offs from `team:dba` for q1", told.Output);
        Assert.Contains("db/0002-change.sql:1:1", told.Output);
        Assert.Empty(told.Errors);
    }

    [Fact]
    public async Task A_change_of_nothing_governed_is_clear()
    {
        using var shop = new ShopClone().With("# shop, better\n", "README.md");
        Assert.StartsWith("Nothing to sign", (await shop.Review()).Ends(0).Output);
    }

    [Fact]
    public async Task A_refusing_rule_refuses()
    {
        using var shop = new ShopClone().With("TRUNCATE orders;\n", "orders/0001.sql");
        Assert.Contains("TRUNCATE is not allowed on production", (await shop.Review()).Ends(11).Output);
    }

    [Fact]
    public async Task The_policy_of_the_head_is_never_asked()
    {
        using var shop = new ShopClone().With(Drops);
        shop.Git.Commit("Weaken", (".countersign.yml", ShopClone.Policy.Replace("count: 2", "count: 1", StringComparison.Ordinal)));
        Assert.Contains("2 sign-offs from `team:dba` for q2", (await shop.Review()).Ends(10).Output);
    }

    [Fact]
    public async Task Json_is_what_programs_were_promised()
    {
        using var shop = new ShopClone().With(Drops).With("CREATE TABLE refund (id bigint PRIMARY KEY);\n", "orders/0001.sql");
        Golden.Equal((await shop.Review("--format", "json")).Ends(10).Output, "review.approved.json");
    }

    [Fact]
    public async Task Sarif_has_each_finding_on_its_line()
    {
        using var shop = new ShopClone().With("CREATE TABLE note (\n  t TEXT DEFAULT 'a\u202Eb\u202C'\n);\n", "db/0002 note.sql");
        using var sarif = JsonDocument.Parse((await shop.Review("--format", "sarif")).Ends(10).Output);
        var schema = await NJsonSchema.JsonSchema.FromJsonAsync(Golden.Repository("tests/Countersign.IntegrationTests/Commands/sarif-2.1.0.subset.schema.json"));
        Assert.Empty(schema.Validate(sarif.RootElement.GetRawText()));

        var run = sarif.RootElement.GetProperty("runs")[0];
        var result = run.GetProperty("results").EnumerateArray().First(r => r.GetProperty("ruleId").GetString() == "CS010");
        var location = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("db/0002%20note.sql", location.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(2, location.GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.Contains("CS010", run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Markdown_is_the_comment_of_the_forge()
    {
        using var shop = new ShopClone().With(Drops);
        var told = (await shop.Review("--format", "markdown")).Ends(10);
        Assert.StartsWith("### ", told.Output);
        Assert.Contains("```sql\nDROP TABLE customer;\n```", told.Output);
    }

    [Fact]
    public async Task A_file_gets_the_same_report_and_the_terminal_none()
    {
        using var shop = new ShopClone().With(Drops);
        var direct = (await shop.Review("--format", "json")).Ends(10).Output;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Assert.Empty((await shop.Review("--format", "json", "--output", path)).Ends(10).Output);
        Assert.Equal(direct, await File.ReadAllTextAsync(path));
        File.Delete(path);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("origin/main")]
    [InlineData("v1")]
    [InlineData("annotated")]
    [InlineData("HEAD~1")]
    public async Task The_base_may_be_named_as_people_do(string name)
    {
        using var shop = new ShopClone().With(Drops);
        shop.Git.Git("tag", "v1", "main");
        shop.Git.Git("tag", "-a", "-m", "one", "annotated", "main");
        shop.Git.Git("update-ref", "refs/remotes/origin/main", "main");
        (await Cli.Run(shop.Path, "review", "--base", name)).Ends(10);
        (await Cli.Run(Path.Combine(shop.Path, "db"), "review", "--base", shop.Git.Id(name).Hex)).Ends(10); // from below the root
    }

    [Theory]
    [InlineData("--base", "nowhere")]
    [InlineData("--head", "refs/heads/..")]
    [InlineData("--head", "0000000000000000000000000000000000000000")]
    [InlineData("--repo", "/proc")]
    [InlineData("--format", "xml")]
    [InlineData("--policy", "missing.yml")]
    [InlineData("--output", "missing/report.txt")]
    public async Task What_it_cannot_do_it_says(string option, string value)
    {
        using var shop = new ShopClone().With(Drops);
        var told = (await Cli.Run(shop.Path, "review", option, value)).Ends(2);
        Assert.Empty(told.Output);
        Assert.Contains(value, told.Errors);
    }

    [Fact]
    public async Task A_base_that_only_the_remote_has_is_suggested()
    {
        using var shop = new ShopClone().With(Drops);
        shop.Git.Git("update-ref", "refs/remotes/origin/release", "main");
        Assert.Contains("did you mean `--base origin/release`?", (await Cli.Run(shop.Path, "review", "--base", "release")).Ends(2).Errors);
    }

    [Fact]
    public async Task A_shallow_clone_is_told_how_to_fetch_the_rest()
    {
        using var shop = new ShopClone().With(Drops);
        var path = Directory.CreateTempSubdirectory("countersign-shallow-").FullName;
        shop.Git.Git("clone", "--quiet", "--depth=1", "--no-single-branch", "file://" + shop.Path, path);
        var told = (await Cli.Run(path, "review", "--base", "origin/main", "--head", "origin/change")).Ends(2);
        Assert.Contains("git fetch --unshallow", told.Errors);
        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task Histories_without_a_common_commit_are_refused()
    {
        using var shop = new ShopClone();
        shop.Git.Git("switch", "--quiet", "--orphan", "other");
        shop.Git.Commit("Other", ("db/0009.sql", Drops));
        Assert.Contains("no history in common with `main`", (await Cli.Run(shop.Path, "review")).Ends(11).Output);
    }

    [Fact]
    public async Task A_base_without_policy_is_judged_by_the_given_one()
    {
        using var shop = new ShopClone(policy: null).With(Drops);
        Assert.Contains("--policy FILE", (await shop.Review()).Ends(2).Errors);

        var policy = Path.Combine(shop.Path, ".git", "policy.yml");
        await File.WriteAllTextAsync(policy, ShopClone.Policy);
        using var report = JsonDocument.Parse((await shop.Review("--policy", policy, "--format", "json")).Ends(10).Output);
        Assert.Contains("since `main` has no policy", report.RootElement.GetProperty("notes")[0].GetString());
    }

    [Fact]
    public async Task The_first_policy_governs_what_comes_after_it()
    {
        using var shop = new ShopClone(policy: null).With(ShopClone.Policy, ".countersign.yml");
        Assert.Contains("brings the first policy", (await shop.Review()).Ends(0).Output);
    }

    [Fact]
    public async Task A_given_policy_with_mistakes_is_not_used()
    {
        using var shop = new ShopClone(policy: null).With(Drops);
        var policy = Path.Combine(shop.Path, ".git", "policy.yml");
        await File.WriteAllTextAsync(policy, ShopClone.Policy.Replace("rules:", "rulez:", StringComparison.Ordinal));
        Assert.Contains("did you mean `rules`", (await shop.Review("--policy", policy)).Ends(2).Errors);
    }
}
