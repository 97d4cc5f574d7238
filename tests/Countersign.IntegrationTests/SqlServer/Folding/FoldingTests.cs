using CsCheck;

namespace Countersign.IntegrationTests.SqlServer.Folding;

/// <summary>
/// The model of what migrations are folded into is the model of the schema that they leave, written by hand or generated beside them.
/// </summary>
public sealed class FoldingTests
{
    private const uint Seed = 20_280;
    private const int Generated = 110;

    [Fact]
    public void Histories_written_by_hand_fold_into_their_final_schema() => Compare(History.Written(), atLeast: 45);

    [Fact]
    public void Generated_histories_fold_into_their_final_schema() => Compare(Histories(), Generated);

    /// <summary>The comparison sees every statement: without one of them it fails.</summary>
    [Fact]
    public void A_history_without_one_of_its_last_changes_folds_into_something_else()
    {
        var whole = History.Written().Where(h => h.Name is "a column is added" or "code is altered" or "an index and constraints are renamed"
            or "a denial replaces a grant" or "a table goes to another schema and its rights are gone" or "types and what uses them").ToList();
        var less = whole.Select(h => h with { Scripts = [.. h.Scripts.Select((s, i) => i == h.Scripts.Length - 1 ? WithoutLast(s) : s)] }).ToList();

        var models = FoldedModels.Read([.. less.Select(FoldedModels.TextOf), .. whole.Select(h => h.Final)]);

        for (var i = 0; i < whole.Count; i++)
            Assert.NotEqual(FoldedModels.Shown(models[whole.Count + i]), FoldedModels.Shown(models[i]));
    }

    private static ImmutableArray<History> Histories()
    {
        var choices = Gen.Int[0, 1_000_000].Array[50];
        var random = new PCG(Seed);
        return [.. Enumerable.Range(0, Generated).Select(i => GeneratedHistory.Of($"generated {i}", choices.Generate(random, null, out _)))];
    }

    private static void Compare(ImmutableArray<History> histories, int atLeast)
    {
        Assert.True(histories.Length >= atLeast, $"only {histories.Length} histories");
        var folded = histories.Select(FoldedModels.TextOf).ToList();
        var models = FoldedModels.Read([.. folded, .. histories.Select(h => h.Final)]);
        var failures = new List<string>();
        for (var i = 0; i < histories.Length; i++)
        {
            var (found, should) = (FoldedModels.Shown(models[i]), FoldedModels.Shown(models[histories.Length + i]));
            Assert.True(models[histories.Length + i].Problems.IsEmpty && models[histories.Length + i].Schema.Objects.Length > 0, $"{histories[i].Name}: {should}");
            if (found == should) continue;
            var lines = found.Split('\n').Except(should.Split('\n')).Select(l => "- " + l).Concat(should.Split('\n').Except(found.Split('\n')).Select(l => "+ " + l));
            failures.Add($"{histories[i].Name}\n{string.Join('\n', lines)}\n{folded[i]}\n--\n{string.Join("\n-- next:\n", histories[i].Scripts)}");
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static string WithoutLast(string script)
    {
        var statements = script.TrimEnd().TrimEnd(';');
        var last = Math.Max(statements.LastIndexOf(";\n", StringComparison.Ordinal) + 1, statements.LastIndexOf("\nGO\n", StringComparison.Ordinal) + 1);
        return last > 0 ? statements[..last] : "";
    }
}
