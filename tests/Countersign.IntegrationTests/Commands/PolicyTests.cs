using Countersign.Bot.Commands;
using Countersign.Policy;

namespace Countersign.IntegrationTests.Commands;

/// <summary>`countersign policy`: mistakes with their places, and answers to "who must sign this".</summary>
public sealed class PolicyTests
{
    [Fact]
    public async Task A_good_policy_can_be_used()
    {
        using var shop = new ShopClone();
        Assert.Equal(".countersign.yml can be used: targets shop-prod, orders-prod; rules: 2\n", (await Cli.Run(shop.Path, "policy", "check")).Ends(0).Output);
    }

    [Fact]
    public async Task Every_mistake_is_one_line_that_editors_can_jump_to()
    {
        using var shop = new ShopClone();
        await File.WriteAllTextAsync(Path.Combine(shop.Path, "new.yml"),
            ShopClone.Policy.Replace("rules:", "rulez:", StringComparison.Ordinal).Replace("dialect: sqlite", "dialect: sqlight", StringComparison.Ordinal));
        var lines = (await Cli.Run(shop.Path, "policy", "check", "new.yml")).Ends(1).Output.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("new.yml:5:14: ", lines[0]);
        Assert.StartsWith("new.yml:14:1: ", lines[1]);
        Assert.EndsWith("did you mean `rules`?", lines[1]);
    }

    [Fact]
    public async Task A_missing_policy_is_no_good_policy()
    {
        using var shop = new ShopClone();
        Assert.Contains("`nowhere.yml` cannot be read", (await Cli.Run(shop.Path, "policy", "check", "nowhere.yml")).Ends(2).Errors);
    }

    [Fact]
    public void A_terminal_is_shown_the_place_in_the_file()
    {
        using var output = new StringWriter { NewLine = "\n" };
        PolicyCheckCommand.Write([new PolicyProblem(2, 3, "unknown key", "did you mean `b`?")], "p.yml", "a: 1\n\tbb: \u001b[31m\n", output);
        Assert.Equal("p.yml:2:3: unknown key; did you mean `b`?\n        bb: \\u{001B}[31m\n         ^\n", output.ToString());
    }

    [Fact]
    public async Task Each_statement_of_a_new_script_says_who_must_sign_and_why()
    {
        using var shop = new ShopClone();
        await File.WriteAllTextAsync(Path.Combine(shop.Path, "db", "0002-drop.sql"), "DROP TABLE customer;\nCREATE TABLE note (t TEXT);\n");
        var told = (await Cli.Run(shop.Path, "policy", "explain", "db/0002-drop.sql")).Ends(0).Output;
        Assert.Contains("q1 needs 2 sign-offs from team:dba by rule `destroying needs two DBAs` (line 15)", told);
        Assert.Contains("q2 needs 1 sign-off from role:write by `default`", told);
        Assert.Contains("destroys data of `customer`", told);
    }

    [Fact]
    public async Task A_script_that_cannot_be_read_or_belongs_to_nobody_is_not_explained()
    {
        using var shop = new ShopClone();
        await File.WriteAllTextAsync(Path.Combine(shop.Path, "db", "0002-bad.sql"), "DROP TABLE;\n");
        Assert.Contains("db/0002-bad.sql:1:", (await Cli.Run(shop.Path, "policy", "explain", "db/0002-bad.sql")).Ends(1).Output);
        Assert.Contains("the policy governs `db/*.sql`", (await Cli.Run(shop.Path, "policy", "explain", "README.md")).Ends(2).Errors);
        Assert.Contains("does not exist", (await Cli.Run(shop.Path, "policy", "explain", "db/9.sql")).Ends(2).Errors);
    }
}
