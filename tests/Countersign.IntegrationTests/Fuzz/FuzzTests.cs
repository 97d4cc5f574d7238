using System.Text;

namespace Countersign.IntegrationTests.Fuzz;

/// <summary>What eng/fuzz.sh hunts with does its work: it says what is wrong, whatever that is, and the same seed makes the same texts.</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Names => [.. FuzzTarget.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_target_has_texts_to_start_from_and_an_opinion_on_the_first(string name)
    {
        var target = FuzzTarget.Find(name);

        Assert.Equal((Answer.Fine, ""), FuzzChild.Judge(target, target.Seeds().First()));
    }

    [Fact]
    public void What_throws_is_a_fault_and_what_differs_a_disagreement()
    {
        var throws = new FuzzTarget("throws", () => [], _ => throw new InvalidDataException("no"));
        var differs = new FuzzTarget("differs", () => [], text => text.Length == 1 ? "one byte" : null);

        Assert.Equal(Answer.Fault, FuzzChild.Judge(throws, []).Answer);
        Assert.Equal((Answer.Disagreement, "one byte"), FuzzChild.Judge(differs, [1]));
        Assert.Equal((Answer.Fine, ""), FuzzChild.Judge(differs, [1, 2]));
    }

    [Theory]
    [InlineData("SELECT 1;\nGO\nSELECT 'GO';\n", 2)]
    [InlineData("/* GO\nGO\n*/ SELECT 1;\ngo", 1)]
    [InlineData("SELECT 1 -- '\nGO\nSELECT [a\nGO\nb];\n", 2)]
    public void Batches_are_told_apart_as_the_manual_of_sqlcmd_says(string script, int batches) => Assert.Equal(batches, GoSplit.Batches(script).Length);

    [Fact]
    public void The_same_seed_makes_the_same_texts_and_another_makes_others()
    {
        Assert.Equal(Made(7), Made(7));
        Assert.NotEqual(Made(7), Made(8));

        static IEnumerable<string> Made(int seed)
        {
            var mutation = new Mutation(new Random(seed));
            return [.. Enumerable.Range(0, 20).Select(_ => Convert.ToHexString(mutation.Of(Encoding.UTF8.GetBytes("SELECT 'a';"), "DROP"u8.ToArray())))];
        }
    }
}
