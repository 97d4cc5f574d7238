namespace Countersign.Tests.Rules;

/// <summary>Walks all rules of all families: each has fixtures that break and keep it, and a page made from them.</summary>
public sealed class RuleWalkTests
{
    public static TheoryData<string> Ids => [.. RuleFamily.All.SelectMany(f => f.Rules).Select(r => r.Id)];

    [Fact]
    public void Ids_are_unique_and_have_the_shape_of_ids()
    {
        var ids = RuleFamily.All.SelectMany(f => f.Rules).Select(r => r.Id).ToImmutableArray();

        Assert.Equal(ids.Distinct(), ids);
        Assert.All(ids, id => Assert.True(Analysis.Rules.Rule.IsId(id), id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_raised_by_its_bad_fixtures_and_not_by_its_good_ones(string id)
    {
        var family = FamilyOf(id);
        var fixtures = RuleFixture.Of(family.Rules.Single(r => r.Id == id));

        Assert.Contains(fixtures, f => f.IsBad);
        Assert.Contains(fixtures, f => !f.IsBad);
        if (family.NeedsServer) return;
        foreach (var fixture in fixtures)
        {
            var raised = family.Run(fixture).Select(r => r.Rule).ToImmutableArray();
            Assert.True(raised.Contains(id) == fixture.IsBad, $"{id}/{fixture.Name} raised [{string.Join(", ", raised)}]");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_of_a_rule_is_made_from_its_fixtures(string id)
    {
        var family = FamilyOf(id);
        var rule = family.Rules.Single(r => r.Id == id);

        AssertPage($"{id}.md", RulePage.Of(rule, RuleFixture.Of(rule), family.Run));
    }

    [Fact]
    public void The_index_lists_every_rule() => AssertPage("README.md", RulePage.Index(RuleFamily.All));

    private static RuleFamily FamilyOf(string id) => RuleFamily.All.Single(f => f.Rules.Any(r => r.Id == id));

    private static void AssertPage(string name, string page)
    {
        var path = Path.Combine(Fixtures.Root, "docs", "rules", name);
        if (Fixtures.Rewrites)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, page);
        }

        Assert.True(File.Exists(path), $"docs/rules/{name} is missing; run the tests with {Fixtures.RewriteVariable}=1");
        Assert.Equal(page, File.ReadAllText(path));
    }
}